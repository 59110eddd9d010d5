import { accountFacts } from '@/lib/account/account-facts'
import { countRegistration, countSignIn } from '@/lib/account/count-outcomes'
import { fail, type Result } from '@/lib/account/failure'
import { findByLogin } from '@/lib/account/find-account'
import { takeAttempt } from '@/lib/account/limits/attempts'
import { networkOf } from '@/lib/account/limits/networks'
import { takeSignInAttempt } from '@/lib/account/limits/sign-in-attempts'
import { lockIfPasswordUnchanged } from '@/lib/account/password/lock-if-password-unchanged'
import type { SignInMethod } from '@/lib/account/record-event'
import { recordFailedAttempt, writeFailedAttemptsOf } from '@/lib/account/record-failed-attempt'
import { type DeviceInput, isDeviceOf, notifyOfNewDevice, rememberDevice } from '@/lib/account/records/device'
import { isUnrevoked, openSession } from '@/lib/account/records/session'
import type { Caller, RequestContext } from '@/lib/account/request-context'
import { type Account, isTaken, prisma, type Transaction, transact } from '@/lib/db/client'
import { foldLogin } from '@/lib/rules'
import { type Entered, type EnterInput, registerByDevice } from './register-by-device'
import { signIn } from './sign-in'

/**
 * Signs in, or up, as an app does it (`specs/device-v2.md`, POST /auth). A new login makes an account, with the
 * password that was sent or without any. A known one is entered by its password; without one only by a live
 * session of it, or, where the account has no password, by one of its devices or an expired session. A new
 * device of whoever gets in is remembered, and its owner told where it opens the account from now on; who does not get in
 * changes nothing.
 *
 * A login that is an address makes an account with that address, unverified, and without a username.
 *
 * @returns the account; or why a new login or its password is refused; or `account_used` when a known login came
 *   without password, `wrong_credentials` with a wrong one or where there is none; or `too_many_requests`
 */
export async function enterByDevice(context: RequestContext, input: EnterInput): Promise<Result<Entered>> {
  const known = await findByLogin(input.login)
  if (known) return await enterKnown(context, input, known)
  try {
    return await countRegistration(context.channel, () => registerByDevice(context, input))
  } catch (error) {
    // Somebody was first, perhaps this very app: now the login is known.
    if (isTaken(error)) return await enterKnown(context, input, await findByLogin(input.login))
    throw error
  }
}

async function enterKnown(
  context: RequestContext,
  { login, password, device }: EnterInput,
  account: Account | null,
): Promise<Result<Entered>> {
  if (password !== null) {
    const result = await signIn(context, { login, password, device })
    return result.ok ? { ...result, created: false } : result
  }
  return await countSignIn(context.channel, () => enterWithoutPassword(context, { login, device }, account))
}

async function enterWithoutPassword(
  context: RequestContext,
  { login, device }: { login: string; device: DeviceInput | null },
  account: Account | null,
): Promise<Result<Entered>> {
  if (account && (await showsSessionOf(context.caller, account)))
    return await letIn(context, account, { device, by: 'session' })
  if (account && device) return await enterByKnownDevice(context, account, { login, device })
  const failure = await takeAttempt('signInFromNetwork', networkOf(context.address))
  return failure ?? fail('account_used')
}

/**
 * An identifier may be as short as the document's sample, `2123`: wrong ones are counted for the login, also where the
 * account has a password and the right one is not enough, so that nobody learns which accounts have none.
 */
async function enterByKnownDevice(
  context: RequestContext,
  account: Account,
  { login, device }: { login: string; device: DeviceInput },
): Promise<Result<Entered>> {
  const attempt = await takeSignInAttempt(
    context,
    { accountId: account.id, name: foldLogin(login) },
    'device',
  )
  if (!attempt.ok) return attempt
  if (!(await isDeviceOf(account.id, device.id))) {
    const details = { by: 'device', reason: 'device_unknown' }
    recordFailedAttempt(context, { kind: 'authn_login_fail', accountId: account.id, details })
    return attempt.failure ?? fail('account_used')
  }
  if (account.passwordHash !== null) {
    await attempt.giveBack()
    return fail('account_used')
  }
  const result = await letIn(context, account, { device, by: 'device' })
  if (result.ok) await attempt.succeeded(account.id)
  return result
}

/**
 * Whether the request's session speaks for an account: a live one, or an expired one where there is nothing else to
 * show, neither a password nor another provider.
 */
async function showsSessionOf(caller: Caller, account: Account): Promise<boolean> {
  if (caller.kind === 'member') return caller.account.id === account.id
  const speaks =
    caller.ended === 'expired' && caller.formerAccountId === account.id && account.passwordHash === null
  return speaks && (await prisma().identity.count({ where: { accountId: account.id } })) === 0
}

/** Whether what was shown counts now that the account is locked: a reset ends sessions and forgets devices. */
async function stillProves(
  tx: Transaction,
  caller: Caller,
  { accountId, device, by }: { accountId: string; device: DeviceInput | null; by: SignInMethod },
): Promise<boolean> {
  if (by === 'device') return device !== null && (await isDeviceOf(accountId, device.id, tx))
  const id = caller.kind === 'member' ? caller.session.id : caller.formerSessionId
  return id !== null && (await isUnrevoked(tx, { id, accountId }))
}

/** What was proved without a password may have ceased to hold: the account could have got one meanwhile. */
async function letIn(
  context: RequestContext,
  known: Account,
  { device, by }: { device: DeviceInput | null; by: SignInMethod },
): Promise<Result<Entered>> {
  const { caller } = context
  const failure = await takeAttempt('entryWithoutPassword', known.id)
  if (failure) return failure
  await writeFailedAttemptsOf(known.id)
  return await transact(async (tx) => {
    const account = await lockIfPasswordUnchanged(tx, known)
    if (!account || !(await stillProves(tx, caller, { accountId: account.id, device, by })))
      return fail('account_used')
    if (device && (await rememberDevice(tx, account.id, device))) await notifyOfNewDevice(tx, account)
    const keepsSession = caller.kind === 'member' && caller.session.channel === context.channel
    const mine = keepsSession && caller.account.id === account.id
    const session = mine ? null : await openSession(tx, context, account.id, by)
    return { ok: true as const, created: false, account: accountFacts(account), session }
  })
}
