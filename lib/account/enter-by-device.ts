import { type Account, isTaken, prisma, type Transaction, transact } from '@/lib/db/client'
import { hashPassword } from '@/lib/passwords/hash-password'
import { emailRule, foldLogin, usernameRule } from '@/lib/rules'
import { type AccountFacts, accountFacts } from './account-facts'
import { takeTry } from './attempts'
import { checkNewPassword } from './check-password'
import { countRegistration, countSignIn } from './count-outcomes'
import { type DeviceInput, isDeviceOf, rememberDevice, rememberFirstDevice, tellOfDevice } from './device'
import { type Failure, fail, failByRule, type Result } from './failure'
import { findByLogin } from './find-account'
import { lockProven } from './lock-proven'
import { mayMail } from './mail-budget'
import { networkOf, rememberPlace } from './networks'
import { noteRefusal, writeRefusalsOf } from './note-refusal'
import { recordEvent, type WayIn } from './record-event'
import type { Caller, Visit } from './request-context'
import { isUnrevoked, type OpenedSession, openSession } from './session'
import { signIn } from './sign-in'
import { takeSignInTry } from './sign-in-attempts'
import { mailVerification } from './verification-mail'

export interface EnterInput {
  readonly login: string
  /** Null when none was sent: an empty one was. */
  readonly password: string | null
  readonly device: DeviceInput | null
}

export interface Entered {
  /** Whether the login was new and the account was made now. */
  readonly created: boolean
  readonly account: AccountFacts
  /** None when the request's own live session was the proof: it stays. */
  readonly session: OpenedSession | null
}

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
export async function enterByDevice(visit: Visit, input: EnterInput): Promise<Result<Entered>> {
  const known = await findByLogin(input.login)
  if (known) return await enterKnown(visit, input, known)
  try {
    return await countRegistration(visit.dialect, () => createAccount(visit, input))
  } catch (error) {
    // Somebody was first, perhaps this very app: now the login is known.
    if (isTaken(error)) return await enterKnown(visit, input, await findByLogin(input.login))
    throw error
  }
}

async function enterKnown(
  visit: Visit,
  { login, password, device }: EnterInput,
  account: Account | null,
): Promise<Result<Entered>> {
  if (password !== null) {
    const result = await signIn(visit, { login, password, device })
    return result.ok ? { ...result, created: false } : result
  }
  return await countSignIn(visit.dialect, () => enterWithoutPassword(visit, { login, device }, account))
}

async function enterWithoutPassword(
  visit: Visit,
  { login, device }: { login: string; device: DeviceInput | null },
  account: Account | null,
): Promise<Result<Entered>> {
  if (account && (await showsSessionOf(visit.caller, account)))
    return await letIn(visit, account, { device, by: 'session' })
  if (account && device) return await enterByKnownDevice(visit, account, { login, device })
  const refusal = await takeTry('signInFromNetwork', networkOf(visit.address))
  return refusal ?? fail('account_used')
}

/**
 * An identifier may be as short as the document's sample, `2123`: wrong ones are counted for the login, also where the
 * account has a password and the right one is not enough, so that nobody learns which accounts have none.
 */
async function enterByKnownDevice(
  visit: Visit,
  account: Account,
  { login, device }: { login: string; device: DeviceInput },
): Promise<Result<Entered>> {
  const attempt = await takeSignInTry(visit, { accountId: account.id, name: foldLogin(login) }, 'device')
  if (!attempt.ok) return attempt
  if (!(await isDeviceOf(account.id, device.id))) {
    const details = { by: 'device', reason: 'device_unknown' }
    noteRefusal(visit, { kind: 'authn_login_fail', accountId: account.id, details })
    return attempt.refusal ?? fail('account_used')
  }
  if (account.passwordHash !== null) {
    await attempt.giveBack()
    return fail('account_used')
  }
  const result = await letIn(visit, account, { device, by: 'device' })
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
  { accountId, device, by }: { accountId: string; device: DeviceInput | null; by: WayIn },
): Promise<boolean> {
  if (by === 'device') return device !== null && (await isDeviceOf(accountId, device.id, tx))
  const id = caller.kind === 'member' ? caller.session.id : caller.formerSessionId
  return id !== null && (await isUnrevoked(tx, { id, accountId }))
}

/** What was proved without a password may have ceased to hold: the account could have got one meanwhile. */
async function letIn(
  visit: Visit,
  known: Account,
  { device, by }: { device: DeviceInput | null; by: WayIn },
): Promise<Result<Entered>> {
  const { caller } = visit
  const refusal = await takeTry('entryWithoutPassword', known.id)
  if (refusal) return refusal
  await writeRefusalsOf(known.id)
  return await transact(async (tx) => {
    const account = await lockProven(tx, known)
    if (!account || !(await stillProves(tx, caller, { accountId: account.id, device, by })))
      return fail('account_used')
    if (device && (await rememberDevice(tx, account.id, device))) await tellOfDevice(tx, account)
    const keepsSession = caller.kind === 'member' && caller.session.dialect === visit.dialect
    const mine = keepsSession && caller.account.id === account.id
    const session = mine ? null : await openSession(tx, visit, account.id, by)
    return { ok: true as const, created: false, account: accountFacts(account), session }
  })
}

/** Throws when the login was taken (`isTaken`): the unique index decides, never a look beforehand. */
async function createAccount(visit: Visit, input: EnterInput): Promise<Result<Entered>> {
  const names = readLogin(input.login)
  if ('ok' in names) return names
  const passwordHash = await hashNewPassword(visit, input.password, names)
  if (passwordHash !== null && typeof passwordHash !== 'string') return passwordHash
  return await transact(async (tx) => {
    const account = await tx.account.create({ data: { ...names, passwordHash, locale: visit.locale } })
    const { id } = account
    const refusal = await takeTry('newLoginFromNetwork', networkOf(visit.address), tx)
    if (refusal) return refusal
    await askForVerification(tx, visit, account)
    if (input.device) await rememberFirstDevice(tx, id, input.device)
    await recordEvent(tx, visit, { kind: 'user_created', accountId: id })
    const session = await openSession(tx, visit, id, input.password === null ? 'device' : 'password')
    await rememberPlace(visit, id, tx)
    return { ok: true as const, created: true, account: accountFacts(account), session }
  })
}

interface Names {
  readonly username: string | null
  readonly usernameKey: string | null
  readonly email: string | null
}

function readLogin(login: string): Names | Failure {
  if (login.includes('@')) {
    const email = emailRule.safeParse(login)
    return email.success
      ? { username: null, usernameKey: null, email: email.data }
      : fail('login_not_address')
  }
  const username = usernameRule.safeParse(login)
  if (!username.success) return failByRule(username.error)
  return { username: username.data.shown, usernameKey: username.data.key, email: null }
}

/** Beyond the limits nothing is sent: a new login must not be a way to flood mailboxes. */
async function askForVerification(tx: Transaction, visit: Visit, account: Account): Promise<void> {
  const { email } = account
  if (email === null || (await takeTry('mailFromNetwork', networkOf(visit.address), tx))) return
  if (await mayMail(tx, email)) await mailVerification(tx, account)
}

async function hashNewPassword(
  visit: Visit,
  password: string | null,
  names: Names,
): Promise<string | Failure | null> {
  if (password === null) return null
  const checked = checkNewPassword({ newPassword: password }, visit.dialect, names)
  if (!checked.ok) return checked
  return (
    (await takeTry('firstPasswordFromNetwork', networkOf(visit.address))) ??
    (await hashPassword(checked.password))
  )
}
