import { describe, expect, test } from 'vitest'
import { signIn } from '@/lib/account/operations/entering/sign-in'
import { registerAccount } from '@/lib/account/operations/registering/register-account'
import type { RequestContext } from '@/lib/account/request-context'
import { prisma } from '@/lib/db/client'
import { limits } from '@/lib/policy'
import { foldLogin } from '@/lib/rules'
import { goodPassword, must, unique } from '@/lib/testing/accounts'
import { contextFromNewNetwork, withLimits } from '@/lib/testing/with-limits'

/** Limits count the typed login, and their answers never reveal whether it exists. */

withLimits()

interface Names {
  readonly username: string
  readonly email: string
  readonly hasAccount: boolean
}

function unknownNames(): Names {
  const username = unique('login')
  return { username, email: `${username}@bücher-${username.slice(5)}.test`, hasAccount: false }
}

async function accountNames(): Promise<Names> {
  const { username, email } = unknownNames()
  must(await registerAccount(contextFromNewNetwork(), { username, email, password: goodPassword }))
  await prisma().account.updateMany({
    where: { usernameKey: username },
    data: { emailVerifiedAt: new Date() },
  })
  return { username, email, hasAccount: true }
}

const upper = (text: string) => text.toUpperCase()
const fullWidth = (text: string) =>
  text.replace(/[a-z0-9]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0))
const fullWidthDomain = (email: string) => `${email.split('@')[0]}@${fullWidth(email.split('@')[1] ?? '')}`
const punycode = (email: string) => foldLogin(email)

/** More spellings than the limit allows attempts. */
const spellings: Record<string, ((names: Names) => string)[]> = {
  'a username': [
    ({ username }) => `  ${username} `,
    ({ username }) => `\t${username}\n`,
    ({ username }) => `\u00a0${username}\u3000`,
    ({ username }) => upper(username),
    ({ username }) => fullWidth(username),
    ({ username }) => username,
    ({ username }) => `${' '.repeat(300)}${upper(fullWidth(username))}`,
  ],
  'an address': [
    ({ email }) => ` ${email} `,
    ({ email }) => `\r\n${email}\t`,
    ({ email }) => `\u00a0${email}`,
    ({ email }) => upper(email),
    ({ email }) => punycode(email),
    ({ email }) => fullWidthDomain(email),
    ({ email }) => email.normalize('NFD'),
    ({ email }) => upper(punycode(email)),
  ],
  'both in turn': [
    ({ username }) => username,
    ({ email }) => email,
    ({ username }) => ` ${upper(username)}`,
    ({ email }) => punycode(email),
    ({ username }) => fullWidth(username),
    ({ email }) => upper(email),
    ({ username }) => `${username}\u00a0`,
    ({ email }) => `${email}\t`,
    ({ username }) => upper(username),
    ({ email }) => fullWidthDomain(email),
    ({ username }) => username,
    ({ email }) => email,
  ],
}

const channels = ['classic', 'device', 'ticket', 'rest', 'pages'] as const

const networks = {
  'many networks': async () => contextFromNewNetwork,
  'one unknown network': async () => {
    const away = contextFromNewNetwork()
    return (channel: RequestContext['channel']) => ({ ...away, channel })
  },
  'the known network': async ({ username, hasAccount }: Names) => {
    const home = contextFromNewNetwork()
    if (hasAccount) must(await signIn(home, { login: username, password: goodPassword }))
    return (channel: RequestContext['channel']) => ({ ...home, channel })
  },
}

async function answersTo(names: Names, login: keyof typeof spellings, network: keyof typeof networks) {
  const contextFor = await networks[network](names)
  const answers: object[] = []
  for (const [at, spell] of (spellings[login] ?? []).entries()) {
    const context = contextFor(channels[at % channels.length] ?? 'pages')
    const answer = await signIn(context, { login: spell(names), password: 'not the password' })
    answers.push({
      ...answer,
      ...('retryAfterSeconds' in answer && { retryAfterSeconds: expect.any(Number) }),
    })
  }
  return answers
}

describe.each(Object.keys(spellings))('%s in many spellings', (login) => {
  test.each(Object.keys(networks) as (keyof typeof networks)[])(
    'gets the same answers whether or not it exists, from %s',
    async (network) => {
      const known = await answersTo(await accountNames(), login, network)
      expect(known).toEqual(await answersTo(unknownNames(), login, network))
      expect(known.at(-1)).toMatchObject({ codes: ['too_many_requests'] })
      const wrong = known.filter(
        (answer) => 'codes' in answer && String(answer.codes) === 'wrong_credentials',
      )
      const logins = login === 'both in turn' ? 2 : 1
      expect(wrong).toHaveLength(logins * limits.signInForAccount.attempts)
    },
  )
})

test('all spellings that find an account are counted as one login', async () => {
  const names = await accountNames()
  for (const [login, ways] of Object.entries(spellings)) {
    for (const [at, spell] of ways.entries()) {
      const result = await signIn(contextFromNewNetwork(), { login: spell(names), password: goodPassword })
      expect([login, at, result.ok]).toEqual([login, at, true])
    }
    const keys = ways.map((spell) => foldLogin(spell(names)))
    expect(new Set(keys).size).toBe(login === 'both in turn' ? 2 : 1)
  }
})

test.each([
  ['a reserved name', 'admin'],
  ['one letter', 'x'],
  ['nothing', ''],
  ['blanks', ' \t\u00a0'],
  ['an invalid address', 'a@b@c'],
  ['a look-alike at sign', 'ada\uff20x.test'],
  ['too long for a username', 'long'.repeat(60)],
  ['too long for any login', 'long'.repeat(4_000)],
])('text that cannot be a login (%s) is counted like one', async (_, login) => {
  await prisma().rateLimit.deleteMany({ where: { key: { startsWith: 'signInForAccount:' } } })
  for (let guess = 0; guess < limits.signInForAccount.attempts; guess++)
    expect(await signIn(contextFromNewNetwork(), { login, password: 'not the password' })).toMatchObject({
      codes: ['wrong_credentials'],
    })
  expect(await signIn(contextFromNewNetwork(), { login, password: 'not the password' })).toMatchObject({
    codes: ['too_many_requests'],
  })
})

test('in a known network only the right password reveals the spare attempts, as many as the limit allows', async () => {
  const { username } = await accountNames()
  const home = contextFromNewNetwork()
  must(await signIn(home, { login: username, password: goodPassword }))
  const guess = (context: RequestContext) =>
    signIn(context, { login: username, password: 'not the password' })
  for (let attempts = 0; attempts < limits.signInForAccount.attempts; attempts++)
    await guess(contextFromNewNetwork())
  for (let attempts = 1; attempts < limits.signInFromKnownNetwork.attempts; attempts++)
    expect(await guess(home)).toMatchObject({ codes: ['too_many_requests'] })
  expect(await signIn(home, { login: username, password: goodPassword })).toMatchObject({ ok: true })
  expect(await guess(home)).toMatchObject({ codes: ['too_many_requests'] })
  expect(await signIn(home, { login: username, password: goodPassword })).toMatchObject({
    codes: ['too_many_requests'],
  })
})

test('a network known by the username is known by the address too', async () => {
  const { username, email } = await accountNames()
  const home = contextFromNewNetwork()
  must(await signIn(home, { login: username, password: goodPassword }))
  for (let attempts = 0; attempts < limits.signInForAccount.attempts; attempts++)
    await signIn(contextFromNewNetwork(), { login: email, password: 'not the password' })
  expect(await signIn(contextFromNewNetwork(), { login: email, password: goodPassword })).toMatchObject({
    codes: ['too_many_requests'],
  })
  expect(await signIn(home, { login: email, password: goodPassword })).toMatchObject({ ok: true })
})
