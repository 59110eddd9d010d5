import type { EventSource } from '@/lib/account/event'
import { recordEvent } from '@/lib/account/record-event'
import type { Account, Transaction } from '@/lib/db/client'
import { hoursAfter, momentOf } from '@/lib/db/time'
import { policy } from '@/lib/policy'

/** What to write where a generated password must no longer count. */
export const noGeneratedPassword = {
  generatedPasswordHash: null,
  generatedPasswordExpiresAt: null,
  generatedPasswordDeviceId: null,
} as const

/** Until when one is good that is kept in this transaction. */
export async function generatedPasswordExpiry(tx: Transaction): Promise<Date> {
  return hoursAfter(await momentOf(tx), policy.generatedPasswordHours)
}

interface Kept {
  readonly account: Pick<Account, 'id'>
  readonly made: { readonly hash: string }
  /** The row of the device that it is pushed to; null where it goes by mail. */
  readonly deviceId: string | null
}

/** Lets it open an account, in the stead of one that nobody has used. */
export async function storeGeneratedPassword(
  tx: Transaction,
  source: EventSource,
  { account, made, deviceId }: Kept,
): Promise<void> {
  const data = {
    generatedPasswordHash: made.hash,
    generatedPasswordExpiresAt: await generatedPasswordExpiry(tx),
    generatedPasswordDeviceId: deviceId,
  }
  await tx.account.update({ where: { id: account.id }, data })
  const details = { what: 'generated_password', tool: deviceId === null ? 'email' : 'push' }
  await recordEvent(tx, source, { kind: 'authn_token_created', accountId: account.id, details })
}
