import { recordEvent } from '@/lib/account/record-event'
import type { KeptDevices } from '@/lib/account/records/device'
import { notifyOwner } from '@/lib/account/records/notify-owner'
import { revokeSessions } from '@/lib/account/records/session'
import type { RequestContext } from '@/lib/account/request-context'
import type { Account, Transaction } from '@/lib/db/client'
import { storePassword } from './store-password'

/** Sets the caller's password and ends all other sessions. A first password replaces none, so devices stay known. */
export async function setOwnPassword(
  tx: Transaction,
  context: RequestContext,
  { account, passwordHash, sessionId }: { account: Account; passwordHash: string; sessionId: string },
): Promise<void> {
  const kept = account.passwordHash === null ? 'all' : {}
  await replacePassword(tx, context, { account, passwordHash, by: 'change', kept })
  await revokeSessions(tx, { accountId: account.id, id: { not: sessionId } }, 'password_changed')
}

interface Replacement {
  readonly account: Account
  readonly passwordHash: string
  readonly by: 'change' | 'ticket' | 'generated'
  readonly kept?: KeptDevices
}

/** Sets a password (`storePassword`), records it and notifies the owner. The account must be locked. */
export async function replacePassword(
  tx: Transaction,
  context: RequestContext,
  { account, passwordHash, by, kept = {} }: Replacement,
): Promise<void> {
  await storePassword(tx, { accountId: account.id, passwordHash }, kept)
  await recordEvent(tx, context, { kind: 'authn_password_change', accountId: account.id, details: { by } })
  await notifyOwner(tx, account, { kind: 'password_changed' })
}
