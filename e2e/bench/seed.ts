import { createHash } from 'node:crypto'
import { hash } from 'bcryptjs'
import { type CrowdSize, fillWithCrowd } from '@/e2e/support/clients/crowd'
import { prisma } from '@/lib/db/client'
import { closeDatabase, openDatabase } from '@/lib/db/open-database'

export const measuredPassword = 'correct horse battery'
const accountsOfEach = 200

interface MeasuredAccount {
  readonly username: string
  readonly email: string
  readonly secret: string
}

/** Accounts that sign in repeatedly. */
export const measured = accountsNamed('measured')

/** Accounts that never sign in: sign-ins beyond the limit would end the sessions that are checked. */
export const checked = accountsNamed('checked')

function accountsNamed(kind: string): MeasuredAccount[] {
  return Array.from({ length: accountsOfEach }, (_, i) => {
    const username = `${kind}${i}`
    const secret = createHash('sha256').update(username).digest('base64url')
    return { username, email: `${username}@example.com`, secret }
  })
}

export interface SeedSize extends CrowdSize {
  /** For the measured accounts; the others' hashes are never compared. */
  readonly bcryptCost: number
}

/** Fills an empty database with background accounts and the measured ones. */
export async function seed(
  source: { url: string } | { folder: string },
  { bcryptCost, ...size }: SeedSize,
): Promise<void> {
  await openDatabase(source)
  const passwordHash = await hash(measuredPassword, bcryptCost)
  const run = (statement: string, values: unknown[]) => prisma().$executeRawUnsafe(statement, ...values)
  await fillWithCrowd(run, size, passwordHash)
  await fillMeasured(passwordHash)
  await prisma().$executeRawUnsafe('ANALYZE')
  await closeDatabase()
}

async function fillMeasured(passwordHash: string): Promise<void> {
  const day = 24 * 3_600_000
  const [expiresAt, endsAt] = [new Date(Date.now() + 30 * day), new Date(Date.now() + 90 * day)]
  for (const { username, email, secret } of [...measured, ...checked]) {
    const secretHash = Uint8Array.from(createHash('sha256').update(secret).digest())
    const session = { secretHash, channel: 'rest', expiresAt, endsAt }
    const names = { username, usernameKey: username, email, emailVerifiedAt: new Date() }
    await prisma().account.create({ data: { ...names, passwordHash, sessions: { create: session } } })
  }
}
