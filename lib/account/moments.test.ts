import { beforeEach, expect, test } from 'vitest'
import { Prisma, prisma, transact } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/time'
import { goodPassword, must, otherPassword, unique } from '@/lib/testing/accounts'
import { withClockOffset } from '@/lib/testing/clock-offset'
import { answerRequestsFor, mailsTo, ticketIn } from '@/lib/testing/waiting-mail'
import { contextFromNewNetwork, withLimits } from '@/lib/testing/with-limits'
import { changeEmail } from './operations/email/change-email'
import { verifyEmail } from './operations/email/verify-email'
import { signIn } from './operations/entering/sign-in'
import { signInByDevice } from './operations/entering/sign-in-by-device'
import { changePassword } from './operations/profile/change-password'
import { askForReset } from './operations/recovery/ask-for-reset'
import { askForPassword } from './operations/recovery/request-password'
import { registerAccount } from './operations/registering/register-account'
import { requestRegistration } from './operations/registering/request-registration'
import { writeFailedAttempts } from './record-failed-attempt'
import { findCallerBySecret } from './records/find-caller'
import { connectIdentity } from './records/identity'
import type { RequestContext } from './request-context'
import { hashSecret } from './secret'

/** Every time in the database comes from the database's clock. */

withLimits()
beforeEach(async () => {
  await prisma().rateLimit.deleteMany()
})

/** Creates and changes a row of every kind. */
async function useAccount(name: string): Promise<void> {
  const [email, next, other] = [`${name}@x.test`, `${name}.next@x.test`, `${name}.other@x.test`]
  must(
    await registerAccount(contextFromNewNetwork('rest'), { username: name, email, password: goodPassword }),
  )
  const ticket = await ticketIn('verify_email', email)
  must(await verifyEmail(contextFromNewNetwork(), { ticket, proof: { kind: 'document' } }))
  await signIn(contextFromNewNetwork(), { login: name, password: 'not the password' })
  await writeFailedAttempts()
  const { session } = must(await signIn(contextFromNewNetwork(), { login: email, password: goodPassword }))
  const context = async (channel: RequestContext['channel']) => ({
    ...contextFromNewNetwork(channel),
    caller: await findCallerBySecret(session.secret),
  })
  must(
    await changePassword(await context('pages'), {
      currentPassword: goodPassword,
      newPassword: otherPassword,
    }),
  )
  const device = { id: `${name} phone`, pushToken: null }
  for (const _ of ['new', 'known'])
    must(
      await signInByDevice(contextFromNewNetwork('device'), { login: name, password: otherPassword, device }),
    )
  await connect(name)
  must(await changeEmail(await context('classic'), { currentPassword: otherPassword, email: next }))
  must(
    await verifyEmail(contextFromNewNetwork(), {
      ticket: await ticketIn('verify_email', next),
      proof: { kind: 'document' },
    }),
  )
  must(await changeEmail(await context('pages'), { currentPassword: otherPassword, email: other }))
  must(await askForReset(contextFromNewNetwork(), { email: next }))
  must(await askForPassword(contextFromNewNetwork('device'), { email: next }))
  await answerRequestsFor(next)
  const pending = { username: `${name}w`, email: `${name}w@x.test`, newPassword: goodPassword }
  must(await requestRegistration(contextFromNewNetwork('ticket'), pending))
  await useIdleSession(session.secret)
}

async function connect(name: string): Promise<void> {
  const account = await prisma().account.findUniqueOrThrow({ where: { usernameKey: name } })
  const claims = { issuer: 'https://id.test', subject: name, email: null, firstName: null, lastName: null }
  await transact((tx) => connectIdentity(tx, contextFromNewNetwork(), { account, claims }))
  await prisma().picture.create({
    data: { id: crypto.randomUUID(), accountId: account.id, jpeg: new Uint8Array(1) },
  })
}

/** Uses a session that was idle for hours, so that it is extended. */
async function useIdleSession(secret: string): Promise<void> {
  await prisma().$executeRaw`
    UPDATE "Session" SET "lastUsedAt" = "lastUsedAt" - interval '5 hours', "expiresAt" = "expiresAt" - interval '5 hours'
    WHERE "secretHash" = ${hashSecret(secret)}`
  await findCallerBySecret(secret)
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?$/

/** All times in a row, nested ones too, in minutes from now. */
function minutesIn(row: object, now: Date): object {
  const found = Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
    if (typeof value === 'object' && value !== null) return Object.entries(minutesIn(value, now))
    if (typeof value !== 'string' || !isoTime.test(value)) return []
    const moment = new Date(/Z|\+/.test(value) ? value : `${value}Z`)
    return [[name, Math.round((moment.getTime() - now.getTime()) / 60_000)]]
  })
  return Object.fromEntries(found)
}

async function timesOf(name: string): Promise<string[]> {
  const now = await databaseTime()
  const { id } = await prisma().account.findUniqueOrThrow({ where: { usernameKey: name } })
  const owned = ['Session', 'Ticket', 'Device', 'Event', 'Identity', 'Picture'].map((table) => ({
    table,
    where: Prisma.sql`"accountId" = ${id}::uuid`,
  }))
  const like = `${name}%`
  const tables = [
    ...owned,
    { table: 'Account', where: Prisma.sql`id = ${id}::uuid` },
    { table: 'Registration', where: Prisma.sql`username LIKE ${like}` },
    { table: 'queue.job', where: Prisma.sql`data->>'to' LIKE ${like} OR data->>'email' LIKE ${like}` },
  ]
  const found: string[] = []
  for (const { table, where } of tables) {
    const from = Prisma.raw(table.includes('.') ? table : `"${table}"`)
    const rows = await prisma().$queryRaw<{ row: object }[]>`
      SELECT to_jsonb(found) AS row FROM ${from} found WHERE ${where}`
    if (rows.length === 0) throw new Error(`no rows in ${table}`)
    found.push(...rows.map(({ row }) => `${table} ${JSON.stringify(minutesIn(row, now))}`))
  }
  const counters = await prisma().rateLimit.findMany()
  const minutes = (at: bigint | null) => Math.round((Number(at) - now.getTime()) / 60_000)
  found.push(...counters.map(({ key, expire }) => `${key.split(':')[0]} ${minutes(expire)}`))
  return found.toSorted()
}

test.each([20, -20, 60, -60, 2_880, -2_880])(
  'a server whose clock is %i minutes ahead writes the same times as one with the right clock',
  async (minutes) => {
    const [right, wrong] = [unique('right'), unique('wrong')]
    await useAccount(right)
    const expected = await timesOf(right)
    await prisma().rateLimit.deleteMany()
    await withClockOffset(minutes * 60_000, () => useAccount(wrong))
    expect(await timesOf(wrong)).toEqual(expected)
    const mailTimes = (await mailsTo(`${wrong}@x.test`)).flatMap((mail) => ('at' in mail ? [mail.at] : []))
    expect(mailTimes.length).toBeGreaterThan(0)
    for (const at of mailTimes) expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000)
  },
)
