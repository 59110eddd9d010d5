import pg from 'pg'
import { secretHashOf } from '@/e2e/bench/floor/app/session'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const query = `SELECT s.id, s."expiresAt", s."revokedAt", a.id AS "accountId", a.email
  FROM "Session" s JOIN "Account" a ON a.id = s."accountId" WHERE s."secretHash" = $1`

/** Next and plain `pg`, one join. */
export async function GET(request: Request): Promise<Response> {
  const { rows } = await pool.query({
    name: 'session',
    text: query,
    values: [Buffer.from(secretHashOf(request))],
  })
  const [session] = rows
  if (!session || session.revokedAt) return Response.json(null, { status: 401 })
  const { id, expiresAt, accountId, email } = session
  return Response.json({ session: { id, expiresAt }, account: { id: accountId, email } })
}
export const dynamic = 'force-dynamic'
