import { describe, expect, test } from 'vitest'
import { signIn } from '@/lib/account/operations/entering/sign-in'
import { registerAccount } from '@/lib/account/operations/registering/register-account'
import type { RequestContext } from '@/lib/account/request-context'
import { prisma } from '@/lib/db/client'
import { limits } from '@/lib/policy'
import { foldLogin } from '@/lib/rules'
import { goodPassword, must, unique } from '@/lib/testing/accounts'
import { fromElsewhere as from, withLimits } from '@/lib/testing/with-limits'

/** What is counted at a sign-in: the login as it was typed, and nothing that tells whether anybody has it. */

withLimits()

interface Names {
  readonly username: string
  readonly email: string
  readonly hasAccount: boolean
}

function nobody(): Names {
  const username = unique('login')
  return { username, email: `${username}@bücher-${username.slice(5)}.test`, hasAccount: false }
}

async function somebody(): Promise<Names> {
  const { username, email } = nobody()
  must(await registerAccount(from(), { username, email, password: goodPassword }))
  await prisma().account.updateMany({
    where: { usernameKey: username },
    data: { emailVerifiedAt: new Date() },
  })
  return { username, email, hasAccount: true }
}

const upper = (text: string) => text.toUpperCase()
const wide = (text: string) =>
  text.replace(/[a-z0-9]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0))
const wideDomain = (email: string) => `${email.split('@')[0]}@${wide(email.split('@')[1] ?? '')}`
const punycode = (email: string) => foldLogin(email)

/** Ways to write one login: six and more, so that the last try is one too many. */
const spellings: Record<string, ((names: Names) => string)[]> = {
  'a username': [
    ({ username }) => `  ${username} `,
    ({ username }) => `\t${username}\n`,
    ({ username }) => `\u00a0${username}\u3000`,
    ({ username }) => upper(username),
    ({ username }) => wide(username),
    ({ username }) => username,
    ({ username }) => `${' '.repeat(300)}${upper(wide(username))}`,
  ],
  'an address': [
    ({ email }) => ` ${email} `,
    ({ email }) => `\r\n${email}\t`,
    ({ email }) => `\u00a0${email}`,
    ({ email }) => upper(email),
    ({ email }) => punycode(email),
    ({ email }) => wideDomain(email),
    ({ email }) => email.normalize('NFD'),
    ({ email }) => upper(punycode(email)),
  ],
  'both in turn': [
    ({ username }) => username,
    ({ email }) => email,
    ({ username }) => ` ${upper(username)}`,
    ({ email }) => punycode(email),
    ({ username }) => wide(username),
    ({ email }) => upper(email),
    ({ username }) => `${username}\u00a0`,
    ({ email }) => `${email}\t`,
    ({ username }) => upper(username),
    ({ email }) => wideDomain(email),
    ({ username }) => username,
    ({ email }) => email,
  ],
}

const channels = ['classic', 'device', 'ticket', 'rest', 'pages'] as const

/** Where the guesses come from: one network after the other, one where nobody was, or one where the owner was. */
const places = {
  'many places': async () => from,
  'one strange place': async () => {
    const place = from()
    return (channel: RequestContext['channel']) => ({ ...place, channel })
  },
  'the known place': async ({ username, hasAccount }: Names) => {
    const home = from()
    if (hasAccount) must(await signIn(home, { login: username, password: goodPassword }))
    return (channel: RequestContext['channel']) => ({ ...home, channel })
  },
}

async function answersTo(names: Names, login: keyof typeof spellings, place: keyof typeof places) {
  const contexts = await places[place](names)
  const answers: object[] = []
  for (const [at, spell] of (spellings[login] ?? []).entries()) {
    const context = contexts(channels[at % channels.length] ?? 'pages')
    const answer = await signIn(context, { login: spell(names), password: 'not the password' })
    answers.push({
      ...answer,
      ...('retryAfterSeconds' in answer && { retryAfterSeconds: expect.any(Number) }),
    })
  }
  return answers
}

describe.each(Object.keys(spellings))('%s in as many spellings', (login) => {
  test.each(Object.keys(places) as (keyof typeof places)[])(
    'is answered alike whether or not somebody has it, from %s',
    async (place) => {
      const known = await answersTo(await somebody(), login, place)
      expect(known).toEqual(await answersTo(nobody(), login, place))
      expect(known.at(-1)).toMatchObject({ codes: ['too_many_requests'] })
      const wrong = known.filter(
        (answer) => 'codes' in answer && String(answer.codes) === 'wrong_credentials',
      )
      const logins = login === 'both in turn' ? 2 : 1
      expect(wrong).toHaveLength(logins * limits.signInForAccount.attempts)
    },
  )
})

test('every spelling that finds an account is counted as one', async () => {
  const names = await somebody()
  for (const [login, ways] of Object.entries(spellings)) {
    for (const [at, spell] of ways.entries()) {
      const entered = await signIn(from(), { login: spell(names), password: goodPassword })
      expect([login, at, entered.ok]).toEqual([login, at, true])
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
  ['an address that is none', 'a@b@c'],
  ['a look-alike at sign', 'ada\uff20x.test'],
  ['what is too long for a name', 'long'.repeat(60)],
  ['what is too long for anything', 'long'.repeat(4_000)],
])('what cannot be any login (%s) is counted like one', async (_, login) => {
  await prisma().rateLimit.deleteMany({ where: { key: { startsWith: 'signInForAccount:' } } })
  for (let guess = 0; guess < limits.signInForAccount.attempts; guess++)
    expect(await signIn(from(), { login, password: 'not the password' })).toMatchObject({
      codes: ['wrong_credentials'],
    })
  expect(await signIn(from(), { login, password: 'not the password' })).toMatchObject({
    codes: ['too_many_requests'],
  })
})

test('from a known place only a right password shows that the place is known, for as many attempts as the table says', async () => {
  const { username } = await somebody()
  const home = from()
  must(await signIn(home, { login: username, password: goodPassword }))
  const guess = (context: RequestContext) =>
    signIn(context, { login: username, password: 'not the password' })
  for (let attempts = 0; attempts < limits.signInForAccount.attempts; attempts++) await guess(from())
  for (let attempts = 1; attempts < limits.signInFromKnownNetwork.attempts; attempts++)
    expect(await guess(home)).toMatchObject({ codes: ['too_many_requests'] })
  expect(await signIn(home, { login: username, password: goodPassword })).toMatchObject({ ok: true })
  expect(await guess(home)).toMatchObject({ codes: ['too_many_requests'] })
  expect(await signIn(home, { login: username, password: goodPassword })).toMatchObject({
    codes: ['too_many_requests'],
  })
})

test('a place that is known by a username is known by the address', async () => {
  const { username, email } = await somebody()
  const home = from()
  must(await signIn(home, { login: username, password: goodPassword }))
  for (let attempts = 0; attempts < limits.signInForAccount.attempts; attempts++)
    await signIn(from(), { login: email, password: 'not the password' })
  expect(await signIn(from(), { login: email, password: goodPassword })).toMatchObject({
    codes: ['too_many_requests'],
  })
  expect(await signIn(home, { login: email, password: goodPassword })).toMatchObject({ ok: true })
})
