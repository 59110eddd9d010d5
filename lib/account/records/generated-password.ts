import type { EventSource } from '@/lib/account/event'
import { recordEvent } from '@/lib/account/record-event'
import type { Account, Transaction } from '@/lib/db/client'
import { hoursAfter, momentOf } from '@/lib/db/time'
import { policy } from '@/lib/policy'

export const noGeneratedPassword = {
  generatedPasswordHash: null,
  generatedPasswordExpiresAt: null,
  generatedPasswordDeviceId: null,
} as const

export async function generatedPasswordExpiry(tx: Transaction): Promise<Date> {
  return hoursAfter(await momentOf(tx), policy.generatedPasswordHours)
}

interface StoreGeneratedPassword {
  readonly account: Pick<Account, 'id'>
  readonly made: { readonly hash: string }
  /** The row of the device that receives it by push; null when it is mailed. */
  readonly deviceId: string | null
}

/** Makes a generated password valid; it replaces an earlier unused one. */
export async function storeGeneratedPassword(
  tx: Transaction,
  source: EventSource,
  { account, made, deviceId }: StoreGeneratedPassword,
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
