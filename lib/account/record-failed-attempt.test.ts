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
])('a wrong try at an unknown name is a line of nobody: %s', async (login, masked) => {
  await signIn(guestContext(), { login, password: otherPassword })
  await writeFailedAttempts()
  const details = { by: 'password', reason: 'login_unknown', login: masked }
  expect(lines).toEqual([expect.objectContaining({ event: 'authn_login_fail', account: null, details })])
})

test('too many wrong attempts at an unknown name tell it masked too', async () => {
  useTestConfig({ RATE_LIMIT: 'on' })
  const login = `${unique('nobody-')}@x.test`
  for (let attempts = 0; attempts <= limits.signInForAccount.attempts; attempts++)
    await signIn({ ...guestContext(), address: '192.0.2.50' }, { login, password: otherPassword })
  useTestConfig()
  const refused = lines.filter(({ event }) => event === 'authn_login_fail_max')
  expect(refused).toMatchObject([{ account: null, details: { login: 'n***@x.test' } }])
  expect(JSON.stringify(lines)).not.toContain(login)
})

test.each(['rest', 'ticket', 'pages'] as const)(
  'the right password of an unverified address leaves why it does not open: %s',
  async (channel) => {
    const { id, email: login } = await newAccount({ verified: false })
    await forget(id)
    const enter = () => signIn(guestContext(channel), { login, password: goodPassword })
    expect(await enter()).toEqual(fail('email_not_verified'))
    expect(await kindsOf(id)).toEqual(['authn_login_fail'])
    const details = { by: 'password', reason: 'email_not_verified' }
    expect((await historyOf(id))[0]).toMatchObject({ channel, details })
    expect(lines).toMatchObject([{ event: 'authn_login_fail', account: id, details }])
    await prisma().account.update({ where: { id }, data: { emailVerifiedAt: new Date() } })
    must(await enter())
    expect((await kindsOf(id))[1]).toBe('authn_login_success')
  },
)

test('another provider leaves the same, and why it made no account', async () => {
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

test('who polls until the address is verified leaves room for wrong passwords in the history', async () => {
  const { id: accountId } = await newAccount({ verified: false })
  await forget(accountId)
  const most = policy.failedAttemptEventsPerAccountEachDay
  const details = { reason: 'email_not_verified' }
  for (let n = 0; n < most; n++)
    recordFailedAttempt(guestContext(), { kind: 'authn_login_fail', accountId, details })
  await writeFailedAttempts()
  for (let n = 0; n < most; n++) recordFailedAttempt(guestContext(), { kind: 'authn_login_fail', accountId })
  const history = await historyOf(accountId)
  expect(history.filter((row) => JSON.stringify(row.details) === '{}')).toHaveLength(most / 2)
  expect(history).toHaveLength(most)
})

test('strangers can add only so many rows to an account in a day, and the log still has all', async () => {
  const { id: accountId } = await newAccount()
  await forget(accountId)
  const most = policy.failedAttemptEventsPerAccountEachDay
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < most - 5; n++)
      recordFailedAttempt(guestContext(), { kind: 'authn_login_fail', accountId })
    await writeFailedAttempts()
  }
  expect(await prisma().event.count({ where: { accountId } })).toBe(most)
  expect(lines.filter(({ event }) => event === 'authn_login_fail')).toHaveLength(3 * (most - 5))
})
