import { prisma } from '@/lib/db/client'
import { shownName } from './caller'

/** The names of all administrators. */
export async function listAdmins(): Promise<string[]> {
  const rows = await prisma().account.findMany({
    where: { role: 'admin' },
    orderBy: { createdAt: 'asc' },
    select: { username: true, email: true },
  })
  return rows.map(shownName)
}
