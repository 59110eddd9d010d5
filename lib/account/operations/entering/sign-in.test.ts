import { afterEach, expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { changePassword } from '@/lib/account/operations/profile/change-password'
import { config } from '@/lib/config'
import { prisma } from '@/lib/db/client'
import { policy } from '@/lib/policy'
import { setProcessWide } from '@/lib/process/process-wide'
import {
  accountRow,
  canSignIn,
  contextWith,
  goodPassword,
  guestContext,
  must,
  newAccount,
  otherPassword,
  sessionState,
  signedIn,
  unique,
} from '@/lib/testing/accounts'
import { signIn } from './sign-in'

const usual = config()

afterEach(() => setProcessWide('config', usual))

test('a username signs in in any case and Unicode form', async () => {
  const username = unique('Zoë')
  const { id } = await newAccount({ username })
  const fullWidth = username.replace('Z', 'Ｚ')
  for (const login of [username, username.toUpperCase(), ` ${fullWidth} `, username.normalize('NFD')]) {
    const { account } = must(await signIn(guestContext(), { login, password: goodPassword }))
    expect(account).toMatchObject({ id, username })
  }
})

test('an address signs in, in any case', async () => {
  const { id, email } = await newAccount({ username: null })
  const login = ` ${email.toUpperCase()} `
  const { account, session } = must(await signIn(guestContext('rest'), { login, password: goodPassword }))
  expect(account).toMatchObject({ id, email, emailVerified: true, hasPassword: true })
  expect(await contextWith(session.secret)).toMatchObject({ caller: { kind: 'member', account: { id } } })
})

test('the same password in another Unicode form signs in', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  const change = { currentPassword: goodPassword, newPassword: 'e\u0301te\u0301 a\u0300 Paris' }
  must(await changePassword(context, change))
  expect(await canSignIn(account.email, 'été à Paris')).toBe(true)
})

test('a wrong password, an unknown login and an account without a password get the same answer', async () => {
  const { email, username } = await newAccount()
  const without = await newAccount({ hasPassword: false })
  const attempts = [
    { login: email, password: otherPassword },
    { login: username ?? '', password: `${goodPassword} ` },
    { login: email, password: '' },
    { login: email, password: 'x'.repeat(2_000) },
    { login: `nobody-${email}`, password: goodPassword },
    { login: unique('nobody'), password: goodPassword },
    { login: 'x'.repeat(10_000), password: goodPassword },
    { login: 'a@b@c', password: goodPassword },
    { login: '', password: goodPassword },
    { login: without.email, password: goodPassword },
    { login: without.email, password: '' },
  ]
  for (const attempt of attempts) {
    expect(await signIn(guestContext(), attempt), attempt.login).toEqual(fail('wrong_credentials'))
  }
})

test.each(['rest', 'ticket', 'pages'] as const)(
  '%s reports an unverified address only after the right password',
  async (channel) => {
    const { id, email } = await newAccount({ verified: false })
    const attempt = (password: string) => signIn(guestContext(channel), { login: email, password })
    expect(await attempt(goodPassword)).toEqual(fail('email_not_verified'))
    expect(await attempt(otherPassword)).toEqual(fail('wrong_credentials'))
    expect(await prisma().session.count({ where: { accountId: id } })).toBe(0)
  },
)

test.each(['classic', 'device'] as const)('%s needs no verified address', async (channel) => {
  const { email } = await newAccount({ verified: false })
  must(await signIn(guestContext(channel), { login: email, password: goodPassword }))
})

test('a weaker hash is replaced at sign-in, and a stronger one is kept', async () => {
  const account = await newAccount()
  const before = await accountRow(account.id)
  await signedIn(account)
  expect(await accountRow(account.id)).toMatchObject({ passwordHash: before?.passwordHash })
  setProcessWide('config', { ...usual, bcryptCost: 5 })
  expect(await canSignIn(account.email, otherPassword)).toBe(false)
  expect(await accountRow(account.id)).toMatchObject({ passwordHash: before?.passwordHash })
  await signedIn(account)
  expect((await accountRow(account.id))?.passwordHash).toContain('$05$')
  setProcessWide('config', usual)
  expect(await canSignIn(account.email, goodPassword)).toBe(true)
  expect((await accountRow(account.id))?.passwordHash).toContain('$05$')
})

test('ten requests at once that find an outdated hash all sign in', async () => {
  const account = await newAccount()
  setProcessWide('config', { ...usual, bcryptCost: 5 })
  const answers = await Promise.all(Array.from({ length: 10 }, () => canSignIn(account.email, goodPassword)))
  expect(answers).toEqual(Array(10).fill(true))
})

test("the browser's previous session ends, even one of another account", async () => {
  const [first, second] = [await newAccount(), await newAccount()]
  const { context, secret } = await signedIn(first)
  const bystander = await signedIn(first)
  const { session } = must(await signIn(context, { login: second.email, password: goodPassword }))
  expect(await sessionState(secret)).toBe('signed_out')
  expect(await sessionState(session.secret)).toBe('live')
  expect(await sessionState(bystander.secret)).toBe('live')
})

test('beyond the maximum of live sessions, the least recently used one ends', async () => {
  const account = await newAccount()
  const { secret: oldest, sessionId } = await signedIn(account)
  const { secret: leastUsed, sessionId: leastUsedId } = await signedIn(account)
  const old = (hours: number) => new Date(Date.now() - hours * 3_600_000)
  await prisma().session.update({ where: { id: sessionId }, data: { createdAt: old(9) } })
  await prisma().session.update({ where: { id: leastUsedId }, data: { lastUsedAt: old(0.5) } })
  for (let more = 2; more < policy.sessionsPerAccount; more++) await signedIn(account)
  expect(await sessionState(leastUsed)).toBe('live')
  await signedIn(account)
  expect(await sessionState(leastUsed)).toBe('too_many')
  expect(await sessionState(oldest)).toBe('live')
  const live = await prisma().session.count({ where: { accountId: account.id, revokedAt: null } })
  expect(live).toBe(policy.sessionsPerAccount)
})

test('sign-ins that race with a password change leave no live session for the old password', async () => {
  const account = await newAccount()
  const { context, secret } = await signedIn(account)
  const change = changePassword(context, { currentPassword: goodPassword, newPassword: otherPassword })
  const attempts = Array.from({ length: 12 }, () =>
    signIn(guestContext(), { login: account.email, password: goodPassword }),
  )
  const results = await Promise.all(attempts)
  must(await change)
  for (const result of results) {
    if (result.ok) expect(await sessionState(result.session.secret)).toBe('password_changed')
    else expect(result).toEqual(fail('wrong_credentials'))
  }
  expect(await sessionState(secret)).toBe('live')
  expect(await canSignIn(account.email, otherPassword)).toBe(true)
})

test.each(['pages', 'rest', 'ticket', 'classic'] as const)(
  'an account without an address may sign in through %s',
  async (channel) => {
    const { id, username } = await newAccount({ verified: false })
    const signInHere = () => signIn(guestContext(channel), { login: username ?? '', password: goodPassword })
    const isStrict = channel !== 'classic'
    expect((await signInHere()).ok).toBe(!isStrict)
    await prisma().account.update({ where: { id }, data: { email: null } })
    expect((await signInHere()).ok).toBe(true)
  },
)
