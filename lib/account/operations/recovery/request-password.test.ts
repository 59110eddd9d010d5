import { describe, expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { changeEmail } from '@/lib/account/operations/email/change-email'
import { enterByDevice } from '@/lib/account/operations/entering/enter-by-device'
import { signIn } from '@/lib/account/operations/entering/sign-in'
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

const nobody = () => guestContext('device')
const hour = 3_600_000

async function enter(login: string, deviceId: string, pushToken: string | null, password?: string) {
  const device = { id: deviceId, pushToken }
  const result = await enterByDevice(nobody(), { login, password: password ?? null, device })
  if (!result.ok || !result.session) throw new Error(JSON.stringify(result))
  return result.session.secret
}

async function mailedAccount(): Promise<{ login: string; email: string }> {
  const login = unique('gen')
  const email = `${login}@x.test`
  await registerAccount(guestContext('classic'), { username: login, email, password: goodPassword })
  return { login, email }
}

function request(wish: Partial<PasswordRequest>, context: RequestContext = nobody()) {
  return requestPassword(context, { tool: 'email', login: null, device: null, ...wish })
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

test('fifty generated passwords differ and have eighty bits and more, without look-alikes', () => {
  const samples = Array.from({ length: 50 }, generatePassword)
  expect(new Set(samples).size).toBe(50)
  for (const sample of samples) expect(sample).toMatch(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/)
  expect(20 * Math.log2(31)).toBeGreaterThan(80)
})

describe('by an address', () => {
  test('everybody is promised a mail, and who has the address gets a password that opens', async () => {
    const { login, email } = await mailedAccount()
    for (const address of [email, `${unique('nobody')}@x.test`]) {
      const tools = await listRecoveryTools(nobody(), { login: address })
      expect(tools).toEqual({ ok: true, email: true, push: [] })
      expect(await request({ login: address.toUpperCase() })).toEqual({ ok: true, tool: 'email' })
      expect(await request({ login: address, tool: 'push' })).toEqual(fail('tool_not_available'))
    }
    expect((await signInAs(login, await mailedPassword(email))).ok).toBe(true)
  })

  test('a password is not mailed where the owner is disputed', async () => {
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

  test('are the address and the days on which devices that take messages were registered', async () => {
    const { login, email } = await mailedAccount()
    expect(await list(nobody(), login)).toEqual({ ok: true, email: true, push: [] })
    await enter(login, 'first', 'push', goodPassword)
    await enter(login, 'second', null, goodPassword)
    const registeredAt = new Date('2014-09-22T23:59:59Z')
    await prisma().device.updateMany({ where: { account: { email } }, data: { registeredAt } })
    expect(await list(nobody(), login)).toEqual({ ok: true, email: true, push: ['22/09/2014'] })
  })

  test('are those of the session, also an expired one, before those of the login', async () => {
    const { login } = await mailedAccount()
    const bare = unique('bare')
    const secret = await enter(bare, 'first', 'push')
    const today = expect.stringMatching(/^\d\d\/\d\d\/\d{4}$/)
    expect(await list(await contextWith(secret), login)).toEqual({ ok: true, email: false, push: [today] })
    const expire = (days: number) =>
      prisma().session.updateMany({
        where: { account: { usernameKey: bare } },
        data: { expiresAt: new Date(Date.now() - days * 24 * hour) },
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

  test('of who has signed out, of nobody and of who has none are one answer', async () => {
    const bare = unique('bare')
    const secret = await enter(bare, 'first', unique('push'))
    await signOut(await contextWith(secret))
    await prisma().device.updateMany({ where: { account: { usernameKey: bare } }, data: { pushToken: null } })
    for (const answer of [
      await list(await contextWith(secret)),
      await list(nobody()),
      await list(nobody(), bare),
      await list(nobody(), unique('nobody')),
      await list(nobody(), '\u0131'.repeat(500)),
    ])
      expect(answer).toEqual({ ok: false, codes: ['no_tools'] })
  })
})

describe('a generated password', () => {
  test('is good next to the old one until it is used, and then alone', async () => {
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

  test('lets in all who use it at once for the first time', async () => {
    const { login, email } = await mailedAccount()
    await request({ login })
    const generated = await mailedPassword(email)
    const results = await Promise.all(Array.from({ length: 8 }, () => signInAs(login, generated)))
    expect(results.filter(({ ok }) => !ok)).toEqual([])
    const live = await prisma().session.count({ where: { account: { email }, revokedAt: null } })
    expect(live).toBe(8)
  })

  test('voids what was asked for before it, when it is used', async () => {
    const { login, email } = await mailedAccount()
    await askForReset(nobody(), { email })
    const ticket = await ticketIn('reset_password', email)
    await request({ login })
    await signInAs(login, await mailedPassword(email))
    expect(await resetPassword(nobody(), { ticket, newPassword: 'another good password' })).toMatchObject({
      codes: ['ticket_spent'],
    })
  })

  test('is replaced by a second one, and ends after a day', async () => {
    const { login, email } = await mailedAccount()
    await request({ login })
    const first = await mailedPassword(email)
    await request({ login })
    const second = await mailedPassword(email)
    expect(await signInAs(login, first)).toMatchObject({ codes: ['wrong_credentials'] })
    const { generatedPasswordExpiresAt } = await prisma().account.findUniqueOrThrow({ where: { email } })
    const hours = ((generatedPasswordExpiresAt?.getTime() ?? 0) - Date.now()) / hour
    expect(Math.round(hours)).toBe(24)
    const past = { generatedPasswordExpiresAt: new Date(Date.now() - 1_000) }
    await prisma().account.update({ where: { email }, data: past })
    expect(await signInAs(login, second)).toMatchObject({ codes: ['wrong_credentials'] })
    expect(await signInAs(login, goodPassword)).toMatchObject({ ok: true })
  })

  test('gives an account without password its first one, at its first use only', async () => {
    const login = unique('bare')
    const token = unique('push')
    await enter(login, 'first', token)
    expect(await request({ tool: 'push', login })).toEqual({ ok: true, tool: 'push' })
    const [push] = await pushesTo(token)
    await enter(login, 'first', null)
    await enter(login, 'first', null, push?.password)
    const entered = await enterByDevice(nobody(), {
      login,
      password: null,
      device: { id: 'first', pushToken: null },
    })
    expect(entered).toMatchObject({ codes: ['account_used'] })
    expect(await listRecoveryTools(nobody(), { login })).toMatchObject({
      ok: true,
      push: [expect.any(String)],
    })
  })

  test('is only in the message: neither its job nor the account shows it', async () => {
    const { login, email } = await mailedAccount()
    await request({ login })
    const generated = await mailedPassword(email)
    const jobs = await prisma().$queryRaw`SELECT data::text FROM queue.job`
    const account = await prisma().account.findUniqueOrThrow({ where: { email } })
    expect(JSON.stringify([jobs, account])).not.toContain(generated)
  })

  test('waits for no new address: a change of it ends what was sent to the old one', async () => {
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
  const known = (login: string) =>
    prisma().device.findMany({
      where: { account: { usernameKey: login } },
      orderBy: { registeredAt: 'asc' },
      select: { pushToken: true, isPrimary: true },
    })

  test('stays registered and primary when the password is used, the others are forgotten', async () => {
    const login = unique('push')
    const [phone, tablet] = [unique('token'), unique('token')]
    await enter(login, 'phone', phone, goodPassword)
    await enter(login, 'tablet', tablet, goodPassword)
    const registeredAt = new Date('2014-10-02T12:00:00Z')
    await prisma().device.updateMany({ where: { pushToken: tablet }, data: { registeredAt } })
    expect(await request({ tool: 'push', login, device: '02/10/2014' })).toMatchObject({ ok: true })
    const [push] = await pushesTo(tablet)
    expect((await signInAs(login, push?.password ?? '')).ok).toBe(true)
    expect(await known(login)).toEqual([{ pushToken: tablet, isPrimary: true }])
  })

  test('stays primary beside the device on which it is typed', async () => {
    const login = unique('push')
    const phone = unique('token')
    await enter(login, 'phone', phone, goodPassword)
    expect(await request({ tool: 'push', login })).toMatchObject({ ok: true })
    const [push] = await pushesTo(phone)
    await enter(login, 'new', 'new token', push?.password)
    expect(await known(login)).toEqual([
      { pushToken: phone, isPrimary: true },
      { pushToken: 'new token', isPrimary: false },
    ])
  })

  test('is none after a mail: the device on which it is typed stays alone', async () => {
    const { login, email } = await mailedAccount()
    await enter(login, 'phone', unique('token'), goodPassword)
    await enter(login, 'tablet', 'tablet token', goodPassword)
    expect(await request({ login })).toMatchObject({ ok: true })
    await enter(login, 'tablet', null, await mailedPassword(email))
    expect(await known(login)).toMatchObject([{ pushToken: 'tablet token' }])
  })
})

describe('a push', () => {
  test('goes to the primary device, or to the one of the chosen day', async () => {
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

test('a tool that is unknown, or not there, is refused, for nobody alike', async () => {
  const { login } = await mailedAccount()
  for (const wish of [
    { tool: 'sms', login },
    { tool: '', login },
    { tool: 'push', login },
    { tool: 'email', login: unique('nobody') },
    { tool: 'email', login: null },
  ])
    expect(await request(wish)).toEqual({ ok: false, codes: ['tool_not_available'] })
})

test('whoever knew the old password has no device left to push the next one to', async () => {
  const { login, email } = await mailedAccount()
  await enter(login, 'of a thief', unique('token'), goodPassword)
  await askForReset(nobody(), { email })
  const ticket = await ticketIn('reset_password', email)
  await resetPassword(nobody(), { ticket, newPassword: 'another good password' })
  expect(await request({ tool: 'push', login })).toMatchObject({ codes: ['tool_not_available'] })
})
