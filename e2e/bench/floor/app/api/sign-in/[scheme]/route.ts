import { createHash, randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { Piscina } from 'piscina'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const cores = availableParallelism()
const filename = path.resolve('e2e/bench/hash-once.mjs')
const threads = new Piscina({ filename, minThreads: cores, maxThreads: cores })
const find = { name: 'find', text: 'SELECT id, "passwordHash" FROM "Account" WHERE email = $1' }
const open = {
  name: 'open',
  text: `INSERT INTO "Session" ("id", "accountId", "secretHash", "dialect", "expiresAt", "endsAt")
    VALUES (gen_random_uuid(), $1, $2, 'rest', now() + '30 days', now() + '90 days')`,
}

/** The minimum of a sign-in: a look-up, a hash in a thread, one row. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ scheme: string }> },
): Promise<Response> {
  const { email } = (await request.json()) as { email: string }
  const [account] = (await pool.query({ ...find, values: [email] })).rows
  await threads.run((await params).scheme)
  const secret = randomBytes(32)
  const secretHash = createHash('sha256').update(secret).digest()
  await pool.query({ ...open, values: [account.id, secretHash] })
  return Response.json({ token: secret.toString('base64url') })
}
