import { type Account, isTaken, type Transaction, transact } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { sendMail } from '@/lib/delivery/outbox'
import { usernameRule } from '@/lib/rules'
import { asLocale, type Visit } from './caller'
import { fail, failByRule, type Result } from './failure'
import { addressToTell, takeTry } from './limit'
import { lockAccount } from './lock'
import { type PasswordProof, provePassword } from './prove-password'
import { recordEvent } from './record-event'

/**
 * Changes the caller's username, and tells the owner by mail.
 *
 * @returns the name as it is shown; or `signed_out`, `wrong_password`, `username_taken`, or why it is refused
 */
export async function changeUsername(
  visit: Visit,
  input: { currentPassword: string; username: string },
): Promise<Result<{ username: string }>> {
  const proof = await provePassword(visit, input.currentPassword)
  return proof.ok ? await setProvenUsername(visit, proof, input.username) : proof
}

/** The same for a caller whose current password is proved already. The unique index decides who was first. */
export async function setProvenUsername(
  visit: Visit,
  { member, passwordHash }: PasswordProof,
  typed: string,
): Promise<Result<{ username: string }>> {
  const parsed = usernameRule.safeParse(typed)
  if (!parsed.success) return failByRule(parsed.error)
  const { shown: username, key: usernameKey } = parsed.data
  const refusal = await takeTry('changeOfName', member.account.id)
  if (refusal) return refusal
  try {
    return await transact(async (tx) => {
      const account = await lockAccount(tx, member.account.id)
      if (account?.passwordHash !== passwordHash) return fail('wrong_password')
      await tx.account.update({ where: { id: account.id }, data: { username, usernameKey } })
      await recordEvent(tx, visit, { kind: 'username_changed', accountId: account.id })
      await tellOfName(tx, account, username)
      return { ok: true as const, username }
    })
  } catch (error) {
    if (isTaken(error)) return fail('username_taken')
    throw error
  }
}

/** Tells the owner of a new username (OWASP ASVS 5.0 §6.3.7). */
async function tellOfName(tx: Transaction, account: Account, username: string): Promise<void> {
  const { username: formerName, locale } = account
  const to = formerName === username ? null : await addressToTell(tx, account)
  if (to === null) return
  const facts = { account: username, formerName, at: (await momentOf(tx)).toISOString() }
  await sendMail(tx, { to, locale: asLocale(locale), content: { kind: 'username_changed', ...facts } })
}
