import { type AccountFacts, accountFacts } from '@/lib/account/account-facts'
import { countSignIn } from '@/lib/account/count-outcomes'
import { type Failure, fail, type Result } from '@/lib/account/failure'
import { findById, findByLogin } from '@/lib/account/find-account'
import { giveBackIfBusy } from '@/lib/account/limits/attempts'
import { type SignInAttempt, takeSignInAttempt } from '@/lib/account/limits/sign-in-attempts'
import { watchForSpray } from '@/lib/account/limits/watch-for-spray'
import { lockAccount } from '@/lib/account/lock'
import { normalisePassword } from '@/lib/account/password/check-password'
import { acceptPassword, matchPassword } from '@/lib/account/password/match-password'
import { recordFailedAttempt, writeFailedAttemptsOf } from '@/lib/account/record-failed-attempt'
import { type DeviceInput, rememberDevice } from '@/lib/account/records/device'
import { type OpenedSession, openSession } from '@/lib/account/records/session'
import type { RequestContext } from '@/lib/account/request-context'
import { channels } from '@/lib/channels'
import { type Account, transact } from '@/lib/db/client'
import { requireHashCapacity } from '@/lib/passwords/hash-password'
import { foldLogin } from '@/lib/rules'

export interface SignedIn {
  readonly account: AccountFacts
  readonly session: OpenedSession
}

interface SignInInput {
  readonly login: string
  readonly password: string
  /** An app's device, to be remembered after success. */
  readonly device?: DeviceInput | null
}

/**
 * Signs in by username or address, and password. A generated password becomes the account's password. A wrong password,
 * an unknown login and an account without a password get the same answer after the same work, so neither text nor time
 * reveals which it was. An old or weaker hash is replaced.
 * @returns the session; or `wrong_credentials`; `email_not_verified`, only after the right password; or
 *   `too_many_requests`
 * @throws TooBusy at once if too many people sign in
 */
export async function signIn(context: RequestContext, input: SignInInput): Promise<Result<SignedIn>> {
  return await countSignIn(context.channel, () => attemptSignIn(context, input))
}

async function attemptSignIn(context: RequestContext, input: SignInInput): Promise<Result<SignedIn>> {
  requireHashCapacity()
  const account = await findByLogin(input.login)
  if (normalisePassword(input.password) === null) return fail('wrong_credentials')
  const accountId = account?.id ?? null
  const name = foldLogin(input.login)
  const attempt = await takeSignInAttempt(context, { accountId, name })
  if (!attempt.ok) return attempt
  const result = await giveBackIfBusy(attempt.giveBack, () => checkPassword(context, account, input))
  if (result.ok) await attempt.succeeded(result.account.id)
  else if (result.codes[0] === 'wrong_credentials') return refuseWrong(context, { accountId, name, attempt })
  // The password was right, so this counts as no guess: an app may poll until the address is confirmed.
  else {
    await attempt.giveBack()
    recordFailedAttempt(context, { kind: 'authn_login_fail', accountId, details: unverified })
  }
  return result
}

const unverified = { by: 'password', reason: 'email_not_verified' }

async function checkPassword(
  context: RequestContext,
  account: Account | null,
  input: SignInInput,
): Promise<Result<SignedIn>> {
  const match = await matchPassword(account, input.password)
  if (!account || !match) return fail('wrong_credentials')
  if (mustVerifyFirst(context, account)) return fail('email_not_verified')
  const { device } = input
  await writeFailedAttemptsOf(account.id)
  const signedIn = await transact(async (tx) => {
    const locked = await lockAccount(tx, account.id)
    const now = await acceptPassword(tx, context, { account: locked, match, deviceId: device?.id })
    if (!now) return null
    if (device) await rememberDevice(tx, now.id, device)
    const session = await openSession(tx, context, now.id, 'password')
    return { ok: true as const, account: accountFacts(now), session }
  })
  if (signedIn) return signedIn
  // The hash changed during the check (a password change, or another sign-in): check again.
  return await checkPassword(context, await findById(account.id), input)
}

function mustVerifyFirst({ channel }: RequestContext, { email, emailVerifiedAt }: Account): boolean {
  return channels[channel].signInNeedsVerifiedEmail && email !== null && emailVerifiedAt === null
}

function refuseWrong(
  context: RequestContext,
  { accountId, name, attempt }: { accountId: string | null; name: string; attempt: SignInAttempt },
): Failure {
  const details = { by: 'password', reason: accountId === null ? 'login_unknown' : 'wrong_password' }
  recordFailedAttempt(context, { kind: 'authn_login_fail', accountId, login: name, details })
  watchForSpray(name)
  return attempt.failure ?? fail('wrong_credentials')
}

export interface SignInOrResume {
  /** Whether the caller's live session is enough; it is then kept. */
  readonly resumes: boolean
  readonly credentials: { readonly login: string; readonly password: string } | null
}

/**
 * Signs in by the caller's session if that is enough, otherwise by login and password.
 * @returns the address and, by password, the new session; or failures of `signIn`; or `signed_out` without either
 */
export async function signInOrResume(
  context: RequestContext,
  { resumes, credentials }: SignInOrResume,
): Promise<Result<{ email: string | null; session: OpenedSession | null }>> {
  const { caller } = context
  if (resumes && caller.kind === 'member') return { ok: true, email: caller.account.email, session: null }
  if (!credentials) return fail('signed_out')
  const result = await signIn(context, credentials)
  return result.ok ? { ok: true, email: result.account.email, session: result.session } : result
}
