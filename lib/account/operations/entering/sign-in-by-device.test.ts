import { afterEach, describe, expect, test } from 'vitest'
import { registerAccount } from '@/lib/account/operations/registering/register-account'
import { findCallerBySecret } from '@/lib/account/records/find-caller'
import { config } from '@/lib/config'
import { prisma } from '@/lib/db/client'
import { setProcessWide } from '@/lib/process/process-wide'
import { contextWith, goodPassword, guestContext, newAccount, signedIn, unique } from '@/lib/testing/accounts'
import { mailsTo } from '@/lib/testing/waiting-mail'
import type { DeviceSignInInput } from './register-by-device'
import { signInByDevice } from './sign-in-by-device'
import { signOut } from './sign-out'

const guest = () => guestContext('device')
const usual = config()

afterEach(() => setProcessWide('config', usual))

interface Options {
  readonly password?: string
  readonly deviceId?: string
  readonly pushToken?: string
}

function input(login: string, { password, deviceId, pushToken }: Options = {}): DeviceSignInInput {
  const device = deviceId === undefined ? null : { id: deviceId, pushToken: pushToken ?? null }
  return { login, password: password ?? null, device }
}

const enter = (login: string, options: Options = {}) => signInByDevice(guest(), input(login, options))

async function mustEnter(login: string, options: Options = {}) {
  const result = await enter(login, options)
  if (!result.ok || !result.session) throw new Error(`not signed in: ${JSON.stringify(result)}`)
  return { ...result, secret: result.session.secret }
}

async function enterWith(secret: string, login: string, options: Options = {}) {
  return await signInByDevice(await contextWith(secret, 'device'), input(login, options))
}

const devicesOf = (login: string) =>
  prisma().device.findMany({ where: { account: { usernameKey: login } }, orderBy: { registeredAt: 'asc' } })

async function endSessionsOf(login: string, daysAgo: number) {
  const expiresAt = new Date(Date.now() - daysAgo * 24 * 3_600_000)
  await prisma().session.updateMany({ where: { account: { usernameKey: login } }, data: { expiresAt } })
}

test('a new login creates an account with its device as the primary one, and the identifier is stored hashed', async () => {
  const login = unique('new')
  expect(await mustEnter(login, { deviceId: '2123', pushToken: 'push-1' })).toMatchObject({
    created: true,
    account: { username: login, hasPassword: false },
  })
  const [device] = await devicesOf(login)
  expect(device).toMatchObject({ isPrimary: true, pushToken: 'push-1' })
  expect(Buffer.from(device?.idHash ?? []).toString('latin1')).not.toContain('2123')
})

test.each([
  ['a device', { deviceId: 'one' }],
  ['a password', { password: goodPassword }],
  ['both', { password: goodPassword, deviceId: 'one' }],
])(
  'twenty requests at once with a new login and %s create one account, and all succeed',
  async (_what, options) => {
    const login = unique('race')
    const results = await Promise.all(Array.from({ length: 20 }, () => enter(login, options)))
    expect(results.filter(({ ok }) => !ok)).toEqual([])
    expect(results.filter((result) => result.ok && result.created)).toHaveLength(1)
    expect(await prisma().account.count({ where: { usernameKey: login } })).toBe(1)
    expect(await devicesOf(login)).toHaveLength('deviceId' in options ? 1 : 0)
    for (const result of results) {
      const secret = result.ok ? (result.session?.secret ?? '') : ''
      expect((await findCallerBySecret(secret)).kind).toBe('member')
    }
  },
)

test('a new login must follow the rules for names and passwords', async () => {
  expect(await enter('ab')).toMatchObject({ codes: ['username_short'] })
  expect(await enter('a b c')).toMatchObject({ codes: ['username_characters'] })
  expect(await enter('admin')).toMatchObject({ codes: ['username_reserved'] })
  const login = unique('rules')
  expect(await enter(login, { password: 'ab' })).toMatchObject({ codes: ['password_short'] })
  expect(await enter(login, { password: '' })).toMatchObject({ codes: ['password_missing'] })
  expect(await prisma().account.count({ where: { usernameKey: login } })).toBe(0)
})

test('any password of three characters is accepted, even a common one or the login itself', async () => {
  for (const password of ['234', 'test', 'password'])
    expect(await enter(unique('any'), { password })).toMatchObject({ ok: true })
  const login = unique('same')
  expect(await enter(login, { password: login })).toMatchObject({ ok: true, created: true })
  setProcessWide('config', { ...usual, passwordMinLength: 8 })
  expect(await enter(unique('any'), { password: 'x7-q' })).toMatchObject({ codes: ['password_short'] })
  expect(await enter(unique('any'), { password: 'password' })).toMatchObject({ codes: ['password_common'] })
})

describe('a login that is an address', () => {
  test('creates an account with that unverified address and no username, and mails a confirmation link', async () => {
    const email = `${unique('mail')}@x.test`
    expect(await mustEnter(` ${email.toUpperCase()}\u00a0`, { deviceId: 'one' })).toMatchObject({
      created: true,
      account: { username: null, email, emailVerified: false, hasPassword: false },
    })
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(['verify_email'])
    expect(await enter(email, { deviceId: 'one' })).toMatchObject({ ok: true, created: false })
    expect(await enter(email)).toMatchObject({ codes: ['account_used'] })
  })

  test('of an existing account signs in like any known login', async () => {
    const email = `${unique('mail')}@x.test`
    await registerAccount(guest(), { email, password: goodPassword })
    expect(await enter(email, { deviceId: 'one' })).toMatchObject({ codes: ['account_used'] })
    expect(await enter(email, { password: 'not the password' })).toMatchObject({
      codes: ['wrong_credentials'],
    })
    expect(await enter(email, { password: goodPassword })).toMatchObject({ ok: true, created: false })
  })

  test('creates one account and one mail for twenty requests at once', async () => {
    const email = `${unique('race')}@x.test`
    const results = await Promise.all(Array.from({ length: 20 }, () => enter(email, { deviceId: 'one' })))
    expect(results.filter((result) => result.ok && result.created)).toHaveLength(1)
    expect(results.filter(({ ok }) => !ok)).toEqual([])
    expect(await mailsTo(email)).toHaveLength(1)
  })

  test('is refused if it is not a valid address', async () => {
    expect(await enter('@')).toMatchObject({ codes: ['login_not_address'] })
    expect(await enter('a@b')).toMatchObject({ codes: ['login_not_address'] })
  })
})

describe('an account without password', () => {
  test('is opened by its device, whatever the case of the login', async () => {
    const login = unique('bare')
    await mustEnter(login, { deviceId: 'mine' })
    expect(await enter(login.toUpperCase(), { deviceId: 'mine' })).toMatchObject({ ok: true, created: false })
  })

  test("is not opened by an unknown device, no device, or another account's device", async () => {
    const [login, other] = [unique('bare'), unique('other')]
    await mustEnter(login, { deviceId: 'mine', pushToken: 'push-mine' })
    await mustEnter(other, { deviceId: 'theirs' })
    for (const options of [{}, { deviceId: 'MINE' }, { deviceId: 'theirs', pushToken: 'push-thief' }])
      expect(await enter(login, options)).toMatchObject({ codes: ['account_used'] })
    expect(await devicesOf(login)).toMatchObject([{ pushToken: 'push-mine' }])
  })

  test('is not opened by a password, and the one sent is not stored', async () => {
    const login = unique('bare')
    await mustEnter(login, { deviceId: 'mine' })
    const refused = await enter(login, { deviceId: 'mine', password: goodPassword, pushToken: 'push-thief' })
    expect(refused).toMatchObject({ codes: ['wrong_credentials'] })
    const account = await prisma().account.findUniqueOrThrow({ where: { usernameKey: login } })
    expect(account.passwordHash).toBeNull()
    expect(await devicesOf(login)).toMatchObject([{ pushToken: null }])
  })

  test('is opened by its expired session for ninety days, and never by a revoked one', async () => {
    const [login, other] = [unique('bare'), unique('other')]
    const { secret } = await mustEnter(login)
    const { secret: foreign } = await mustEnter(other)
    for (const name of [login, other]) await endSessionsOf(name, 89)
    expect(await enterWith(foreign, login)).toMatchObject({ codes: ['account_used'] })
    expect(await enterWith(secret, login)).toMatchObject({ ok: true, session: { totalDays: 400 } })
    await endSessionsOf(login, 91)
    expect(await enterWith(secret, login)).toMatchObject({ codes: ['account_used'] })
    const { secret: signedOut } = await mustEnter(unique('bare'), { deviceId: 'mine' })
    const context = await contextWith(signedOut, 'device')
    await signOut(context)
    const name = context.caller.kind === 'member' ? (context.caller.account.username ?? '') : ''
    expect(await enterWith(signedOut, name)).toMatchObject({ codes: ['account_used'] })
  })
})

test('a session that ends during the request proves nothing, and no device is added', async () => {
  const login = unique('bare')
  const { secret } = await mustEnter(login, { deviceId: 'mine', password: goodPassword })
  // The session was live when the request began, and has ended when the account is locked.
  const context = await contextWith(secret, 'device')
  await signOut(await contextWith(secret, 'device'))
  const late = await signInByDevice(context, input(login, { deviceId: 'thief', pushToken: 'push-thief' }))
  expect(late).toMatchObject({ codes: ['account_used'] })
  expect(await devicesOf(login)).toHaveLength(1)
})

describe('an account with a password', () => {
  test('is opened by it, and without it only by a live session', async () => {
    const login = unique('kept')
    const { secret } = await mustEnter(login, { password: goodPassword, deviceId: 'mine' })
    expect(await enter(login, { deviceId: 'mine' })).toMatchObject({ codes: ['account_used'] })
    expect(await enter(login, { password: 'not the password' })).toMatchObject({
      codes: ['wrong_credentials'],
    })
    expect(await enter(login, { password: goodPassword })).toMatchObject({ ok: true })
    expect(await enterWith(secret, login)).toMatchObject({ ok: true, session: null })
    expect((await findCallerBySecret(secret)).kind).toBe('member')
    await endSessionsOf(login, 1)
    expect(await enterWith(secret, login)).toMatchObject({ codes: ['account_used'] })
  })

  test('is not opened by a live session of another account', async () => {
    const [login, other] = [unique('kept'), unique('other')]
    await mustEnter(login, { password: goodPassword })
    const { secret } = await mustEnter(other, { deviceId: 'theirs' })
    expect(await enterWith(secret, login, { deviceId: 'theirs' })).toMatchObject({ codes: ['account_used'] })
    expect(await devicesOf(login)).toEqual([])
  })
})

describe('devices', () => {
  test('a further device is remembered after sign-in and does not become the primary one', async () => {
    const login = unique('more')
    await mustEnter(login, { password: goodPassword, deviceId: 'first', pushToken: 'push-1' })
    await mustEnter(login, { password: goodPassword, deviceId: 'second', pushToken: 'push-2' })
    expect(await devicesOf(login)).toMatchObject([
      { isPrimary: true, pushToken: 'push-1' },
      { isPrimary: false, pushToken: 'push-2' },
    ])
  })

  test('the first device of an account created through another channel is the primary one', async () => {
    const login = unique('web')
    await registerAccount(guestContext('classic'), {
      username: login,
      email: `${login}@x.test`,
      password: goodPassword,
    })
    await mustEnter(login, { password: goodPassword, deviceId: 'first' })
    expect(await devicesOf(login)).toMatchObject([{ isPrimary: true }])
  })

  test('a push token changes only after sign-in, and is kept if none is sent', async () => {
    const login = unique('token')
    await mustEnter(login, { password: goodPassword, deviceId: 'first', pushToken: 'push-1' })
    await enter(login, { deviceId: 'first', pushToken: 'push-thief' })
    await enter(login, { deviceId: 'first', pushToken: 'push-thief', password: 'not the password' })
    await mustEnter(login, { password: goodPassword, deviceId: 'first' })
    expect(await devicesOf(login)).toMatchObject([{ pushToken: 'push-1' }])
    await mustEnter(login, { password: goodPassword, deviceId: 'first', pushToken: 'push-2' })
    expect(await devicesOf(login)).toMatchObject([{ pushToken: 'push-2' }])
  })

  test('beyond the maximum, the device unseen for longest is removed, and never the primary one', async () => {
    const login = unique('many')
    await mustEnter(login, { password: goodPassword, deviceId: 'first' })
    const { id } = await prisma().account.findUniqueOrThrow({ where: { usernameKey: login } })
    const others = Array.from({ length: 49 }, (_, n) => ({
      accountId: id,
      idHash: Uint8Array.from(Buffer.alloc(32, n + 1)),
      lastSeenAt: new Date(Date.now() - n * 1_000),
    }))
    await prisma().device.createMany({ data: others })
    await mustEnter(login, { password: goodPassword, deviceId: 'last' })
    const left = await devicesOf(login)
    expect(left).toHaveLength(50)
    expect(left.filter(({ isPrimary }) => isPrimary)).toHaveLength(1)
    expect(left.some(({ idHash }) => idHash[0] === 49 && idHash[1] === 49)).toBe(false)
  })
})

test('an account without an address gets no mail', async () => {
  const login = unique('quiet')
  await mustEnter(login, { password: goodPassword })
  expect(await mailsTo(login)).toEqual([])
})

test('the owner is notified of a new device only if it can open the account', async () => {
  const [open, closed] = [await newAccount(), await newAccount()]
  for (const account of [open, closed]) {
    const { secret } = await signedIn(account)
    if (account === open)
      await prisma().account.update({ where: { id: open.id }, data: { passwordHash: null } })
    const entered = await enterWith(secret, String(account.username), { deviceId: 'mine' })
    expect(entered).toMatchObject({ ok: true })
  }
  expect(await enter(String(open.username), { deviceId: 'mine' })).toMatchObject({ ok: true })
  expect(await mailsTo(open.email)).toMatchObject([{ kind: 'device_added', account: open.username }])
  expect(await mailsTo(closed.email)).toEqual([])
})
