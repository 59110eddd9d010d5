import { fail, mergeFailures, type Result } from '@/lib/account/failure'
import { giveBack, giveBackIfBusy, takeAttempt } from '@/lib/account/limits/attempts'
import { checkNewPassword, type NewPassword } from '@/lib/account/password/check-password'
import { lockIfPasswordUnchanged } from '@/lib/account/password/lock-if-password-unchanged'
import { type PasswordProof, proveOwner } from '@/lib/account/password/prove-password'
import { setOwnPassword } from '@/lib/account/password/replace-password'
import { type OpenedSession, openSession } from '@/lib/account/records/session'
import type { RequestContext } from '@/lib/account/request-context'
import { channels } from '@/lib/channels'
import { transact } from '@/lib/db/client'
import { hashPassword } from '@/lib/passwords/hash-password'

/**
 * Changes the caller's password, or sets the first one. Every other session ends, mailed links for a reset or a change
 * of address are void, and the owner gets a mail.
 * @returns the caller's new session, if the channel's document promises one; or `signed_out`, `wrong_password` (also if
 *   another change came first), `too_many_requests`, or faults of the new password
 */
export async function changePassword(
  context: RequestContext,
  input: NewPassword & { currentPassword: string | null },
): Promise<Result<{ session: OpenedSession | null }>> {
  if (context.caller.kind === 'guest') return fail('signed_out')
  const proof = await proveOwner(context, input.currentPassword)
  const checked = checkNewPassword(input, context.channel, context.caller.account)
  if (!proof.ok || !checked.ok) return mergeFailures(proof, checked)
  return await setProvenPassword(context, proof, checked.password)
}

/** As `changePassword`, after both passwords were checked. */
export async function setProvenPassword(
  context: RequestContext,
  { member, passwordHash }: PasswordProof,
  goodPassword: string,
): Promise<Result<{ session: OpenedSession | null }>> {
  const failure = await takeAttempt('changeOfPassword', member.account.id)
  if (failure) return failure
  const giveAttemptBack = () => giveBack('changeOfPassword', member.account.id)
  const newHash = await giveBackIfBusy(giveAttemptBack, () => hashPassword(goodPassword))
  return await transact(async (tx) => {
    const account = await lockIfPasswordUnchanged(tx, { id: member.account.id, passwordHash })
    if (!account) return fail('wrong_password')
    await setOwnPassword(tx, context, { account, passwordHash: newHash, sessionId: member.session.id })
    const session = channels[context.channel].passwordChangeRenewsSession
      ? await openSession(tx, context, account.id, null)
      : null
    return { ok: true as const, session }
  })
}
