import { type AccountFacts, accountFacts } from '@/lib/account/account-facts'
import { type Failure, fail, failByRule, type Result } from '@/lib/account/failure'
import { takeAttempt } from '@/lib/account/limits/attempts'
import { takeMailBudget } from '@/lib/account/limits/mail-budget'
import { networkOf, rememberNetwork } from '@/lib/account/limits/networks'
import { checkNewPassword } from '@/lib/account/password/check-password'
import { recordEvent } from '@/lib/account/record-event'
import { type DeviceInput, rememberFirstDevice } from '@/lib/account/records/device'
import { type OpenedSession, openSession } from '@/lib/account/records/session'
import { mailVerification } from '@/lib/account/records/verification-mail'
import type { RequestContext } from '@/lib/account/request-context'
import { type Account, type Transaction, transact } from '@/lib/db/client'
import { hashPassword } from '@/lib/passwords/hash-password'
import { emailRule, usernameRule } from '@/lib/rules'

export interface DeviceSignInInput {
  readonly login: string
  /** Null if none was sent; an empty text was sent. */
  readonly password: string | null
  readonly device: DeviceInput | null
}

export interface DeviceSignedIn {
  readonly created: boolean
  readonly account: AccountFacts
  /** Null if the caller's live session was the proof: it is kept. */
  readonly session: OpenedSession | null
}

/**
 * Creates an account for an unknown login, with or without a password.
 * @returns the account and its session; or faults of the login or the password; or `too_many_requests`
 * @throws an error that `isUniqueViolation` recognises if the login exists already: the unique index decides
 */
export async function registerByDevice(
  context: RequestContext,
  input: DeviceSignInInput,
): Promise<Result<DeviceSignedIn>> {
  const names = readLogin(input.login)
  if ('ok' in names) return names
  const passwordHash = await hashNewPassword(context, input.password, names)
  if (passwordHash !== null && typeof passwordHash !== 'string') return passwordHash
  return await transact(async (tx) => {
    const account = await tx.account.create({ data: { ...names, passwordHash, locale: context.locale } })
    const { id } = account
    const failure = await takeAttempt('newLoginFromNetwork', networkOf(context.address), tx)
    if (failure) return failure
    await askForVerification(tx, context, account)
    if (input.device) await rememberFirstDevice(tx, id, input.device)
    await recordEvent(tx, context, { kind: 'user_created', accountId: id })
    const session = await openSession(tx, context, id, input.password === null ? 'device' : 'password')
    await rememberNetwork(context, id, tx)
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

/** Beyond the limits no mail is sent: new logins must not be a way to flood mailboxes. */
async function askForVerification(tx: Transaction, context: RequestContext, account: Account): Promise<void> {
  const { email } = account
  if (email === null || (await takeAttempt('mailFromNetwork', networkOf(context.address), tx))) return
  if (await takeMailBudget(tx, email)) await mailVerification(tx, account)
}

async function hashNewPassword(
  context: RequestContext,
  password: string | null,
  names: Names,
): Promise<string | Failure | null> {
  if (password === null) return null
  const checked = checkNewPassword({ newPassword: password }, context.channel, names)
  if (!checked.ok) return checked
  return (
    (await takeAttempt('firstPasswordFromNetwork', networkOf(context.address))) ??
    (await hashPassword(checked.password))
  )
}
