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
import { type Account, isUniqueViolation, prisma, type Transaction, transact } from '@/lib/db/client'
import { foldLogin } from '@/lib/rules'
import { type DeviceSignedIn, type DeviceSignInInput, registerByDevice } from './register-by-device'
import { signIn } from './sign-in'

/**
 * Signs in or registers an app (`specs/device-v2.md`, POST /auth). An unknown login creates an account, with or without
 * a password; an address as login becomes its unverified address, without a username. A known login needs its password,
 * or a live session of the account. If the account has no password, one of its devices or an expired session is enough.
 * After success a new device is remembered; the owner is notified if it can open the account.
 * @returns the account; or faults of a new login or its password; or `account_used` (known login, no password sent),
 *   `wrong_credentials` (wrong password, or the account has none), `too_many_requests`
 */
export async function signInByDevice(
  context: RequestContext,
  input: DeviceSignInInput,
): Promise<Result<DeviceSignedIn>> {
  const known = await findByLogin(input.login)
  if (known) return await signInKnown(context, input, known)
  try {
    return await countRegistration(context.channel, () => registerByDevice(context, input))
  } catch (error) {
    if (isUniqueViolation(error)) return await signInKnown(context, input, await findByLogin(input.login))
    throw error
  }
}

async function signInKnown(
  context: RequestContext,
  { login, password, device }: DeviceSignInInput,
  account: Account | null,
): Promise<Result<DeviceSignedIn>> {
  if (password !== null) {
    const result = await signIn(context, { login, password, device })
    return result.ok ? { ...result, created: false } : result
  }
  return await countSignIn(context.channel, () => signInWithoutPassword(context, { login, device }, account))
}

async function signInWithoutPassword(
  context: RequestContext,
  { login, device }: { login: string; device: DeviceInput | null },
  account: Account | null,
): Promise<Result<DeviceSignedIn>> {
  if (account && (await hasSessionOf(context.caller, account)))
    return await openWithoutPassword(context, account, { device, by: 'session' })
  if (account && device) return await signInByKnownDevice(context, account, { login, device })
  const failure = await takeAttempt('signInFromNetwork', networkOf(context.address))
  return failure ?? fail('account_used')
}

/**
 * Device identifiers may be short (the document's sample is `2123`), so wrong ones are counted per login. They are
 * counted for accounts with a password too, so that the answers do not reveal which accounts have none.
 */
async function signInByKnownDevice(
  context: RequestContext,
  account: Account,
  { login, device }: { login: string; device: DeviceInput },
): Promise<Result<DeviceSignedIn>> {
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
  const result = await openWithoutPassword(context, account, { device, by: 'device' })
  if (result.ok) await attempt.succeeded(account.id)
  return result
}

/** A live session of the account, or an expired one if the account has neither a password nor a provider. */
async function hasSessionOf(caller: Caller, account: Account): Promise<boolean> {
  if (caller.kind === 'member') return caller.account.id === account.id
  const isLastProof =
    caller.ended === 'expired' && caller.formerAccountId === account.id && account.passwordHash === null
  return isLastProof && (await prisma().identity.count({ where: { accountId: account.id } })) === 0
}

/** Checks the proof again under the account's lock: a reset may have ended the session or removed the device. */
async function isStillProved(
  tx: Transaction,
  caller: Caller,
  { accountId, device, by }: { accountId: string; device: DeviceInput | null; by: SignInMethod },
): Promise<boolean> {
  if (by === 'device') return device !== null && (await isDeviceOf(accountId, device.id, tx))
  const id = caller.kind === 'member' ? caller.session.id : caller.formerSessionId
  return id !== null && (await isUnrevoked(tx, { id, accountId }))
}

async function openWithoutPassword(
  context: RequestContext,
  known: Account,
  { device, by }: { device: DeviceInput | null; by: SignInMethod },
): Promise<Result<DeviceSignedIn>> {
  const { caller } = context
  const failure = await takeAttempt('entryWithoutPassword', known.id)
  if (failure) return failure
  await writeFailedAttemptsOf(known.id)
  return await transact(async (tx) => {
    const account = await lockIfPasswordUnchanged(tx, known)
    if (!account || !(await isStillProved(tx, caller, { accountId: account.id, device, by })))
      return fail('account_used')
    if (device && (await rememberDevice(tx, account.id, device))) await notifyOfNewDevice(tx, account)
    const keepsSession = caller.kind === 'member' && caller.session.channel === context.channel
    const isOwnSession = keepsSession && caller.account.id === account.id
    const session = isOwnSession ? null : await openSession(tx, context, account.id, by)
    return { ok: true as const, created: false, account: accountFacts(account), session }
  })
}
