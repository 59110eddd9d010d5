import { describe, expect, test } from 'vitest'
import { signInByDevice } from '@/lib/account/operations/entering/sign-in-by-device'
import { findCallerBySecret } from '@/lib/account/records/find-caller'
import { prisma } from '@/lib/db/client'
import {
  canSignIn,
  contextWith,
  goodPassword,
  guestContext,
  otherPassword,
  unique,
} from '@/lib/testing/accounts'
import { mailsTo } from '@/lib/testing/waiting-mail'
import { setUser, type UserInput } from './set-user'

async function enter(
  login: string,
  { password = null, id = 'phone' }: { password?: string | null; id?: string } = {},
) {
  const result = await signInByDevice(guestContext('device'), {
    login,
    password,
    device: { id, pushToken: id },
  })
  if (!result.ok || !result.session) throw new Error(JSON.stringify(result))
  return result.session.secret
}

async function set(secret: string, input: Partial<UserInput>) {
  return await setUser(await contextWith(secret, 'device'), { currentPassword: null, ...input })
}

const accountOf = (login: string) => prisma().account.findUniqueOrThrow({ where: { usernameKey: login } })

test('given fields are set, and absent ones are unchanged', async () => {
  const login = unique('set')
  const secret = await enter(login)
  expect(await set(secret, { phone: '+7 900 000', gender: 'female' })).toMatchObject({
    ok: true,
    account: { username: login, phone: '+7900000', gender: 'female', region: null },
  })
  expect(await set(secret, { region: 'Nsk' })).toMatchObject({ account: { gender: 'female', region: 'Nsk' } })
})

test('all field faults are reported at once, and nothing is set', async () => {
  const login = unique('set')
  const secret = await enter(login)
  const input = { phone: 'none', region: 'https://x.test', email: 'nowhere', password: 'ab' }
  expect(await set(secret, { ...input, gender: 'male' })).toEqual({
    ok: false,
    codes: ['email_invalid', 'phone_invalid', 'region_invalid', 'password_short'],
  })
  expect(await accountOf(login)).toMatchObject({ gender: null, phone: null, email: null, passwordHash: null })
})

test('a guest is refused', async () => {
  expect(await setUser(guestContext('device'), { currentPassword: null, region: 'Nsk' })).toMatchObject({
    codes: ['signed_out'],
  })
})

describe('a first address', () => {
  test('needs only the session, takes effect at once, unverified, and gets a confirmation mail', async () => {
    for (const password of [null, goodPassword]) {
      const login = unique('first')
      const secret = await enter(login, { password })
      const email = `${login}@x.test`
      expect(await set(secret, { email })).toMatchObject({
        ok: true,
        account: { email, emailVerified: false },
      })
      expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(['verify_email'])
    }
  })

  test('that another account has is refused, and nothing else is set', async () => {
    const [login, other] = [unique('first'), `${unique('other')}@x.test`]
    await enter(other)
    const secret = await enter(login)
    expect(await set(secret, { email: other, region: 'Nsk' })).toMatchObject({ codes: ['email_taken'] })
    expect(await accountOf(login)).toMatchObject({ email: null, region: null })
  })

  test('is set by only one of two requests at once', async () => {
    const login = unique('race')
    const secret = await enter(login)
    const results = await Promise.all([1, 2].map((n) => set(secret, { email: `${login}-${n}@x.test` })))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject({ codes: ['wrong_password'] })
  })
})

describe('another address', () => {
  test('needs the current password', async () => {
    const login = unique('next')
    const secret = await enter(login, { password: goodPassword })
    await set(secret, { email: `${login}@x.test` })
    const email = `new-${login}@x.test`
    for (const currentPassword of [null, otherPassword])
      expect(await set(secret, { email, currentPassword })).toMatchObject({ codes: ['wrong_password'] })
    expect(await set(secret, { email, currentPassword: goodPassword })).toMatchObject({
      ok: true,
      account: { email },
    })
  })

  test('cannot be set without a password, but sending the current address succeeds', async () => {
    const login = unique('bare')
    const secret = await enter(login)
    const email = `${login}@x.test`
    await set(secret, { email })
    expect(await set(secret, { email: `new-${email}` })).toMatchObject({ codes: ['wrong_password'] })
    expect(await set(secret, { email: email.toUpperCase(), region: 'Nsk' })).toMatchObject({ ok: true })
  })
})

describe('a first password', () => {
  test('needs only the session; other sessions end, and devices stay registered but no longer open the account', async () => {
    const login = unique('first')
    const [secret, other] = [await enter(login), await enter(login)]
    expect(await set(secret, { password: '234' })).toMatchObject({ ok: true, account: { hasPassword: true } })
    expect((await findCallerBySecret(secret)).kind).toBe('member')
    expect(await findCallerBySecret(other)).toMatchObject({ kind: 'guest', ended: 'password_changed' })
    expect(await canSignIn(login, '234')).toBe(true)
    const device = { id: 'phone', pushToken: null }
    expect(await signInByDevice(guestContext('device'), { login, password: null, device })).toMatchObject({
      codes: ['account_used'],
    })
    expect(await prisma().device.count({ where: { account: { usernameKey: login }, isPrimary: true } })).toBe(
      1,
    )
  })

  test('and a first address can be set together', async () => {
    const login = unique('both')
    const secret = await enter(login)
    const email = `${login}@x.test`
    expect(await set(secret, { email, password: 'test' })).toMatchObject({
      ok: true,
      account: { email, hasPassword: true },
    })
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(['verify_email'])
  })

  test('is set by only one of two requests at once', async () => {
    const login = unique('race')
    const secret = await enter(login)
    const results = await Promise.all(['one', 'two'].map((password) => set(secret, { password })))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject({ codes: ['wrong_password'] })
  })
})

test('another password needs the current one', async () => {
  const login = unique('next')
  const secret = await enter(login, { password: goodPassword })
  for (const currentPassword of [null, otherPassword])
    expect(await set(secret, { password: '2345', currentPassword })).toMatchObject({
      codes: ['wrong_password'],
    })
  expect(await set(secret, { password: '2345', currentPassword: goodPassword })).toMatchObject({ ok: true })
  expect(await canSignIn(login, '2345')).toBe(true)
})
