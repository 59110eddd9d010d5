import { PrismaPg } from '@prisma/adapter-pg'
import { secretHashOf } from '@/e2e/bench/floor/app/session'
import { PrismaClient } from '@/lib/db/generated/client'

const adapter = new PrismaPg({ connectionString: process.env.DATABASE_URL, max: 10 })
const client = new PrismaClient({ adapter })

/** Next and Prisma, one join: the minimum cost of a session check. */
export async function GET(request: Request): Promise<Response> {
  const where = { secretHash: secretHashOf(request) }
  const session = await client.session.findUnique({ where, include: { account: true } })
  if (!session || session.revokedAt) return Response.json(null, { status: 401 })
  const { id, expiresAt, account } = session
  return Response.json({ session: { id, expiresAt }, account: { id: account.id, email: account.email } })
}
export const dynamic = 'force-dynamic'
