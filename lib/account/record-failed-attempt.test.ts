import { expect, test } from 'vitest'
import { prisma } from '@/lib/db/client'
import { limits, policy } from '@/lib/policy'
import { goodPassword, guestContext, must, newAccount, otherPassword, unique } from '@/lib/testing/accounts'
import { useTestConfig } from '@/lib/testing/test-config'
import { watchHistory } from '@/lib/testing/watch-history'
import { fail } from './failure'
import { signIn } from './operations/entering/sign-in'
import { signInByProvider } from './operations/entering/sign-in-by-provider'
import { recordFailedAttempt, writeFailedAttempts } from './record-failed-attempt'

const { lines, historyOf, kindsOf, forget } = watchHistory()

test.each([
  ['Nobody.Known', 'n***'],
  [' Nobody@Mail.example.com', 'n***@mail.example.com'],
  ['Ошибка', 'о***'],
  ['pass phrase of 2026!', '***'],
  ['p@ssw0rd-of-mine', '***'],
  ['a@b@hunter2.com', '***'],
  ['x'.repeat(5_000), '***'],
])('a failed sign-in with an unknown login is logged without an account: %s', async (login, masked) => {
  await signIn(guestContext(), { login, password: otherPassword })
  await writeFailedAttempts()
  const details = { by: 'password', reason: 'login_unknown', login: masked }
  expect(lines).toEqual([expect.objectContaining({ event: 'authn_login_fail', account: null, details })])
})

test('after too many failed attempts an unknown login is logged masked too', async () => {
  useTestConfig({ RATE_LIMIT: 'on' })
  const login = `${unique('nobody-')}@x.test`
  for (let attempts = 0; attempts <= limits.signInForAccount.attempts; attempts++)
    await signIn({ ...guestContext(), address: '192.0.2.50' }, { login, password: otherPassword })
  useTestConfig()
  const limited = lines.filter(({ event }) => event === 'authn_login_fail_max')
  expect(limited).toMatchObject([{ account: null, details: { login: 'n***@x.test' } }])
  expect(JSON.stringify(lines)).not.toContain(login)
})

test.each(['rest', 'ticket', 'pages'] as const)(
  'the right password of an unverified account records why sign-in failed: %s',
  async (channel) => {
    const { id, email: login } = await newAccount({ verified: false })
    await forget(id)
    const attempt = () => signIn(guestContext(channel), { login, password: goodPassword })
    expect(await attempt()).toEqual(fail('email_not_verified'))
    expect(await kindsOf(id)).toEqual(['authn_login_fail'])
    const details = { by: 'password', reason: 'email_not_verified' }
    expect((await historyOf(id))[0]).toMatchObject({ channel, details })
    expect(lines).toMatchObject([{ event: 'authn_login_fail', account: id, details }])
    await prisma().account.update({ where: { id }, data: { emailVerifiedAt: new Date() } })
    must(await attempt())
    expect((await kindsOf(id))[1]).toBe('authn_login_success')
  },
)

test('sign-in by another provider records the same, and why it created no account', async () => {
  const claims = {
    issuer: 'https://id.example.com',
    subject: unique('person'),
    firstName: null,
    lastName: null,
  }
  expect(await signInByProvider(guestContext(), { ...claims, email: null })).toEqual(
    fail('provider_email_unverified'),
  )
  const { id } = await newAccount({ verified: false })
  await forget(id)
  await prisma().identity.create({ data: { accountId: id, issuer: claims.issuer, subject: claims.subject } })
  expect(await signInByProvider(guestContext(), { ...claims, email: null })).toEqual(
    fail('email_not_verified'),
  )
  const details = { by: 'provider', reason: 'email_not_verified' }
  expect(await historyOf(id)).toMatchObject([{ kind: 'authn_login_fail', details }])
  expect(lines.filter(({ event }) => event === 'authn_login_fail')).toMatchObject([{ account: id, details }])
})

test('polling until the address is verified leaves room for wrong passwords in the history', async () => {
  const { id: accountId } = await newAccount({ verified: false })
  await forget(accountId)
  const maximum = policy.failedAttemptEventsPerAccountEachDay
  const details = { reason: 'email_not_verified' }
  for (let n = 0; n < maximum; n++)
    recordFailedAttempt(guestContext(), { kind: 'authn_login_fail', accountId, details })
  await writeFailedAttempts()
  for (let n = 0; n < maximum; n++)
    recordFailedAttempt(guestContext(), { kind: 'authn_login_fail', accountId })
  const history = await historyOf(accountId)
  expect(history.filter((row) => JSON.stringify(row.details) === '{}')).toHaveLength(maximum / 2)
  expect(history).toHaveLength(maximum)
})

test('failed attempts add a limited number of rows per day to an account, and the log has all', async () => {
  const { id: accountId } = await newAccount()
  await forget(accountId)
  const maximum = policy.failedAttemptEventsPerAccountEachDay
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < maximum - 5; n++)
      recordFailedAttempt(guestContext(), { kind: 'authn_login_fail', accountId })
    await writeFailedAttempts()
  }
  expect(await prisma().event.count({ where: { accountId } })).toBe(maximum)
  expect(lines.filter(({ event }) => event === 'authn_login_fail')).toHaveLength(3 * (maximum - 5))
})
