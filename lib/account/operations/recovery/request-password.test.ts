import { describe, expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { changeEmail } from '@/lib/account/operations/email/change-email'
import { signIn } from '@/lib/account/operations/entering/sign-in'
import { signInByDevice } from '@/lib/account/operations/entering/sign-in-by-device'
import { signOut } from '@/lib/account/operations/entering/sign-out'
import { registerAccount } from '@/lib/account/operations/registering/register-account'
import { generatePassword } from '@/lib/account/password/generate-password'
import { findCallerBySecret } from '@/lib/account/records/find-caller'
import type { RequestContext } from '@/lib/account/request-context'
import { prisma } from '@/lib/db/client'
import { contextWith, goodPassword, guestContext, unique } from '@/lib/testing/accounts'
import { mailsTo, pushesTo, ticketIn } from '@/lib/testing/waiting-mail'
import { askForReset } from './ask-for-reset'
import { listRecoveryTools } from './list-recovery-tools'
import { type PasswordRequest, requestPassword } from './request-password'
import { resetPassword } from './reset-password'

const guest = () => guestContext('device')
const hourMillis = 3_600_000

async function enter(login: string, deviceId: string, pushToken: string | null, password?: string) {
  const device = { id: deviceId, pushToken }
  const result = await signInByDevice(guest(), { login, password: password ?? null, device })
  if (!result.ok || !result.session) throw new Error(JSON.stringify(result))
  return result.session.secret
}

async function mailedAccount(): Promise<{ login: string; email: string }> {
  const login = unique('gen')
  const email = `${login}@x.test`
  await registerAccount(guestContext('classic'), { username: login, email, password: goodPassword })
  return { login, email }
}

function request(input: Partial<PasswordRequest>, context: RequestContext = guest()) {
  return requestPassword(context, { tool: 'email', login: null, device: null, ...input })
}

const signInAs = (login: string, password: string, device?: string) =>
  signIn(guestContext('classic'), {
    login,
    password,
    ...(device && { device: { id: device, pushToken: null } }),
  })

async function mailedPassword(email: string): Promise<string> {
  const mail = (await mailsTo(email)).filter(({ kind }) => kind === 'generated_password').at(-1)
  if (mail?.kind !== 'generated_password') throw new Error('no generated password')
  return mail.password
}

test('generated passwords are unique, have more than 80 bits, and no letters that look alike', () => {
  const samples = Array.from({ length: 50 }, generatePassword)
  expect(new Set(samples).size).toBe(50)
  for (const sample of samples) expect(sample).toMatch(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/)
  expect(20 * Math.log2(31)).toBeGreaterThan(80)
})

describe('by an address', () => {
  test('every address gets the same answer, and a devicesOf one gets a password that works', async () => {
    const { login, email } = await mailedAccount()
    for (const address of [email, `${unique('nobody')}@x.test`]) {
      const tools = await listRecoveryTools(guest(), { login: address })
      expect(tools).toEqual({ ok: true, email: true, push: [] })
      expect(await request({ login: address.toUpperCase() })).toEqual({ ok: true, tool: 'email' })
      expect(await request({ login: address, tool: 'push' })).toEqual(fail('tool_not_available'))
    }
    expect((await signInAs(login, await mailedPassword(email))).ok).toBe(true)
  })

  test('no password is mailed while the owner of the address is disputed', async () => {
    const { login, email } = await mailedAccount()
    await prisma().account.update({ where: { email }, data: { emailVerifiedAt: new Date() } })
    const secret = await enter(login, 'one', null, goodPassword)
    const context = { ...(await contextWith(secret)), channel: 'classic' as const }
    const moved = `new-${email}`
    expect((await changeEmail(context, { currentPassword: goodPassword, email: moved })).ok).toBe(true)
    expect((await request({ login: moved })).ok).toBe(true)
    expect((await mailsTo(moved)).map(({ kind }) => kind)).toEqual(['verify_email'])
  })
})

describe('the tools', () => {
  const list = (context: RequestContext, login: string | null = null) => listRecoveryTools(context, { login })

  test('are the address and the registration days of devices that accept push messages', async () => {
    const { login, email } = await mailedAccount()
    expect(await list(guest(), login)).toEqual({ ok: true, email: true, push: [] })
    await enter(login, 'first', 'push', goodPassword)
    await enter(login, 'second', null, goodPassword)
    const registeredAt = new Date('2014-09-22T23:59:59Z')
    await prisma().device.updateMany({ where: { account: { email } }, data: { registeredAt } })
    expect(await list(guest(), login)).toEqual({ ok: true, email: true, push: ['22/09/2014'] })
  })

  test('are those of the session, even an expired one, before those of the login', async () => {
    const { login } = await mailedAccount()
    const bare = unique('bare')
    const secret = await enter(bare, 'first', 'push')
    const today = expect.stringMatching(/^\d\d\/\d\d\/\d{4}$/)
    expect(await list(await contextWith(secret), login)).toEqual({ ok: true, email: false, push: [today] })
    const expire = (days: number) =>
      prisma().session.updateMany({
        where: { account: { usernameKey: bare } },
        data: { expiresAt: new Date(Date.now() - days * 24 * hourMillis) },
      })
    await expire(89)
    expect(await list(await contextWith(secret))).toMatchObject({ ok: true, push: [today] })
    await expire(91)
    expect(await list(await contextWith(secret))).toMatchObject({ codes: ['no_tools'] })
  })

  test.each([
    'ended_elsewhere',
    'password_changed',
    'password_reset',
    'address_restored',
    'too_many',
  ] as const)('are those of a session that was ended: %s', async (revokedFor) => {
    const bare = unique('bare')
    const token = unique('push')
    const secret = await enter(bare, 'first', token)
    const ended = { revokedAt: new Date(), revokedFor }
    await prisma().session.updateMany({ where: { account: { usernameKey: bare } }, data: ended })
    const context = await contextWith(secret)
    expect(await list(context)).toMatchObject({ ok: true, push: [expect.any(String)] })
    expect(await request({ tool: 'push' }, context)).toEqual({ ok: true, tool: 'push' })
    expect(await pushesTo(token)).toHaveLength(1)
  })

  test('are the same answer after a sign-out, for an unknown login, and for an account without tools', async () => {
    const bare = unique('bare')
    const secret = await enter(bare, 'first', unique('push'))
    await signOut(await contextWith(secret))
    await prisma().device.updateMany({ where: { account: { usernameKey: bare } }, data: { pushToken: null } })
    for (const answer of [
      await list(await contextWith(secret)),
      await list(guest()),
      await list(guest(), bare),
      await list(guest(), unique('nobody')),
      await list(guest(), '\u0131'.repeat(500)),
    ])
      expect(answer).toEqual({ ok: false, codes: ['no_tools'] })
  })
})

describe('a generated password', () => {
  test('is valid next to the old password until it is first used, and then alone', async () => {
    const { login, email } = await mailedAccount()
    const before = await signInAs(login, goodPassword)
    expect(await request({ login })).toEqual({ ok: true, tool: 'email' })
    const generated = await mailedPassword(email)
    expect(await signInAs(login, 'not the password')).toMatchObject({ codes: ['wrong_credentials'] })
    expect(await signInAs(login, goodPassword)).toMatchObject({ ok: true })
    expect(await signInAs(login, generated)).toMatchObject({ ok: true })
    expect(await signInAs(login, goodPassword)).toMatchObject({ codes: ['wrong_credentials'] })
    expect(await signInAs(login, generated)).toMatchObject({ ok: true })
    if (!before.ok) throw new Error('unreachable')
    expect(await findCallerBySecret(before.session.secret)).toMatchObject({ ended: 'password_reset' })
    expect((await mailsTo(email)).map(({ kind }) => kind)).toContain('password_changed')
  })

  test('accepts several first uses at once', async () => {
    const { login, email } = await mailedAccount()
    await request({ login })
    const generated = await mailedPassword(email)
    const results = await Promise.all(Array.from({ length: 8 }, () => signInAs(login, generated)))
    expect(results.filter(({ ok }) => !ok)).toEqual([])
    const live = await prisma().session.count({ where: { account: { email }, revokedAt: null } })
    expect(live).toBe(8)
  })

  test('voids older tickets when it is used', async () => {
    const { login, email } = await mailedAccount()
    await askForReset(guest(), { email })
    const ticket = await ticketIn('reset_password', email)
    await request({ login })
    await signInAs(login, await mailedPassword(email))
    expect(await resetPassword(guest(), { ticket, newPassword: 'another good password' })).toMatchObject({
      codes: ['ticket_spent'],
    })
  })

  test('is replaced by a second one, and expires after a day', async () => {
    const { login, email } = await mailedAccount()
    await request({ login })
    const first = await mailedPassword(email)
    await request({ login })
    const second = await mailedPassword(email)
    expect(await signInAs(login, first)).toMatchObject({ codes: ['wrong_credentials'] })
    const { generatedPasswordExpiresAt } = await prisma().account.findUniqueOrThrow({ where: { email } })
    const hours = ((generatedPasswordExpiresAt?.getTime() ?? 0) - Date.now()) / hourMillis
    expect(Math.round(hours)).toBe(24)
    const past = { generatedPasswordExpiresAt: new Date(Date.now() - 1_000) }
    await prisma().account.update({ where: { email }, data: past })
    expect(await signInAs(login, second)).toMatchObject({ codes: ['wrong_credentials'] })
    expect(await signInAs(login, goodPassword)).toMatchObject({ ok: true })
  })

  test('becomes the first password of an account without one only when it is used', async () => {
    const login = unique('bare')
    const token = unique('push')
    await enter(login, 'first', token)
    expect(await request({ tool: 'push', login })).toEqual({ ok: true, tool: 'push' })
    const [push] = await pushesTo(token)
    await enter(login, 'first', null)
    await enter(login, 'first', null, push?.password)
    const entered = await signInByDevice(guest(), {
      login,
      password: null,
      device: { id: 'first', pushToken: null },
    })
    expect(entered).toMatchObject({ codes: ['account_used'] })
    expect(await listRecoveryTools(guest(), { login })).toMatchObject({
      ok: true,
      push: [expect.any(String)],
    })
  })

  test('is readable only in the message, not in its job or the account', async () => {
    const { login, email } = await mailedAccount()
    await request({ login })
    const generated = await mailedPassword(email)
    const jobs = await prisma().$queryRaw`SELECT data::text FROM queue.job`
    const account = await prisma().account.findUniqueOrThrow({ where: { email } })
    expect(JSON.stringify([jobs, account])).not.toContain(generated)
  })

  test('that was sent to the old address is void after a change of address', async () => {
    const { login, email } = await mailedAccount()
    await request({ login })
    const generated = await mailedPassword(email)
    const signed = await signInAs(login, goodPassword)
    if (!signed.ok) throw new Error('unreachable')
    const context = await contextWith(signed.session.secret, 'classic')
    await changeEmail(context, { currentPassword: goodPassword, email: `new-${email}` })
    expect(await signInAs(login, generated)).toMatchObject({ codes: ['wrong_credentials'] })
  })
})

describe('the device that a password was pushed to', () => {
  const devicesOf = (login: string) =>
    prisma().device.findMany({
      where: { account: { usernameKey: login } },
      orderBy: { registeredAt: 'asc' },
      select: { pushToken: true, isPrimary: true },
    })

  test('stays registered and becomes primary when the password is used; the others are forgotten', async () => {
    const login = unique('push')
    const [phone, tablet] = [unique('token'), unique('token')]
    await enter(login, 'phone', phone, goodPassword)
    await enter(login, 'tablet', tablet, goodPassword)
    const registeredAt = new Date('2014-10-02T12:00:00Z')
    await prisma().device.updateMany({ where: { pushToken: tablet }, data: { registeredAt } })
    expect(await request({ tool: 'push', login, device: '02/10/2014' })).toMatchObject({ ok: true })
    const [push] = await pushesTo(tablet)
    expect((await signInAs(login, push?.password ?? '')).ok).toBe(true)
    expect(await devicesOf(login)).toEqual([{ pushToken: tablet, isPrimary: true }])
  })

  test('stays primary when the password is used on another device', async () => {
    const login = unique('push')
    const phone = unique('token')
    await enter(login, 'phone', phone, goodPassword)
    expect(await request({ tool: 'push', login })).toMatchObject({ ok: true })
    const [push] = await pushesTo(phone)
    await enter(login, 'new', 'new token', push?.password)
    expect(await devicesOf(login)).toEqual([
      { pushToken: phone, isPrimary: true },
      { pushToken: 'new token', isPrimary: false },
    ])
  })

  test('does not exist after a mail: only the device where the password is used stays registered', async () => {
    const { login, email } = await mailedAccount()
    await enter(login, 'phone', unique('token'), goodPassword)
    await enter(login, 'tablet', 'tablet token', goodPassword)
    expect(await request({ login })).toMatchObject({ ok: true })
    await enter(login, 'tablet', null, await mailedPassword(email))
    expect(await devicesOf(login)).toMatchObject([{ pushToken: 'tablet token' }])
  })
})

describe('a push', () => {
  test('goes to the primary device, or to the one registered on the chosen day', async () => {
    const login = unique('push')
    const [primary, second] = [unique('token'), unique('token')]
    await enter(login, 'first', primary, goodPassword)
    await enter(login, 'second', second, goodPassword)
    await prisma().device.updateMany({
      where: { pushToken: second },
      data: { registeredAt: new Date('2014-10-02T12:00:00Z') },
    })
    expect(await request({ tool: 'push', login })).toMatchObject({ ok: true })
    expect(await request({ tool: 'push', login, device: '02/10/2014' })).toMatchObject({ ok: true })
    for (const device of ['03/10/2014', '', 'x'])
      expect(await request({ tool: 'push', login, device })).toMatchObject({ codes: ['tool_not_available'] })
    expect(await pushesTo(primary)).toHaveLength(1)
    expect(await pushesTo(second)).toHaveLength(1)
  })
})

test('an unknown tool, a missing one and an unknown login get the same failure', async () => {
  const { login } = await mailedAccount()
  for (const input of [
    { tool: 'sms', login },
    { tool: '', login },
    { tool: 'push', login },
    { tool: 'email', login: unique('nobody') },
    { tool: 'email', login: null },
  ])
    expect(await request(input)).toEqual({ ok: false, codes: ['tool_not_available'] })
})

test('after a reset, no push goes to devices that knew the old password', async () => {
  const { login, email } = await mailedAccount()
  await enter(login, 'of a thief', unique('token'), goodPassword)
  await askForReset(guest(), { email })
  const ticket = await ticketIn('reset_password', email)
  await resetPassword(guest(), { ticket, newPassword: 'another good password' })
  expect(await request({ tool: 'push', login })).toMatchObject({ codes: ['tool_not_available'] })
})
