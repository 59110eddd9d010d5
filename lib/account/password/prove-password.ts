import { fail, type Result } from '@/lib/account/failure'
import { giveBack, giveBackIfBusy, takeAttempt } from '@/lib/account/limits/attempts'
import { recordFailedAttempt } from '@/lib/account/record-failed-attempt'
import type { Member, RequestContext } from '@/lib/account/request-context'
import { prisma } from '@/lib/db/client'
import { verifyPassword } from '@/lib/passwords/hash-password'
import { normalisePassword } from './check-password'

/**
 * The caller has just shown its current password, whose hash was `passwordHash`, or has none: whoever acts on it checks
 * that this is still so.
 */
export interface PasswordProof {
  readonly member: Member
  readonly passwordHash: string | null
}

/**
 * Asks the caller for its current password before something that a borrowed browser must not do.
 *
 * @returns the proof; or `signed_out`, `wrong_password`, `too_many_requests`
 */
export async function provePassword(
  context: RequestContext,
  currentPassword: string,
): Promise<Result<PasswordProof>> {
  const { caller } = context
  if (caller.kind === 'guest') return fail('signed_out')
  const row = await prisma().account.findUnique({
    where: { id: caller.account.id },
    select: { passwordHash: true },
  })
  const owner = { id: caller.account.id, passwordHash: row?.passwordHash ?? null }
  const tried = await tryPassword(context, owner, currentPassword, { kind: 'authn_password_change_fail' })
  if (!tried.ok) return tried
  return { ok: true, member: caller, passwordHash: tried.passwordHash }
}

/**
 * The same for a first password or a first address. An account that has no password, and that no other provider
 * opens, has nothing to show but its session.
 *
 * @param currentPassword null where none was sent
 */
export async function proveOwner(
  context: RequestContext,
  currentPassword: string | null,
): Promise<Result<PasswordProof>> {
  const { caller } = context
  if (caller.kind === 'member' && !caller.account.hasPassword) {
    const providers = await prisma().identity.count({ where: { accountId: caller.account.id } })
    if (providers === 0) return { ok: true, member: caller, passwordHash: null }
  }
  return await provePassword(context, currentPassword ?? '')
}

const guessed = { kind: 'authn_login_fail', details: { by: 'password', reason: 'wrong_password' } } as const

/** Whether a password is an account's; wrong guesses are counted for it, whoever makes them, and noted. */
export async function tryPassword(
  context: RequestContext,
  owner: { id: string; passwordHash: string | null },
  typed: string,
  noted: typeof guessed | { readonly kind: 'authn_password_change_fail' } = guessed,
): Promise<Result<{ passwordHash: string }>> {
  const failure = await takeAttempt('provePassword', owner.id)
  if (failure) return failure
  const password = normalisePassword(typed)
  const giveAttemptBack = () => giveBack('provePassword', owner.id)
  const verify = (typed: string) =>
    giveBackIfBusy(giveAttemptBack, () => verifyPassword(typed, owner.passwordHash))
  const verdict = password === null ? null : await verify(password)
  if (!verdict?.matches || owner.passwordHash === null) {
    recordFailedAttempt(context, { ...noted, accountId: owner.id })
    return fail('wrong_password')
  }
  await giveAttemptBack()
  return { ok: true, passwordHash: owner.passwordHash }
}
