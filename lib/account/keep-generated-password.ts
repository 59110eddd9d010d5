import type { Account, Transaction } from '@/lib/db/client'
import { hashPassword } from '@/lib/passwords/hash-password'
import { policy } from '@/lib/policy'
import type { EventSource } from './event'
import { generatePassword } from './generated-password'
import { recordEvent } from './record-event'

/** A password that we made up, what is kept of it, and until when. */
export interface GeneratedPassword {
  readonly password: string
  readonly hash: string
  readonly end: Date
}

/** Makes one up. Outside of any transaction, because hashing takes its time. */
export async function makeGeneratedPassword(): Promise<GeneratedPassword> {
  const password = generatePassword()
  const end = new Date(Date.now() + policy.generatedPasswordHours * 3_600_000)
  return { password, hash: await hashPassword(password), end }
}

interface Kept {
  readonly account: Pick<Account, 'id'>
  readonly made: GeneratedPassword
  /** The row of the device that it is pushed to; null where it goes by mail. */
  readonly deviceId: string | null
}

/** Lets it open an account, in the stead of one that nobody has used. */
export async function keepGeneratedPassword(
  tx: Transaction,
  source: EventSource,
  { account, made, deviceId }: Kept,
): Promise<void> {
  const data = {
    generatedPasswordHash: made.hash,
    generatedPasswordExpiresAt: made.end,
    generatedPasswordDeviceId: deviceId,
  }
  await tx.account.update({ where: { id: account.id }, data })
  const details = { what: 'generated_password', tool: deviceId === null ? 'email' : 'push' }
  await recordEvent(tx, source, { kind: 'authn_token_created', accountId: account.id, details })
}
