import { fail, type Result } from '@/lib/account/failure'
import { setProvenEmail } from '@/lib/account/operations/email/change-email'
import { checkNewPassword } from '@/lib/account/password/check-password'
import { type PasswordProof, provePassword } from '@/lib/account/password/prove-password'
import type { OpenedSession } from '@/lib/account/records/session'
import type { RequestContext } from '@/lib/account/request-context'
import { isTooBusy } from '@/lib/process/too-busy'
import { setProvenPassword } from './change-password'
import { setProvenUsername } from './change-username'

export interface EditInput {
  readonly currentPassword: string
  readonly username?: string
  readonly email?: string
  readonly newPassword?: string
}

/** For each change that was asked for: whether it happened, or why not. */
export interface Edited {
  readonly username?: Result
  readonly email?: Result
  readonly newPassword?: Result
  /** The caller's new session, when its password was changed. */
  readonly session: OpenedSession | null
}

/**
 * Makes several changes after one proof of the current password. Each is tried on its own, in a transaction of
 * its own; the password comes last, because it ends what the proof was about.
 *
 * @returns an outcome for each; or `signed_out`, `wrong_password`, and then nothing was tried
 */
export async function editAccount(context: RequestContext, input: EditInput): Promise<Result<Edited>> {
  const proof = await provePassword(context, input.currentPassword)
  if (!proof.ok) return proof
  const username =
    input.username === undefined ? undefined : await setProvenUsername(context, proof, input.username)
  const email = input.email === undefined ? undefined : await setProvenEmail(context, proof, input.email)
  const named = {
    username: username?.ok ? username.username : proof.member.account.username,
    email: email?.ok ? email.email : proof.member.account.email,
  }
  const changed =
    input.newPassword === undefined
      ? undefined
      : await setNewPassword(context, proof, input.newPassword, named)
  return {
    ok: true,
    ...(username && { username }),
    ...(email && { email }),
    ...(changed && { newPassword: changed }),
    session: changed?.ok ? changed.session : null,
  }
}

/** What was changed before it stays: that we are too busy for this one is its own outcome. */
async function setNewPassword(
  context: RequestContext,
  proof: PasswordProof,
  newPassword: string,
  named: { username: string | null; email: string | null },
): Promise<Result<{ session: OpenedSession | null }>> {
  const checked = checkNewPassword({ newPassword }, context.channel, named)
  if (!checked.ok) return checked
  try {
    return await setProvenPassword(context, proof, checked.password)
  } catch (error) {
    if (isTooBusy(error)) return { ...fail('too_busy'), retryAfterSeconds: error.retryAfterSeconds }
    throw error
  }
}
