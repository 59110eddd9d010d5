import { setTimeout as pass } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type Failure, fail } from '@/lib/account/failure'
import { changeEmail } from '@/lib/account/operations/email/change-email'
import { signIn } from '@/lib/account/operations/entering/sign-in'
import { changePassword } from '@/lib/account/operations/profile/change-password'
import { askForReset } from '@/lib/account/operations/recovery/ask-for-reset'
import { resetPassword } from '@/lib/account/operations/recovery/reset-password'
import { registerAccount } from '@/lib/account/operations/registering/register-account'
import { requestRegistration } from '@/lib/account/operations/registering/request-registration'
import type { RequestContext } from '@/lib/account/request-context'
import { hashSecret } from '@/lib/account/secret'
import { config } from '@/lib/config'
import { prisma } from '@/lib/db/client'
import { isUnavailable } from '@/lib/db/unavailable'
import { hashPassword } from '@/lib/passwords/hash-password'
import { limits, policy } from '@/lib/policy'
import { contextWith, goodPassword, must, otherPassword, unique, uniqueEmail } from '@/lib/testing/accounts'
import { mailsTo } from '@/lib/testing/waiting-mail'
import { contextFromNewNetwork, withLimits } from '@/lib/testing/with-limits'
import { takeAttempt } from './attempts'
import { networkOf } from './networks'

withLimits()
const from = () => contextFromNewNetwork()

async function newAccount(): Promise<{ username: string; email: string }> {
  const username = unique('limit')
  const email = `${username}@x.test`
  expect(await registerAccount(from(), { username, email, password: goodPassword })).toMatchObject({
    ok: true,
  })
  return { username, email }
}

const signInWrongly = (context: RequestContext, login: string) =>
  signIn(context, { login, password: 'not the password' })
const signInRightly = (context: RequestContext, login: string) =>
  signIn(context, { login, password: goodPassword })
const tooManyRequests = { ok: false, codes: ['too_many_requests'], retryAfterSeconds: expect.any(Number) }

test('of two hundred concurrent requests exactly as many get an attempt as the limit allows', async () => {
  const subject = unique('subject')
  // A request that waits too long for a connection fails without using an attempt.
  const attempt = (): Promise<Failure | null> =>
    takeAttempt('signInForAccount', subject).catch((error) => {
      if (isUnavailable(error)) return attempt()
      throw error
    })
  const taken = await Promise.all(Array.from({ length: 200 }, attempt))
  expect(taken.filter((failure) => failure === null)).toHaveLength(limits.signInForAccount.attempts)
  expect(taken.find((failure) => failure !== null)).toMatchObject(tooManyRequests)
})

test('the wait is never longer than the limit says, whatever the row says', async () => {
  const subject = unique('subject')
  for (let attempt = 0; attempt < limits.signInForAccount.attempts; attempt++)
    await takeAttempt('signInForAccount', subject)
  expect(await takeAttempt('signInForAccount', subject)).toMatchObject(tooManyRequests)
  const key = `signInForAccount:${Buffer.from(hashSecret(subject)).toString('base64url')}`
  const { count } = await prisma().rateLimit.updateMany({
    where: { key },
    data: { expire: { increment: 2 * 3_600_000 } },
  })
  expect(count).toBe(1)
  expect(await takeAttempt('signInForAccount', subject)).toBeNull()
})

test('wrong guesses for one login are counted across channels and networks', async () => {
  const { username } = await newAccount()
  for (let guess = 0; guess < limits.signInForAccount.attempts; guess++) {
    const context = { ...from(), channel: guess % 2 ? ('rest' as const) : ('classic' as const) }
    expect(await signInWrongly(context, username)).toMatchObject({ codes: ['wrong_credentials'] })
  }
  expect(await signInWrongly(from(), username)).toMatchObject(tooManyRequests)
})

test('a successful sign-in uses no attempts', async () => {
  const { username } = await newAccount()
  const context = from()
  for (let round = 0; round < limits.signInFromNetwork.attempts + 5; round++) {
    expect(await signInRightly(context, username)).toMatchObject({ ok: true })
  }
})

test('the right password of an unverified account is not counted as a guess', async () => {
  const { username, email } = await newAccount()
  const context: RequestContext = { ...from(), channel: 'rest' }
  const attempt = () => signIn(context, { login: email, password: goodPassword })
  for (let poll = 0; poll <= limits.signInForAccount.attempts; poll++)
    expect(await attempt()).toEqual(fail('email_not_verified'))
  const verified = { email, emailVerifiedAt: new Date() }
  await prisma().account.updateMany({ where: { username }, data: verified })
  expect(await attempt()).toMatchObject({ ok: true })
})

test('a password change after too many wrong passwords is answered with a wait', async () => {
  const { email } = await newAccount()
  const { session } = must(await signInRightly(from(), email))
  const context = { ...(await contextWith(session.secret)), address: from().address }
  const change = () =>
    changePassword(context, { currentPassword: 'not the password', newPassword: otherPassword })
  for (let attempt = 0; attempt < limits.provePassword.attempts; attempt++)
    expect(await change()).toEqual(fail('wrong_password'))
  expect(await change()).toMatchObject(tooManyRequests)
})

test('a mailbox gets few mails, however often an account changes its address to it and back', async () => {
  const victim = uniqueEmail()
  const { email } = await newAccount()
  const { session } = must(await signInRightly(from(), email))
  const context = await contextWith(session.secret, 'classic')
  for (let move = 0; move < limits.changeOfName.attempts; move++) {
    const to = move % 2 === 0 ? victim : uniqueEmail()
    must(await changeEmail(context, { currentPassword: goodPassword, email: to }))
  }
  expect(await mailsTo(victim)).toHaveLength(limits.mailToAddressEachHour.attempts)
})

test('an unverified address is not flooded with notices about its account', async () => {
  const { email } = await newAccount()
  const { session } = must(await signInRightly(from(), email))
  const context = await contextWith(session.secret, 'pages')
  let password = goodPassword
  for (let change = 0; change < limits.changeOfPassword.attempts; change++) {
    const newPassword = `pass phrase number ${change}`
    must(await changePassword(context, { currentPassword: password, newPassword }))
    password = newPassword
  }
  const once = { currentPassword: password, newPassword: goodPassword }
  expect(await changePassword(context, once)).toMatchObject(tooManyRequests)
  expect(await mailsTo(email)).toHaveLength(limits.mailToAddressEachHour.attempts)
})

test('a flood of guesses from elsewhere does not lock the owner out of a known network', async () => {
  const { username } = await newAccount()
  const home = from()
  expect(await signInRightly(home, username)).toMatchObject({ ok: true })
  for (let guess = 0; guess < 20; guess++) await signInWrongly(from(), username)
  expect(await signInRightly(from(), username)).toMatchObject(tooManyRequests)
  expect(await signInRightly(home, username)).toMatchObject({ ok: true })
})

test('a browser with an expired session of the account keeps its spare attempts', async () => {
  const { username } = await newAccount()
  const account = await prisma().account.findUniqueOrThrow({ where: { usernameKey: username } })
  for (let guess = 0; guess < 10; guess++) await signInWrongly(from(), username)
  const caller = {
    kind: 'guest',
    ended: 'expired',
    formerSessionId: null,
    formerAccountId: account.id,
  } as const
  expect(await signInRightly({ ...from(), caller }, username)).toMatchObject({ ok: true })
})

test('a browser with a revoked session of the account has no spare attempts', async () => {
  const { username } = await newAccount()
  const account = await prisma().account.findUniqueOrThrow({ where: { usernameKey: username } })
  for (let guess = 0; guess < 10; guess++) await signInWrongly(from(), username)
  for (const ended of ['password_reset', 'ended_elsewhere'] as const) {
    const caller = { kind: 'guest', ended, formerSessionId: null, formerAccountId: account.id } as const
    expect(await signInRightly({ ...from(), caller }, username)).toMatchObject(tooManyRequests)
  }
})

test('during a flood of guesses, a reset makes its network known', async () => {
  const { username, email } = await newAccount()
  for (let guess = 0; guess < 10; guess++) await signInWrongly(from(), username)
  const home = from()
  await askForReset(home, { email })
  const mail = (await mailsTo(email)).find(({ kind }) => kind === 'reset_password')
  if (mail?.kind !== 'reset_password') throw new Error('no reset mail')
  expect(await resetPassword(home, { ticket: mail.ticket, newPassword: goodPassword })).toMatchObject({
    ok: true,
  })
  expect(await signInRightly(home, username)).toMatchObject({ ok: true })
})

test('a network that guesses at many logins is stopped for all of them', async () => {
  const context = from()
  for (let guess = 0; guess < limits.signInFromNetwork.attempts; guess++)
    await signInWrongly(context, unique('spray'))
  expect(await signInWrongly(context, unique('spray'))).toMatchObject(tooManyRequests)
})

test('learning which addresses are taken uses attempts, invalid input uses none', async () => {
  const { email } = await newAccount()
  const context = { ...from(), channel: 'ticket' as const }
  const signUp = (over: object) => {
    const passwords = { newPassword: goodPassword, newPasswordRepeat: goodPassword }
    return requestRegistration(context, {
      username: unique('name'),
      email: uniqueEmail(),
      ...passwords,
      ...over,
    })
  }
  for (let mistake = 0; mistake <= limits.registerFromNetwork.attempts; mistake++)
    expect(await signUp({ newPassword: 'x' })).toMatchObject({
      codes: ['password_short', 'passwords_differ'],
    })
  for (let probe = 0; probe < limits.registerFromNetwork.attempts; probe++)
    expect(await signUp({ email })).toMatchObject({ codes: ['email_taken'] })
  expect(await signUp({ email, newPassword: 'x' })).toMatchObject(tooManyRequests)
})

test('wrong tickets block their network, but no valid ticket elsewhere', async () => {
  const { email } = await newAccount()
  const guesser = from()
  const guess = () => resetPassword(guesser, { ticket: unique('ticket'), newPassword: goodPassword })
  for (let count = 0; count < limits.ticketFromNetwork.attempts; count++) await guess()
  expect(await guess()).toMatchObject(tooManyRequests)
  await askForReset(from(), { email })
  const mail = (await mailsTo(email)).find(({ kind }) => kind === 'reset_password')
  if (mail?.kind !== 'reset_password') throw new Error('no reset mail')
  expect(await resetPassword(from(), { ticket: mail.ticket, newPassword: goodPassword })).toMatchObject({
    ok: true,
  })
})

test('a mailbox gets few mails, however many are requested, and the answers do not change', async () => {
  const { email } = await newAccount()
  for (let ask = 0; ask < 30; ask++) {
    expect(
      await registerAccount({ ...from(), channel: 'rest' }, { email, password: goodPassword }),
    ).toMatchObject({ ok: true })
  }
  expect((await mailsTo(email)).length).toBeLessThanOrEqual(limits.mailToAddressEachHour.attempts)
})

describe('a network', () => {
  const cases: [string, string][] = [
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002:0:0:0:1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:CB00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
  ]
  test.each(cases)('%s is counted as %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

test('a sign-in answered with too busy uses no attempt', async () => {
  const { username } = await newAccount()
  const context = from()
  const capacity = config().hashThreads * (policy.waitingHashesPerThread + 1)
  let busy = 0
  while (busy <= limits.signInForAccount.attempts) {
    // It starts before the crowd, and finds the pool full once it has looked the account up.
    const pending = signInRightly(context, username).catch((error: Error) => error.message)
    let isCrowded = true
    const crowd = Array.from({ length: capacity + 20 }, async () => {
      while (isCrowded) await hashPassword(goodPassword).catch(() => pass(1))
    })
    const answer = await pending
    isCrowded = false
    await Promise.all(crowd)
    if (answer === 'too busy') busy += 1
    else expect(answer).toMatchObject({ ok: true })
  }
  expect(await signInRightly(context, username)).toMatchObject({ ok: true })
})
