import { describe, expect, test } from 'vitest'
import { signIn } from '@/lib/account/operations/entering/sign-in'
import { registerAccount } from '@/lib/account/operations/registering/register-account'
import { findCallerBySecret } from '@/lib/account/records/find-caller'
import type { RequestContext } from '@/lib/account/request-context'
import { prisma } from '@/lib/db/client'
import { contextWith, goodPassword, guestContext, unique } from '@/lib/testing/accounts'
import { mailsTo } from '@/lib/testing/waiting-mail'
import { setPasswordByAdmin } from './set-password-by-admin'
import { setRole } from './set-role'

async function account(verified: boolean) {
  const login = unique('user')
  const email = `${login}@x.test`
  await registerAccount(guestContext('classic'), { username: login, email, password: goodPassword })
  if (verified) await prisma().account.update({ where: { email }, data: { emailVerifiedAt: new Date() } })
  const signed = await signIn(guestContext('classic'), { login, password: goodPassword })
  if (!signed.ok) throw new Error('not signed in')
  return { login, email, secret: signed.session.secret }
}

async function adminContext(): Promise<RequestContext> {
  const { login, secret } = await account(true)
  await setRole({ login, role: 'admin' })
  return await contextWith(secret, 'device')
}

const set = (context: RequestContext, login: string, email: string, password: string | null = null) =>
  setPasswordByAdmin(context, { login, email, password })

async function passwordMailedTo(email: string): Promise<string | null | undefined> {
  const mail = (await mailsTo(email)).find(({ kind }) => kind === 'password_set_by_support')
  return mail?.kind === 'password_set_by_support' ? mail.password : undefined
}

test('only administrators may set a password, and only while they have the role', async () => {
  const victim = await account(true)
  const user = await account(true)
  expect(await set(guestContext('device'), victim.login, victim.email)).toMatchObject({
    codes: ['admin_only'],
  })
  expect(await set(await contextWith(user.secret), victim.login, victim.email)).toMatchObject({
    codes: ['admin_only'],
  })
  await setRole({ login: user.login, role: 'admin' })
  expect(await set(await contextWith(user.secret), victim.login, victim.email)).toMatchObject({ ok: true })
  await setRole({ login: user.login, role: 'user' })
  expect(await set(await contextWith(user.secret), victim.login, victim.email)).toMatchObject({
    codes: ['admin_only'],
  })
})

describe('a password set by support', () => {
  test('replaces the password, is mailed to the given address, and ends all sessions', async () => {
    const victim = await account(true)
    const elsewhere = `${unique('new')}@x.test`
    const chosen = 'chosen by support'
    expect(await set(await adminContext(), victim.login, elsewhere, chosen)).toEqual({
      ok: true,
      login: victim.login,
    })
    expect(await passwordMailedTo(elsewhere)).toBe(chosen)
    expect(await passwordMailedTo(victim.email)).toBeNull()
    expect(await findCallerBySecret(victim.secret)).toMatchObject({ kind: 'guest', ended: 'password_reset' })
    const signInWith = (password: string) =>
      signIn(guestContext('classic'), { login: victim.login, password })
    expect(await signInWith(goodPassword)).toMatchObject({ codes: ['wrong_credentials'] })
    expect(await signInWith(chosen)).toMatchObject({ ok: true, account: { email: victim.email } })
  })

  test('is generated if none is given', async () => {
    const victim = await account(true)
    await set(await adminContext(), victim.login, victim.email)
    const password = await passwordMailedTo(victim.email)
    expect(
      await signIn(guestContext('classic'), { login: victim.login, password: password ?? '' }),
    ).toMatchObject({
      ok: true,
    })
  })

  test('is not announced to an unverified address', async () => {
    const victim = await account(false)
    await set(await adminContext(), victim.login, `${unique('new')}@x.test`)
    expect(await passwordMailedTo(victim.email)).toBeUndefined()
  })

  test('is refused for an unknown login, an invalid address, a weak password, and one that a mail would change', async () => {
    const context = await adminContext()
    const { login, email, secret } = await account(true)
    expect(await set(context, unique('nobody'), email)).toMatchObject({ codes: ['login_unknown'] })
    expect(await set(context, login, 'nowhere')).toMatchObject({ codes: ['email_invalid'] })
    expect(await set(context, login, email, '')).toMatchObject({ codes: ['password_missing'] })
    expect(await set(context, login, email, 'ab')).toMatchObject({ codes: ['password_short'] })
    for (const bad of [' outer spaces', 'double  spaces', 'two\nlines of it', 'in\u200bvisible'])
      expect(await set(context, login, email, bad)).toMatchObject({ codes: ['malformed'] })
    expect((await findCallerBySecret(secret)).kind).toBe('member')
  })
})
