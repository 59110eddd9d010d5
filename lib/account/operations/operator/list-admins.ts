import { displayName } from '@/lib/account/account-facts'
import { prisma } from '@/lib/db/client'

/** The names of all administrators. Raw SQL, because the partial index needs the role as a literal, not a parameter. */
export async function listAdmins(): Promise<string[]> {
  const rows = await prisma().$queryRaw<{ username: string | null; email: string | null }[]>`
    SELECT "username", "email" FROM "Account" WHERE "role" = 'admin' ORDER BY "createdAt"`
  return rows.map(displayName)
}
