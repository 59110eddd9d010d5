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

export interface Edited {
  readonly username?: Result
  readonly email?: Result
  readonly newPassword?: Result
  readonly session: OpenedSession | null
}

/**
 * Makes several changes after one check of the current password. Each is attempted separately, in its own transaction.
 * The password comes last, because changing it invalidates the check.
 * @returns a result for each; or `signed_out`, `wrong_password`, and then nothing was attempted
 */
export async function editAccount(context: RequestContext, input: EditInput): Promise<Result<Edited>> {
  const proof = await provePassword(context, input.currentPassword)
  if (!proof.ok) return proof
  const username =
    input.username === undefined ? undefined : await setProvenUsername(context, proof, input.username)
  const email = input.email === undefined ? undefined : await setProvenEmail(context, proof, input.email)
  const names = {
    username: username?.ok ? username.username : proof.member.account.username,
    email: email?.ok ? email.email : proof.member.account.email,
  }
  const changed =
    input.newPassword === undefined
      ? undefined
      : await setNewPassword(context, proof, input.newPassword, names)
  return {
    ok: true,
    ...(username && { username }),
    ...(email && { email }),
    ...(changed && { newPassword: changed }),
    session: changed?.ok ? changed.session : null,
  }
}

/** TooBusy becomes this change's failure, because the earlier changes are already made. */
async function setNewPassword(
  context: RequestContext,
  proof: PasswordProof,
  newPassword: string,
  names: { username: string | null; email: string | null },
): Promise<Result<{ session: OpenedSession | null }>> {
  const checked = checkNewPassword({ newPassword }, context.channel, names)
  if (!checked.ok) return checked
  try {
    return await setProvenPassword(context, proof, checked.password)
  } catch (error) {
    if (isTooBusy(error)) return { ...fail('too_busy'), retryAfterSeconds: error.retryAfterSeconds }
    throw error
  }
}
