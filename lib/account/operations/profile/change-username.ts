import { fail, failByRule, type Result } from '@/lib/account/failure'
import { takeAttempt } from '@/lib/account/limits/attempts'
import { lockIfPasswordUnchanged } from '@/lib/account/password/lock-if-password-unchanged'
import { type PasswordProof, provePassword } from '@/lib/account/password/prove-password'
import { recordEvent } from '@/lib/account/record-event'
import { notifyOwner } from '@/lib/account/records/notify-owner'
import type { RequestContext } from '@/lib/account/request-context'
import { failAsTaken } from '@/lib/account/taken-names'
import { transact } from '@/lib/db/client'
import { usernameRule } from '@/lib/rules'

/**
 * Changes the caller's username and notifies the owner by mail.
 * @returns the name as shown; or `signed_out`, `wrong_password`, `username_taken`, or a fault of the name
 */
export async function changeUsername(
  context: RequestContext,
  input: { currentPassword: string; username: string },
): Promise<Result<{ username: string }>> {
  const proof = await provePassword(context, input.currentPassword)
  return proof.ok ? await setProvenUsername(context, proof, input.username) : proof
}

/** As `changeUsername`, after the current password was checked. The unique index decides. */
export async function setProvenUsername(
  context: RequestContext,
  { member, passwordHash }: PasswordProof,
  typed: string,
): Promise<Result<{ username: string }>> {
  const parsed = usernameRule.safeParse(typed)
  if (!parsed.success) return failByRule(parsed.error)
  const { shown: username, key: usernameKey } = parsed.data
  const failure = await takeAttempt('changeOfName', member.account.id)
  if (failure) return failure
  return await transact(async (tx) => {
    const account = await lockIfPasswordUnchanged(tx, { id: member.account.id, passwordHash })
    if (!account) return fail('wrong_password')
    await tx.account.update({ where: { id: account.id }, data: { username, usernameKey } })
    await recordEvent(tx, context, { kind: 'username_changed', accountId: account.id })
    // OWASP ASVS 5.0 §6.3.7.
    const { username: formerName } = account
    if (formerName !== username)
      await notifyOwner(tx, { ...account, username }, { kind: 'username_changed', formerName })
    return { ok: true as const, username }
  }).catch(failAsTaken('username_taken'))
}
