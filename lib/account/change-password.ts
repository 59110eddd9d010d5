import { type Account, type Transaction, transact } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { sendMail } from '@/lib/delivery/outbox'
import { hashPassword } from '@/lib/passwords/hash-password'
import { passwordChangeRenewsSession } from '@/lib/policy'
import { asLocale, shownName, type Visit } from './caller'
import { checkNewPassword, type NewPassword } from './check-password'
import type { KeptDevices } from './device'
import { fail, failTogether, type Result } from './failure'
import { addressToTell, giveBack, takeTry, unlessBusy } from './limit'
import { lockAccount } from './lock'
import { type PasswordProof, proveOwner } from './prove-password'
import { recordEvent } from './record-event'
import { type OpenedSession, openSession, revoke } from './session'
import { storePassword } from './store-password'

/**
 * Changes the caller's password, or sets its first one. Every other session ends, links that were mailed for a reset
 * or a change of address are void, and the owner is told by mail.
 *
 * @returns where the door's document promises one, the caller's new session; or `signed_out`,
 *   `wrong_password` (also when another change came first), `too_many_requests`, or why the new one is refused
 */
export async function changePassword(
  visit: Visit,
  input: NewPassword & { currentPassword: string | null },
): Promise<Result<{ session: OpenedSession | null }>> {
  if (visit.caller.kind === 'guest') return fail('signed_out')
  const proof = await proveOwner(visit, input.currentPassword)
  const checked = checkNewPassword(input, visit.dialect, visit.caller.account)
  if (!proof.ok || !checked.ok) return failTogether(proof, checked)
  return await setProvenPassword(visit, proof, checked.password)
}

/** The same where the current password is proved and the new one is judged good. */
export async function setProvenPassword(
  visit: Visit,
  { member, passwordHash }: PasswordProof,
  goodPassword: string,
): Promise<Result<{ session: OpenedSession | null }>> {
  const refusal = await takeTry('changeOfPassword', member.account.id)
  if (refusal) return refusal
  const giveTryBack = () => giveBack('changeOfPassword', member.account.id)
  const newHash = await unlessBusy(giveTryBack, () => hashPassword(goodPassword))
  return await transact(async (tx) => {
    const account = await lockAccount(tx, member.account.id)
    if (account?.passwordHash !== passwordHash) return fail('wrong_password')
    await setOwnPassword(tx, visit, { account, passwordHash: newHash, sessionId: member.session.id })
    const session = passwordChangeRenewsSession[visit.dialect]
      ? await openSession(tx, visit, account.id, null)
      : null
    return { ok: true as const, session }
  })
}

/** The part of it that another transaction may do. A first password leaves the devices known: nothing was taken over. */
export async function setOwnPassword(
  tx: Transaction,
  visit: Visit,
  { account, passwordHash, sessionId }: { account: Account; passwordHash: string; sessionId: string },
): Promise<void> {
  const kept = account.passwordHash === null ? 'all' : {}
  await replacePassword(tx, visit, { account, passwordHash, by: 'change', kept })
  await revoke(tx, { accountId: account.id, id: { not: sessionId } }, 'password_changed')
}

interface Replacement {
  readonly account: Account
  readonly passwordHash: string
  /** How it came: from who knew the old one, by a ticket, or by the first use of a generated one. */
  readonly by: 'change' | 'ticket' | 'generated'
  readonly kept?: KeptDevices
}

/**
 * Sets a password (`storePassword`), records it and tells the owner; whatever was asked for under the old one is
 * void. The account is locked.
 */
export async function replacePassword(
  tx: Transaction,
  visit: Visit,
  { account, passwordHash, by, kept = {} }: Replacement,
): Promise<void> {
  await storePassword(tx, { accountId: account.id, passwordHash }, kept)
  await recordEvent(tx, visit, { kind: 'authn_password_change', accountId: account.id, details: { by } })
  const to = await addressToTell(tx, account)
  if (to === null) return
  const at = (await momentOf(tx)).toISOString()
  const content = { kind: 'password_changed', account: shownName(account), at } as const
  await sendMail(tx, { to, locale: asLocale(account.locale), content })
}
