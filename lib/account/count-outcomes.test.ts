import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RequestChannel, requestChannels } from '@/lib/channels'
import { config } from '@/lib/config'
import { database, prisma } from '@/lib/db/client'
import { limits } from '@/lib/policy'
import { registry } from '@/lib/process/metrics'
import { setProcessWide } from '@/lib/process/process-wide'
import {
  goodPassword,
  guestContext,
  must,
  newAccount,
  otherPassword,
  signedIn,
  unique,
  uniqueEmail,
} from '@/lib/testing/accounts'
import { ticketIn } from '@/lib/testing/waiting-mail'
import { openAccountCounters } from './count-outcomes'
import { verifyEmail } from './operations/email/verify-email'
import { linkByPassword } from './operations/entering/link-by-password'
import { signIn } from './operations/entering/sign-in'
import { signInByDevice } from './operations/entering/sign-in-by-device'
import { signInByProvider } from './operations/entering/sign-in-by-provider'
import { signOut } from './operations/entering/sign-out'
import { measureSessions } from './operations/operator/measure-sessions'
import { registerAccount } from './operations/registering/register-account'
import { requestRegistration } from './operations/registering/request-registration'

const usual = config()
const oidc = { issuer: 'https://id.example', clientId: 'a', clientSecret: 'b', name: 'Example' }
beforeEach(() => {
  setProcessWide('config', { ...usual, oidc })
  openAccountCounters()
  registry().resetMetrics()
})
afterEach(() => setProcessWide('config', usual))

/** The counters above zero, by their label values: `{ 'classic success': 2 }`. */
async function countersOf(name: string): Promise<Record<string, number>> {
  const values = (await registry().getSingleMetric(`latchkey_${name}_total`)?.get())?.values ?? []
  const some = values.filter(({ value }) => value > 0)
  return Object.fromEntries(some.map(({ labels, value }) => [Object.values(labels).join(' '), value]))
}

const wrong = { password: otherPassword }
const right = { password: goodPassword }

test.each(requestChannels)('sign-ins are counted by outcome: %s', async (channel) => {
  const { email: login } = await newAccount()
  const { email: unverified } = await newAccount({ verified: false })
  registry().resetMetrics()
  const context = guestContext(channel)
  must(await signIn(context, { login, ...right }))
  for (const name of [login, login, unique('unknown')]) await signIn(context, { login: name, ...wrong })
  const unverifiedSignIn = await signIn(context, { login: unverified, ...right })
  expect(await countersOf('sign_ins')).toEqual({
    [`${channel} success`]: unverifiedSignIn.ok ? 2 : 1,
    [`${channel} wrong_credentials`]: 3,
    ...(unverifiedSignIn.ok ? {} : { [`${channel} email_not_verified`]: 1 }),
  })
})

test('rate-limited sign-ins are counted, also by limit, and so are busy and server errors', async () => {
  const { email: login } = await newAccount()
  const context = { ...guestContext('classic'), address: '192.0.2.77' }
  setProcessWide('config', { ...usual, rateLimit: 'on' })
  registry().resetMetrics()
  for (let attempts = 0; attempts < limits.signInForAccount.attempts + 2; attempts++)
    await signIn(context, { login, ...wrong })
  const open = database()
  setProcessWide('database', undefined)
  await expect(signIn(context, { login, ...right })).rejects.toThrow()
  const query = async () => Promise.reject(new Error('broken'))
  setProcessWide('database', { ...open, query })
  await expect(signIn(context, { login, ...right })).rejects.toThrow('broken')
  setProcessWide('database', open)
  expect(await countersOf('sign_ins')).toEqual({
    'classic wrong_credentials': limits.signInForAccount.attempts,
    'classic too_many_requests': 2,
    'classic too_busy': 1,
    'classic server_fault': 1,
  })
  expect(await countersOf('rate_limits_reached')).toEqual({ signInForAccount: 2 })
})

test.each(['classic', 'rest', 'pages'] as const)(
  'registrations are counted by outcome: %s',
  async (channel) => {
    const email = uniqueEmail()
    const register = (over: object) => registerAccount(guestContext(channel), { email, ...right, ...over })
    await register({})
    await register({})
    await register({ email: 'no address', password: 'x' })
    expect(await countersOf('registrations')).toEqual({
      [`${channel} success`]: 1,
      [`${channel} taken`]: 1,
      [`${channel} invalid`]: 1,
    })
  },
)

test('a registration with a pending address is counted when requested and when completed', async () => {
  const [email, username] = [uniqueEmail(), unique('new')]
  const request = () =>
    requestRegistration(guestContext('ticket'), { email, username, newPassword: goodPassword })
  must(await request())
  const ticket = await ticketIn('verify_email', email)
  must(await verifyEmail(guestContext('ticket'), { ticket, proof: { kind: 'document' } }))
  await request()
  expect(await countersOf('registrations')).toEqual({
    'ticket pending': 1,
    'ticket success': 1,
    'ticket taken': 1,
  })
})

test('a device sign-in is counted as a sign-in or as a registration', async () => {
  const [login, context, device] = [unique('app'), guestContext('device'), { id: 'one', pushToken: null }]
  must(await signInByDevice(context, { login, password: null, device }))
  must(await signInByDevice(context, { login, password: null, device }))
  await signInByDevice(context, { login, password: null, device: { ...device, id: 'two' } })
  await signInByDevice(context, { login, password: otherPassword, device })
  await signInByDevice(context, { login: 'a b', password: null, device })
  expect(await countersOf('registrations')).toEqual({ 'device success': 1, 'device invalid': 1 })
  expect(await countersOf('sign_ins')).toEqual({
    'device success': 1,
    'device account_used': 1,
    'device wrong_credentials': 1,
  })
})

test('of concurrent requests that create one login, one is counted as a registration', async () => {
  const [login, context] = [unique('app'), guestContext('device')]
  await Promise.all(
    Array.from({ length: 5 }, () => signInByDevice(context, { login, password: goodPassword, device: null })),
  )
  expect(await countersOf('registrations')).toEqual({ 'device success': 1 })
  expect(await countersOf('sign_ins')).toEqual({ 'device success': 4 })
})

test('sign-in by another provider is counted as its own channel', async () => {
  const { email } = await newAccount()
  const claims = { issuer: oidc.issuer, firstName: null, lastName: null }
  const withoutEmail = { ...claims, subject: unique('s'), email: null }
  const existing = { ...claims, subject: unique('k'), email }
  const fresh = { ...claims, subject: unique('f'), email: uniqueEmail() }
  registry().resetMetrics()
  await signInByProvider(guestContext(), withoutEmail)
  must(await signInByProvider(guestContext(), existing))
  await linkByPassword(guestContext(), { claims: existing, ...wrong })
  must(await linkByPassword(guestContext(), { claims: existing, ...right }))
  must(await signInByProvider(guestContext(), fresh))
  must(await signInByProvider(guestContext(), fresh))
  expect(await countersOf('sign_ins')).toEqual({
    'provider refused': 1,
    'provider password_asked': 1,
    'provider wrong_credentials': 1,
    'provider success': 3,
  })
  expect(await countersOf('registrations')).toEqual({ 'provider success': 1 })
})

async function liveSessions(): Promise<Record<string, number>> {
  setProcessWide('live-sessions', undefined)
  const ownRegistry = new Registry()
  measureSessions(ownRegistry)
  const values = (await ownRegistry.getSingleMetric('latchkey_sessions')?.get())?.values ?? []
  return Object.fromEntries(values.map(({ labels, value }) => [String(labels.channel), value]))
}

test('live sessions are measured by channel, without ended and expired ones', async () => {
  const account = await newAccount()
  const before = await liveSessions()
  expect(Object.keys(before)).toEqual([...requestChannels])
  const enter = async (channel: RequestChannel) =>
    must(await signIn(guestContext(channel), { login: account.email, ...right })).session
  await enter('rest')
  await enter('pages')
  const { context } = await signedIn(account)
  must(await signOut(context))
  const { id } = await enter('ticket')
  await prisma().session.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1_000) } })
  expect(await liveSessions()).toEqual({
    ...before,
    rest: (before.rest ?? 0) + 1,
    pages: (before.pages ?? 0) + 1,
  })
})

test('without a database no sessions are measured', async () => {
  const open = database()
  setProcessWide('database', undefined)
  expect(await liveSessions()).toEqual({})
  setProcessWide('database', open)
})
