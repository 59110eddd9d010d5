import { createHash } from 'node:crypto'
import { hash } from 'bcryptjs'
import { fillWithCrowd } from '@/e2e/support/crowd'
import { closeDatabase, openDatabase, prisma } from '@/lib/db/client'

export const measuredPassword = 'correct horse battery'
const measuredAccounts = 200

export interface MeasuredAccount {
  readonly username: string
  readonly email: string
  /** The secret of a session of its own. */
  readonly secret: string
}

/** Those that sign in and whose sessions are checked. */
export const measured: readonly MeasuredAccount[] = Array.from({ length: measuredAccounts }, (_, i) => {
  const username = `measured${i}`
  const secret = createHash('sha256').update(username).digest('base64url')
  return { username, email: `${username}@example.com`, secret }
})

/**
 * Fills an empty database: so many accounts with so many sessions each, and the measured ones.
 *
 * @param bcryptCost of the measured accounts' hashes; the others' are never compared
 */
export async function seed(
  source: { url: string } | { folder: string },
  { accounts, sessionsEach, bcryptCost }: { accounts: number; sessionsEach: number; bcryptCost: number },
): Promise<void> {
  await openDatabase(source)
  const passwordHash = await hash(measuredPassword, bcryptCost)
  const run = (statement: string, values: unknown[]) => prisma().$executeRawUnsafe(statement, ...values)
  await fillWithCrowd(run, { accounts, sessionsEach }, passwordHash)
  await fillMeasured(passwordHash)
  await prisma().$executeRawUnsafe('ANALYZE')
  await closeDatabase()
}

async function fillMeasured(passwordHash: string): Promise<void> {
  const day = 24 * 3_600_000
  const [expiresAt, endsAt] = [new Date(Date.now() + 30 * day), new Date(Date.now() + 90 * day)]
  for (const { username, email, secret } of measured) {
    const secretHash = Uint8Array.from(createHash('sha256').update(secret).digest())
    const session = { secretHash, dialect: 'rest', expiresAt, endsAt }
    const names = { username, usernameKey: username, email, emailVerifiedAt: new Date() }
    await prisma().account.create({ data: { ...names, passwordHash, sessions: { create: session } } })
  }
}
