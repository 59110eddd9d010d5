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
import { fromElsewhere, withLimits } from '@/lib/testing/with-limits'
import { takeAttempt } from './attempts'
import { networkOf } from './networks'

withLimits()
const from = () => fromElsewhere()

async function newAccount(): Promise<{ username: string; email: string }> {
  const username = unique('limit')
  const email = `${username}@x.test`
  expect(await registerAccount(from(), { username, email, password: goodPassword })).toMatchObject({
    ok: true,
  })
  return { username, email }
}

const wrong = (context: RequestContext, login: string) =>
  signIn(context, { login, password: 'not the password' })
const right = (context: RequestContext, login: string) => signIn(context, { login, password: goodPassword })
const refusedAsTooMany = { ok: false, codes: ['too_many_requests'], retryAfterSeconds: expect.any(Number) }

test('of two hundred at once exactly as many get a try as the table allows', async () => {
  const who = unique('who')
  // Who waits too long for a connection in such a crowd is told to come back, and has used nothing up.
  const ask = (): Promise<Failure | null> =>
    takeAttempt('signInForAccount', who).catch((error) => {
      if (isUnavailable(error)) return ask()
      throw error
    })
  const taken = await Promise.all(Array.from({ length: 200 }, ask))
  expect(taken.filter((failure) => failure === null)).toHaveLength(limits.signInForAccount.attempts)
  expect(taken.find((failure) => failure !== null)).toMatchObject(refusedAsTooMany)
})

test('nobody waits longer than the table says, whatever a row says', async () => {
  const who = unique('who')
  for (let tried = 0; tried < limits.signInForAccount.attempts; tried++)
    await takeAttempt('signInForAccount', who)
  expect(await takeAttempt('signInForAccount', who)).toMatchObject(refusedAsTooMany)
  const key = `signInForAccount:${Buffer.from(hashSecret(who)).toString('base64url')}`
  const { count } = await prisma().rateLimit.updateMany({
    where: { key },
    data: { expire: { increment: 2 * 3_600_000 } },
  })
  expect(count).toBe(1)
  expect(await takeAttempt('signInForAccount', who)).toBeNull()
})

test('wrong guesses at one login are counted across channels and networks', async () => {
  const { username } = await newAccount()
  for (let guess = 0; guess < limits.signInForAccount.attempts; guess++) {
    const context = { ...from(), channel: guess % 2 ? ('rest' as const) : ('classic' as const) }
    expect(await wrong(context, username)).toMatchObject({ codes: ['wrong_credentials'] })
  }
  expect(await wrong(from(), username)).toMatchObject(refusedAsTooMany)
})

test('signing in uses nothing up', async () => {
  const { username } = await newAccount()
  const context = from()
  for (let round = 0; round < limits.signInFromNetwork.attempts + 5; round++) {
    expect(await right(context, username)).toMatchObject({ ok: true })
  }
})

test('the right password of an address that waits to be confirmed is no guess', async () => {
  const { username, email } = await newAccount()
  const context: RequestContext = { ...from(), channel: 'rest' }
  const attempt = () => signIn(context, { login: email, password: goodPassword })
  for (let poll = 0; poll <= limits.signInForAccount.attempts; poll++)
    expect(await attempt()).toEqual(fail('email_not_verified'))
  const verified = { email, emailVerifiedAt: new Date() }
  await prisma().account.updateMany({ where: { username }, data: verified })
  expect(await attempt()).toMatchObject({ ok: true })
})

test('a change of password after too many wrong ones is told when to come back', async () => {
  const { email } = await newAccount()
  const { session } = must(await right(from(), email))
  const context = { ...(await contextWith(session.secret)), address: from().address }
  const change = () =>
    changePassword(context, { currentPassword: 'not the password', newPassword: otherPassword })
  for (let tried = 0; tried < limits.provePassword.attempts; tried++)
    expect(await change()).toEqual(fail('wrong_password'))
  expect(await change()).toMatchObject(refusedAsTooMany)
})

test('a mailbox gets few mails, however often an account of classic moves there and away', async () => {
  const victim = uniqueEmail()
  const { email } = await newAccount()
  const { session } = must(await right(from(), email))
  const context = await contextWith(session.secret, 'classic')
  for (let move = 0; move < limits.changeOfName.attempts; move++) {
    const to = move % 2 === 0 ? victim : uniqueEmail()
    must(await changeEmail(context, { currentPassword: goodPassword, email: to }))
  }
  expect(await mailsTo(victim)).toHaveLength(limits.mailToAddressEachHour.attempts)
})

test('whoever has the address of an account that never proved it is not flooded with what happens to that', async () => {
  const { email } = await newAccount()
  const { session } = must(await right(from(), email))
  const context = await contextWith(session.secret, 'pages')
  let password = goodPassword
  for (let change = 0; change < limits.changeOfPassword.attempts; change++) {
    const newPassword = `pass phrase number ${change}`
    must(await changePassword(context, { currentPassword: password, newPassword }))
    password = newPassword
  }
  const once = { currentPassword: password, newPassword: goodPassword }
  expect(await changePassword(context, once)).toMatchObject(refusedAsTooMany)
  expect(await mailsTo(email)).toHaveLength(limits.mailToAddressEachHour.attempts)
})

test('a flood of guesses from elsewhere keeps nobody out where they have signed in before', async () => {
  const { username } = await newAccount()
  const home = from()
  expect(await right(home, username)).toMatchObject({ ok: true })
  for (let guess = 0; guess < 20; guess++) await wrong(from(), username)
  expect(await right(from(), username)).toMatchObject(refusedAsTooMany)
  expect(await right(home, username)).toMatchObject({ ok: true })
})

test('a browser that shows an ended session of the account is no stranger to it', async () => {
  const { username } = await newAccount()
  const account = await prisma().account.findUniqueOrThrow({ where: { usernameKey: username } })
  for (let guess = 0; guess < 10; guess++) await wrong(from(), username)
  const caller = {
    kind: 'guest',
    ended: 'expired',
    formerSessionId: null,
    formerAccountId: account.id,
  } as const
  expect(await right({ ...from(), caller }, username)).toMatchObject({ ok: true })
})

test('a browser whose session was ended for it is a stranger', async () => {
  const { username } = await newAccount()
  const account = await prisma().account.findUniqueOrThrow({ where: { usernameKey: username } })
  for (let guess = 0; guess < 10; guess++) await wrong(from(), username)
  for (const ended of ['password_reset', 'ended_elsewhere'] as const) {
    const caller = { kind: 'guest', ended, formerSessionId: null, formerAccountId: account.id } as const
    expect(await right({ ...from(), caller }, username)).toMatchObject(refusedAsTooMany)
  }
})

test('who resets the password in a flood can sign in where they did it', async () => {
  const { username, email } = await newAccount()
  for (let guess = 0; guess < 10; guess++) await wrong(from(), username)
  const home = from()
  await askForReset(home, { email })
  const mail = (await mailsTo(email)).find(({ kind }) => kind === 'reset_password')
  if (mail?.kind !== 'reset_password') throw new Error('no reset mail')
  expect(await resetPassword(home, { ticket: mail.ticket, newPassword: goodPassword })).toMatchObject({
    ok: true,
  })
  expect(await right(home, username)).toMatchObject({ ok: true })
})

test('a network that guesses at many names is stopped for all of them', async () => {
  const context = from()
  for (let guess = 0; guess < limits.signInFromNetwork.attempts; guess++)
    await wrong(context, unique('spray'))
  expect(await wrong(context, unique('spray'))).toMatchObject(refusedAsTooMany)
})

test('being told which addresses are taken costs a sign-up its attempts, and a slip costs nothing', async () => {
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
  for (let slip = 0; slip <= limits.registerFromNetwork.attempts; slip++)
    expect(await signUp({ newPassword: 'x' })).toMatchObject({
      codes: ['password_short', 'passwords_differ'],
    })
  for (let probe = 0; probe < limits.registerFromNetwork.attempts; probe++)
    expect(await signUp({ email })).toMatchObject({ codes: ['email_taken'] })
  expect(await signUp({ email, newPassword: 'x' })).toMatchObject(refusedAsTooMany)
})

test('wrong tickets stop a network, and not a good ticket elsewhere', async () => {
  const { email } = await newAccount()
  const guesser = from()
  const guess = () => resetPassword(guesser, { ticket: unique('ticket'), newPassword: goodPassword })
  for (let count = 0; count < limits.ticketFromNetwork.attempts; count++) await guess()
  expect(await guess()).toMatchObject(refusedAsTooMany)
  await askForReset(from(), { email })
  const mail = (await mailsTo(email)).find(({ kind }) => kind === 'reset_password')
  if (mail?.kind !== 'reset_password') throw new Error('no reset mail')
  expect(await resetPassword(from(), { ticket: mail.ticket, newPassword: goodPassword })).toMatchObject({
    ok: true,
  })
})

test('a mailbox gets few mails, however many ask for them, and nobody is told', async () => {
  const { email } = await newAccount()
  for (let ask = 0; ask < 30; ask++) {
    expect(
      await registerAccount({ ...from(), channel: 'rest' }, { email, password: goodPassword }),
    ).toMatchObject({ ok: true })
  }
  expect((await mailsTo(email)).length).toBeLessThanOrEqual(limits.mailToAddressEachHour.attempts)
})

describe('what counts as one network', () => {
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

test('who was told that we are too busy, and comes back, has not used a try up', async () => {
  const { username } = await newAccount()
  const context = from()
  const places = config().hashThreads * (policy.waitingHashesPerThread + 1)
  let busy = 0
  while (busy <= limits.signInForAccount.attempts) {
    // Asked while there is room, and too late for it when it has looked the account up.
    const asked = right(context, username).catch((error: Error) => error.message)
    let isCrowded = true
    const crowd = Array.from({ length: places + 20 }, async () => {
      while (isCrowded) await hashPassword(goodPassword).catch(() => pass(1))
    })
    const told = await asked
    isCrowded = false
    await Promise.all(crowd)
    if (told === 'too busy') busy += 1
    else expect(told).toMatchObject({ ok: true })
  }
  expect(await right(context, username)).toMatchObject({ ok: true })
})
