import { beforeEach, describe, expect, test } from 'vitest'
import { prisma } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/time'
import { limits } from '@/lib/policy'
import {
  canSignIn,
  expireTicket,
  goodPassword,
  must,
  newAccount,
  otherPassword,
  sessionState,
  signedIn,
  unique,
} from '@/lib/testing/accounts'
import { withClockOffset } from '@/lib/testing/clock-offset'
import { mailKindsTo, mailsTo, ticketIn } from '@/lib/testing/waiting-mail'
import { contextFromNewNetwork, withLimits } from '@/lib/testing/with-limits'
import { signIn } from './operations/entering/sign-in'
import { sweep } from './operations/operator/sweep'
import { changePassword } from './operations/profile/change-password'
import { askForReset } from './operations/recovery/ask-for-reset'
import { askForPassword } from './operations/recovery/request-password'
import { resetPassword } from './operations/recovery/reset-password'

/** Servers with wrong clocks must agree, because only the database's clock counts. */

withLimits()

const minute = 60_000
const clocks = [
  { one: 'right', other: '20 minutes ahead', from: 0, to: 20 },
  { one: '10 minutes behind', other: '10 minutes ahead', from: -10, to: 10 },
  { one: 'an hour ahead', other: 'right', from: 60, to: 0 },
  { one: 'an hour behind', other: 'right', from: -60, to: 0 },
  { one: 'two days ahead', other: 'two days behind', from: 2_880, to: -2_880 },
]

function servers({ from, to }: { from: number; to: number }) {
  const at =
    (millis: number) =>
    <Answer>(run: () => Promise<Answer>) =>
      withClockOffset(millis, run)
  return { one: at(from), other: at(to) }
}

const signInWrongly = (login: string) =>
  signIn(contextFromNewNetwork(), { login, password: 'not the password' })

async function passWindow(minutes: number): Promise<void> {
  await prisma().$executeRaw`UPDATE "RateLimit" SET expire = expire - ${minutes * minute}::bigint`
}

beforeEach(async () => {
  await prisma().rateLimit.deleteMany()
})

test('the clock of this process is wrong, and that of the database is right', async () => {
  const [ownTime, timeOfDatabase] = await withClockOffset(60 * minute, async () => [
    new Date(),
    await databaseTime(),
  ])
  expect(Math.round((ownTime.getTime() - timeOfDatabase.getTime()) / minute)).toBe(60)
  expect(Math.abs(Date.now() - timeOfDatabase.getTime())).toBeLessThan(minute)
})

describe.each(clocks)('one server with a clock that is $one and another with $other', (offsets) => {
  const { one, other } = servers(offsets)

  test('they count attempts together, for as long as the limit says', async () => {
    const login = unique('login')
    const { attempts, seconds } = limits.signInForAccount
    for (let guess = 0; guess < attempts; guess++)
      expect(await (guess % 2 ? other : one)(() => signInWrongly(login))).toMatchObject({
        codes: ['wrong_credentials'],
      })
    for (const server of [one, other]) {
      const failure = await server(() => signInWrongly(login))
      expect(failure).toMatchObject({ codes: ['too_many_requests'] })
      expect(!failure.ok && failure.retryAfterSeconds).toBeLessThanOrEqual(seconds)
      expect(!failure.ok && failure.retryAfterSeconds).toBeGreaterThan(seconds - 60)
    }
    await passWindow(seconds / 60)
    expect(await other(() => signInWrongly(login))).toMatchObject({ codes: ['wrong_credentials'] })
  })

  test('they agree on sessions: a live one is live, an expired one stays expired', async () => {
    const account = await newAccount()
    const { secret, sessionId } = await one(() => signedIn(account))
    expect(await other(() => sessionState(secret))).toBe('live')
    const before = await prisma().session.findUniqueOrThrow({ where: { id: sessionId } })
    await other(() => sessionState(secret))
    expect(await prisma().session.findUniqueOrThrow({ where: { id: sessionId } })).toEqual(before)
    await prisma().session.update({ where: { id: sessionId }, data: { expiresAt: new Date(Date.now() - 1) } })
    for (const server of [one, other]) expect(await server(() => sessionState(secret))).toBe('expired')
    await one(sweep)
    expect(await other(() => sessionState(secret))).toBe('expired')
  })

  test('they agree on tickets: a live one can be spent, an expired one stays expired', async () => {
    const account = await newAccount()
    must(await one(() => askForReset(contextFromNewNetwork(), account)))
    const ticket = await one(() => ticketIn('reset_password', account.email))
    const spend = () => resetPassword(contextFromNewNetwork('rest'), { ticket, newPassword: otherPassword })
    const where = { accountId: account.id, purpose: 'reset_password' } as const
    const { expiresAt } = await prisma().ticket.findFirstOrThrow({ where })
    await expireTicket(ticket)
    for (const server of [one, other])
      expect(await server(spend)).toMatchObject({ codes: ['ticket_expired'] })
    await prisma().ticket.updateMany({ where, data: { expiresAt } })
    expect(await other(spend)).toMatchObject({ ok: true })
  })

  test('they agree on generated passwords', async () => {
    const account = await newAccount()
    must(await one(() => askForPassword(contextFromNewNetwork('device'), account)))
    const mails = await one(() => mailsTo(account.email))
    const mail = mails.findLast(({ kind }) => kind === 'generated_password')
    const password = mail?.kind === 'generated_password' ? mail.password : ''
    const { generatedPasswordExpiresAt } = await prisma().account.findUniqueOrThrow({
      where: { id: account.id },
    })
    const setExpiry = (at: Date | null) =>
      prisma().account.update({ where: { id: account.id }, data: { generatedPasswordExpiresAt: at } })
    await setExpiry(new Date(Date.now() - 1))
    for (const server of [one, other])
      expect(await server(() => canSignIn(account.email, password))).toBe(false)
    await setExpiry(generatedPasswordExpiresAt)
    expect(await other(() => canSignIn(account.email, password))).toBe(true)
  })

  test('they send a reset requested after a password change, and none requested before it', async () => {
    const account = await newAccount()
    const { context } = await signedIn(account)
    must(await other(() => askForReset(contextFromNewNetwork(), account)))
    const change = { currentPassword: goodPassword, newPassword: otherPassword }
    must(await one(() => changePassword(context, change)))
    expect(await other(() => mailKindsTo(account.email))).toEqual(['password_changed'])
    await passWindow(2)
    must(await other(() => askForReset(contextFromNewNetwork(), account)))
    expect(await one(() => mailKindsTo(account.email))).toEqual(['password_changed', 'reset_password'])
  })
})
