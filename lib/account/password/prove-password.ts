import { fail, type Result } from '@/lib/account/failure'
import { giveBack, giveBackIfBusy, takeAttempt } from '@/lib/account/limits/attempts'
import { recordFailedAttempt } from '@/lib/account/record-failed-attempt'
import type { Member, RequestContext } from '@/lib/account/request-context'
import { prisma } from '@/lib/db/client'
import { verifyPassword } from '@/lib/passwords/hash-password'
import { normalisePassword } from './check-password'

/** The caller's password was right, or it has none (null). Check that it is unchanged (`lockIfPasswordUnchanged`). */
export interface PasswordProof {
  readonly member: Member
  readonly passwordHash: string | null
}

/** Protects an account in an unattended browser. Fails: `signed_out`, `wrong_password`, `too_many_requests`. */
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
  const checked = await tryPassword(context, owner, currentPassword, { kind: 'authn_password_change_fail' })
  if (!checked.ok) return checked
  return { ok: true, member: caller, passwordHash: checked.passwordHash }
}

/** As `provePassword`, but for an account without password and provider the session alone is enough. */
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

const wrongGuess = {
  kind: 'authn_login_fail',
  details: { by: 'password', reason: 'wrong_password' },
} as const

/** Checks a password of any account. Wrong guesses are counted per account and recorded as `event`. */
export async function tryPassword(
  context: RequestContext,
  owner: { id: string; passwordHash: string | null },
  typed: string,
  event: typeof wrongGuess | { readonly kind: 'authn_password_change_fail' } = wrongGuess,
): Promise<Result<{ passwordHash: string }>> {
  const failure = await takeAttempt('provePassword', owner.id)
  if (failure) return failure
  const password = normalisePassword(typed)
  const giveAttemptBack = () => giveBack('provePassword', owner.id)
  const verify = (typed: string) =>
    giveBackIfBusy(giveAttemptBack, () => verifyPassword(typed, owner.passwordHash))
  const verdict = password === null ? null : await verify(password)
  if (!verdict?.matches || owner.passwordHash === null) {
    recordFailedAttempt(context, { ...event, accountId: owner.id })
    return fail('wrong_password')
  }
  await giveAttemptBack()
  return { ok: true, passwordHash: owner.passwordHash }
}
