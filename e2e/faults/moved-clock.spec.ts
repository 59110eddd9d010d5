import { expect, test } from '@playwright/test'
import { Channels, type Person } from '@/e2e/support/channels/channels'
import * as attacks from '@/e2e/support/channels/clock-attacks'
import { moveClock, movingClock, startTwoClocks, type TwoClocks } from '@/e2e/support/servers/clocks'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { startServer } from '@/e2e/support/servers/server'
import { limits } from '@/lib/policy'
import { otherPassword } from '@/lib/testing/accounts'

/** R17. On PostgreSQL its clock decides; the embedded database uses the machine's clock, and recovers from a wrong one. */

test.describe.configure({ mode: 'default', timeout: 600_000 })

let site: TwoClocks
test.beforeAll(async () => {
  site = await startTwoClocks([10, -10, 0, 60, -60, 0], [-10, 10, 0])
})
test.afterAll(() => site.stop())

async function attack(): Promise<void> {
  await attacks.expectLimitsHold(site)
  await attacks.expectMailsCounted(site)
  await attacks.expectSessionsAgree(site)
  await attacks.expectTicketsAgree(site)
  await attacks.expectGeneratedPasswordsAgree(site)
  await attacks.expectResetArrives(site)
}

for (const minutes of [
  [10, -10],
  [-10, 10],
] as const) {
  const tag = minutes[0] < 0 ? '@full' : []
  test(`two servers whose clocks are 20 minutes apart decide alike (${minutes.join(' and ')})`, {
    tag,
  }, async () => {
    await site.setClocks(minutes[0], minutes[1])
    await attack()
  })
}

test('R18: two servers count wrong passwords together', async () => {
  await site.setClocks(0, 0)
  const person = site.channels(0).newPerson()
  await site.channels(0).send('classic', 'register', person)
  const outcomes: string[] = []
  for (let guess = 0; guess <= limits.signInForAccount.attempts; guess++) {
    const channels = site.channels(guess % 2 ? 1 : 0)
    const reply = await channels.send('rest', 'signIn', { ...person, password: 'not this horse' })
    outcomes.push(reply.outcome)
  }
  const wrong = Array.from({ length: limits.signInForAccount.attempts }, () => 'wrong')
  expect(outcomes).toEqual([...wrong, 'often'])
})

test('a server whose clock jumps an hour either way, and is corrected, decides like the one next to it', async () => {
  await site.setClocks(0, 0)
  const { channels, database } = site
  const person = await channels(0).newVerifiedPerson()
  const sessions = await channels(0).signInEverywhere(person)
  const spent = await channels(0).requestResetTicket((await channels(0).newVerifiedPerson()).email)
  const ended = await channels(0).signIn('rest', person)
  await database.query(`UPDATE "Session" SET "expiresAt" = timezone('utc', now()) - interval '1 minute' WHERE id = (
    SELECT id FROM "Session" ORDER BY "createdAt" DESC LIMIT 1)`)
  await database.query(`UPDATE "Ticket" SET "expiresAt" = timezone('utc', now()) - interval '1 minute'
    WHERE purpose = 'reset_password'`)
  const guessed = channels(0).newPerson()
  await channels(0).send('classic', 'register', guessed)
  const guess = async (which: 0 | 1) =>
    (await channels(which).send('classic', 'signIn', { ...guessed, password: 'not this horse' })).outcome
  for (let attempts = 0; attempts < limits.signInForAccount.attempts; attempts++)
    expect(await guess(0)).toBe('wrong')
  for (const minutes of faultSize.isFull ? [60, -60, 0] : [60]) {
    await site.setClocks(minutes, 0)
    for (const which of [0, 1] as const) {
      expect(await channels(which).areLive([...sessions, ended])).toEqual([
        ...sessions.map(() => true),
        false,
      ])
      expect(await spend(channels(which), spent)).toBe('dead')
      expect(await guess(which)).toBe('often')
    }
    sessions.push(...(await channels(0).signInEverywhere(person)))
    if (faultSize.isFull) await attackAfresh()
  }

  /** The attacks age the rows of the database; later rows must not be affected. */
  async function attackAfresh(): Promise<void> {
    await database.query('CREATE TABLE kept_limits AS TABLE "RateLimit"')
    await database.query('CREATE TABLE kept_sessions AS SELECT id, "createdAt", "expiresAt" FROM "Session"')
    await attack()
    await database.query(`UPDATE "Session" s SET "createdAt" = k."createdAt", "expiresAt" = k."expiresAt"
      FROM kept_sessions k WHERE k.id = s.id`)
    await database.query('TRUNCATE "RateLimit"')
    await database.query('INSERT INTO "RateLimit" TABLE kept_limits')
    await database.query('DROP TABLE kept_limits, kept_sessions')
  }
})

async function spend(channels: Channels, ticket: string): Promise<string> {
  return (await channels.send('rest', 'spendReset', { ticket, newPassword: otherPassword })).outcome
}

test('a clock that goes two hours ahead and is corrected signs nobody out, locks nobody out and loses no mail', async () => {
  const server = await startServer({ env: { ...movingClock([0, 120]), RATE_LIMIT: 'on' } })
  const channels = new Channels(server.url, new Mailbox(server.url))
  const stayed = await channels.newVerifiedPerson()
  const early = await channels.signInEverywhere(stayed)
  const outrun = await channels.requestResetTicket(stayed.email)

  await moveClock(server)
  expect(await channels.areLive(early)).toEqual(early.map(() => true))
  expect(await spend(channels, outrun)).toBe('dead')
  const late = await channels.signInEverywhere(stayed)
  const recovered = await channels.newVerifiedPerson()
  const spent = await channels.requestResetTicket(recovered.email)
  expect(await spend(channels, spent)).toBe('ok')
  const guessed = channels.newPerson()
  expect((await channels.send('classic', 'register', guessed)).outcome).toBe('ok')
  expect(await guess(guessed)).toBe('often')

  await moveClock(server)
  expect(await channels.areLive([...early, ...late])).toEqual([...early, ...late].map(() => true))
  expect(await spend(channels, spent)).toBe('dead')
  expect((await channels.send('classic', 'signIn', guessed)).outcome).toBe('ok')
  // Within a minute of the one before, by the correct clock.
  expect(await spend(channels, await channels.requestResetTicket(recovered.email))).toBe('ok')
  await channels.newVerifiedPerson()
  expect(server.output()).not.toMatch(/"event":"(server_fault|job_failed|uncaught_fault)"/)
  await server.stop()

  async function guess(person: Person): Promise<string> {
    const wrong = { ...person, password: 'not this horse' }
    let outcome = ''
    for (
      let attempts = 0;
      attempts <= limits.signInFromKnownNetwork.attempts && outcome !== 'often';
      attempts++
    )
      outcome = (await channels.send('classic', 'signIn', wrong)).outcome
    return outcome
  }
})
