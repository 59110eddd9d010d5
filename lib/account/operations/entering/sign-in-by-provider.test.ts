import { afterAll, beforeAll, expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { changeEmail } from '@/lib/account/operations/email/change-email'
import {
  connectProvider,
  disconnectProvider,
  permitConnecting,
} from '@/lib/account/operations/profile/connect-provider'
import { askForReset } from '@/lib/account/operations/recovery/ask-for-reset'
import { resetPassword } from '@/lib/account/operations/recovery/reset-password'
import { listIdentities, type ProviderClaims } from '@/lib/account/records/identity'
import { type Config, config } from '@/lib/config'
import { prisma } from '@/lib/db/client'
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
  uniqueEmail,
} from '@/lib/testing/accounts'
import { mailsTo, ticketIn } from '@/lib/testing/waiting-mail'
import { linkByPassword } from './link-by-password'
import { signInByDevice } from './sign-in-by-device'
import { signInByProvider } from './sign-in-by-provider'
import { signOut } from './sign-out'

const issuer = 'https://id.example'
let usual: Config
beforeAll(() => {
  usual = config()
  setProcessWide('config', { ...usual, oidc: { issuer, clientId: 'a', clientSecret: 'b', name: 'Example' } })
})
afterAll(() => setProcessWide('config', usual))

function claims(over: Partial<ProviderClaims> = {}): ProviderClaims {
  return { issuer, subject: unique('sub'), email: uniqueEmail(), firstName: 'Ada', lastName: null, ...over }
}

async function sessionOf(known: ProviderClaims): Promise<{ accountId: string; secret: string }> {
  const { session } = must(await signInByProvider(guestContext(), known))
  if (!session) throw new Error('no session: the account password is needed')
  return session
}

async function kindsOf(accountId: string): Promise<string[]> {
  const rows = await prisma().event.findMany({
    where: { accountId },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ kind }) => kind)
}

async function connect(account: { email: string; password: string }, found: ProviderClaims) {
  const { context } = await signedIn(account)
  const { permission } = must(await permitConnecting(context, { currentPassword: account.password }))
  return { context, result: await connectProvider(context, { permission, claims: found }) }
}

test('a new person gets an account with a verified address, and later opens it by subject, not by address', async () => {
  const ada = claims()
  const { accountId } = await sessionOf(ada)
  const row = await accountRow(accountId)
  expect(row).toMatchObject({ email: ada.email, firstName: 'Ada', passwordHash: null, username: null })
  expect(row?.emailVerifiedAt).not.toBeNull()
  expect(await kindsOf(accountId)).toEqual(['user_created', 'provider_linked', 'authn_login_success'])
  const victim = await newAccount()
  const moved = await sessionOf({ ...ada, email: victim.email })
  expect(moved.accountId).toBe(accountId)
  expect(await sessionOf({ ...ada, email: null })).toMatchObject({ accountId })
})

test('the same subject at another issuer is another person', async () => {
  const ada = claims()
  const { accountId } = await sessionOf(ada)
  const other = await sessionOf({ ...ada, issuer: 'https://other.example', email: uniqueEmail() })
  expect(other.accountId).not.toBe(accountId)
})

test('without a verified address a new person cannot sign in, and nothing is created', async () => {
  const unverified = claims({ email: null })
  expect(await signInByProvider(guestContext(), unverified)).toEqual(fail('provider_email_unverified'))
  expect(await prisma().identity.count({ where: { subject: unverified.subject } })).toBe(0)
})

test('a verified account is not connected because of its address alone: its password is needed', async () => {
  const owner = await newAccount()
  const found = claims({ email: owner.email })
  expect(await signInByProvider(guestContext(), found)).toEqual({ ok: true, session: null })
  expect(await prisma().identity.count({ where: { accountId: owner.id } })).toBe(0)
  const wrong = await linkByPassword(guestContext(), { claims: found, password: otherPassword })
  expect(wrong).toEqual(fail('wrong_password'))
  const { session } = must(await linkByPassword(guestContext(), { claims: found, password: owner.password }))
  expect(session.accountId).toBe(owner.id)
  expect(await sessionOf(found)).toMatchObject({ accountId: owner.id })
  expect(await canSignIn(owner.email, owner.password)).toBe(true)
})

test('an account with an unverified address goes to the owner, and everything older is invalidated', async () => {
  const username = unique('mallory')
  const prehijacked = await newAccount({ verified: false, username })
  const device = { id: unique('device'), pushToken: 'token' }
  must(await signInByDevice(guestContext('device'), { login: username, password: goodPassword, device }))
  const attacker = claims()
  must((await connect(prehijacked, attacker)).result)
  const { secret } = await signedIn(prehijacked)
  const ticket = await ticketIn('verify_email', prehijacked.email)

  const owner = await sessionOf(claims({ email: prehijacked.email }))
  expect(owner.accountId).toBe(prehijacked.id)
  expect(await canSignIn(username, goodPassword)).toBe(false)
  expect(await sessionState(secret)).toBe('password_reset')
  const back = await signInByDevice(guestContext('device'), { login: username, password: null, device })
  expect(back).toEqual(fail('account_used'))
  expect(await signInByProvider(guestContext(), { ...attacker, email: null })).toMatchObject({ ok: false })
  expect(await resetPassword(guestContext(), { ticket, newPassword: otherPassword })).toEqual(
    fail('ticket_spent'),
  )
  expect(await sessionState(owner.secret)).toBe('live')
})

test('while a change of address can be undone, only the address goes to its owner, not the account', async () => {
  const mistyped = uniqueEmail()
  const other = await newAccount()
  const { context } = await signedIn(other, 'classic')
  must(await changeEmail(context, { currentPassword: other.password, email: mistyped }))
  const { accountId } = await sessionOf(claims({ email: mistyped }))
  expect(accountId).not.toBe(other.id)
  expect(await canSignIn(String(other.username), other.password)).toBe(true)
})

test('many requests at once with one new identity create one account, and all sign in to it', async () => {
  const ada = claims()
  const sessions = await Promise.all(Array.from({ length: 6 }, () => sessionOf(ada)))
  expect(new Set(sessions.map(({ accountId }) => accountId)).size).toBe(1)
})

test("the browser's session ends when it signs in to another account", async () => {
  const { secret } = await signedIn(await newAccount())
  must(await signInByProvider(await contextWith(secret), claims()))
  expect(await sessionState(secret)).toBe('signed_out')
})

test('a connected account must still verify its address, unless the provider has verified it', async () => {
  const owner = await newAccount({ verified: false })
  const found = claims()
  must((await connect(owner, found)).result)
  expect(await signInByProvider(guestContext(), found)).toEqual(fail('email_not_verified'))
  expect(await sessionOf({ ...found, email: owner.email })).toMatchObject({ accountId: owner.id })
  expect((await accountRow(owner.id))?.emailVerifiedAt).not.toBeNull()
})

test('a permission to connect is valid for one session, and an identity opens only one account', async () => {
  const [owner, other] = [await newAccount(), await newAccount()]
  const found = claims()
  const { context, result } = await connect(owner, found)
  must(result)
  const { permission } = must(await permitConnecting(context, { currentPassword: owner.password }))
  const elsewhere = (await signedIn(owner)).context
  expect(await connectProvider(elsewhere, { permission, claims: found })).toEqual(fail('link_expired'))
  expect(await connectProvider(guestContext(), { permission, claims: found })).toEqual(fail('link_expired'))
  must(await connectProvider(context, { permission, claims: found }))
  expect(await connectProvider(context, { permission, claims: claims() })).toEqual(fail('identity_taken'))
  expect((await connect(other, found)).result).toEqual(fail('identity_taken'))
  expect(await listIdentities(context.caller)).toMatchObject([
    { issuer, provider: 'Example', email: found.email },
  ])
})

test('a session that was ended in the meantime connects nothing', async () => {
  const owner = await newAccount()
  const { context, secret } = await signedIn(owner)
  const { permission } = must(await permitConnecting(context, { currentPassword: owner.password }))
  await signOut(await contextWith(secret))
  expect(await connectProvider(context, { permission, claims: claims() })).toEqual(fail('link_expired'))
})

test('disconnecting needs the password, and the only way to sign in cannot be removed', async () => {
  const owner = await newAccount()
  const found = claims()
  const { context, result } = await connect(owner, found)
  must(result)
  const disconnect = (currentPassword: string) => disconnectProvider(context, { issuer, currentPassword })
  expect(await disconnect(otherPassword)).toEqual(fail('wrong_password'))
  must(await disconnect(owner.password))
  expect(await disconnect(owner.password)).toEqual(fail('not_found'))
  const expected = ['provider_linked', 'provider_unlinked']
  expect((await kindsOf(owner.id)).filter((kind) => kind.startsWith('provider'))).toEqual(expected)

  const { secret } = await sessionOf(claims())
  const onlyWay = await contextWith(secret)
  expect(await disconnectProvider(onlyWay, { issuer, currentPassword: '' })).toEqual(fail('last_way_in'))
  expect(await listIdentities(onlyWay.caller)).toHaveLength(1)
})

test('the owner is notified when a provider is connected or disconnected, but not about a new account', async () => {
  const [owner, other] = [await newAccount({ locale: 'ru' }), await newAccount()]
  const noticesTo = async (email: string) =>
    (await mailsTo(email)).flatMap((mail) => (mail.kind === 'provider_changed' ? [mail] : []))
  const { context } = await connect(owner, claims())
  must(await disconnectProvider(context, { issuer, currentPassword: owner.password }))
  const notices = await noticesTo(owner.email)
  expect(notices.map(({ state }) => state)).toEqual(['connected', 'disconnected'])
  expect(notices[0]).toMatchObject({ account: owner.username, provider: 'Example' })
  must(
    await linkByPassword(guestContext(), {
      claims: claims({ email: other.email }),
      password: other.password,
    }),
  )
  expect((await noticesTo(other.email)).map(({ state }) => state)).toEqual(['connected'])
  const ada = claims()
  await sessionOf(ada)
  expect(await noticesTo(ada.email ?? '')).toEqual([])
})

test("a reset removes a stranger's identity, and keeps one with the account's address", async () => {
  const [victim, owner] = [await newAccount(), await newAccount()]
  const [foreign, own] = [claims(), claims({ email: owner.email })]
  must((await connect(victim, foreign)).result)
  must((await connect(owner, own)).result)
  for (const { email } of [victim, owner]) {
    must(await askForReset(guestContext(), { email }))
    const ticket = await ticketIn('reset_password', email)
    must(await resetPassword(guestContext(), { ticket, newPassword: otherPassword }))
  }
  expect(await prisma().identity.count({ where: { accountId: victim.id } })).toBe(0)
  expect(await sessionOf(own)).toMatchObject({ accountId: owner.id })
})

test('an expired session does not open an account that is connected to a provider', async () => {
  const ada = claims()
  const { accountId, secret } = await sessionOf(ada)
  await prisma().session.updateMany({
    where: { accountId },
    data: { expiresAt: new Date(Date.now() - 1_000) },
  })
  const context = await contextWith(secret, 'device')
  const input = { login: ada.email ?? '', password: null, device: null }
  expect(await signInByDevice(context, input)).toEqual(fail('account_used'))
})
