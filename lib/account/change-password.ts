import { type Account, type Transaction, transact } from '@/lib/db/client'
import { sendMail } from '@/lib/delivery/outbox'
import { hashPassword } from '@/lib/passwords/hash-password'
import { passwordChangeRenewsSession } from '@/lib/policy'
import { asLocale, shownName, type Visit } from './caller'
import { checkNewPassword } from './check-password'
import { fail, type Result } from './failure'
import { lockAccount } from './lock'
import { type PasswordProof, provePassword } from './prove-password'
import { type OpenedSession, openSession, revoke } from './session'
import { voidTickets } from './ticket'

/**
 * Changes the caller's password. Every other session ends, links that were mailed for a reset or a change of
 * address are void, and the owner is told by mail.
 *
 * @returns where the door's document promises one, the caller's new session; or `signed_out`,
 *   `wrong_password` (also when another change came first), or why the new one is refused
 */
export async function changePassword(
  visit: Visit,
  input: { currentPassword: string; newPassword: string },
): Promise<Result<{ session: OpenedSession | null }>> {
  const proof = await provePassword(visit, input.currentPassword)
  return proof.ok ? await setProvenPassword(visit, proof, input.newPassword) : proof
}

/** The same for a caller whose current password is proved already. */
export async function setProvenPassword(
  visit: Visit,
  { member, passwordHash }: PasswordProof,
  newPassword: string,
): Promise<Result<{ session: OpenedSession | null }>> {
  const checked = checkNewPassword(newPassword, visit.dialect, member.account)
  if ('fault' in checked) return fail(checked.fault)
  const newHash = await hashPassword(checked.password)
  return await transact(async (tx) => {
    const account = await lockAccount(tx, member.account.id)
    if (account?.passwordHash !== passwordHash) return fail('wrong_password')
    await replacePassword(tx, account, newHash)
    await revoke(tx, { accountId: account.id, id: { not: member.session.id } }, 'password_changed')
    const session = passwordChangeRenewsSession[visit.dialect]
      ? await openSession(tx, visit, account.id)
      : null
    return { ok: true as const, session }
  })
}

/** Sets a password and tells the owner; whatever was asked for under the old one is void. The account is locked. */
export async function replacePassword(
  tx: Transaction,
  account: Account,
  passwordHash: string,
): Promise<void> {
  const now = new Date()
  await tx.account.update({ where: { id: account.id }, data: { passwordHash, securedAt: now } })
  await voidTickets(tx, account.id, ['reset_password', 'change_email'])
  if (account.email === null) return
  const content = { kind: 'password_changed', account: shownName(account), at: now.toISOString() } as const
  await sendMail(tx, { to: account.email, locale: asLocale(account.locale), content })
}
