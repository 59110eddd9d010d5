import { displayName } from '@/lib/account/account-facts'
import { prisma } from '@/lib/db/client'

/** The names of all administrators, by the index of those: a value that is told apart from the statement has none. */
export async function listAdmins(): Promise<string[]> {
  const rows = await prisma().$queryRaw<{ username: string | null; email: string | null }[]>`
    SELECT "username", "email" FROM "Account" WHERE "role" = 'admin' ORDER BY "createdAt"`
  return rows.map(displayName)
}
