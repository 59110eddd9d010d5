import { setTimeout as pass } from 'node:timers/promises'
import { expect } from '@playwright/test'
import { Channels, signInChannels } from '@/e2e/support/channels/channels'
import { Traffic } from '@/e2e/support/channels/client-traffic'
import { wordsOf } from '@/e2e/support/channels/words'
import { send } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/site-test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { findLostJobs } from '@/e2e/support/servers/lost-jobs'
import { durationsOf, launchServer } from '@/e2e/support/servers/server'
import type { Site } from '@/e2e/support/servers/site'
import type { RequestChannel } from '@/lib/channels'
import { locales } from '@/lib/policy'

test.describe.configure({ mode: 'default', timeout: 600_000 })

/** Internals that no answer may contain: the libraries used, and where the database is. */
const internals =
  /prisma|postgres|127\.0\.0\.1|\bP[12]\d{3}\b|ECONN|\bat \/|node_modules|SELECT |timeout exp/i

test('R06, R23: a server started without its database stays up, serves as soon as the database is there, and with nothing to answer ends at once', async ({
  site,
}) => {
  await site.database.become('refused')
  const server = await launchServer({ env: settingsOf(site) })
  const live = () => statusOf(`${server.url}/api/health/live`)
  await expect.poll(live, { timeout: 60_000 }).toBe(200)
  expect(await send(`${server.url}/api/health`)).toMatchObject({
    status: 503,
    text: '{"live":true,"ready":false}',
  })
  for (const channel of apis) await expectBusy(new Channels(server.url, site.mailbox), channel)

  await site.database.become('open')
  await expect.poll(() => statusOf(`${server.url}/api/health`), { timeout: 20_000 }).toBe(200)
  const channels = new Channels(server.url, site.mailbox)
  expect((await channels.send('classic', 'register', channels.newPerson())).outcome).toBe('ok')
  const stoppedAt = performance.now()
  await server.stop()
  expect(performance.now() - stoppedAt).toBeLessThan(300 * faultSize.busyFactor)
  expect(await server.ended()).toBe(0)
})

test('R06: a server stops when asked while its database is down', async ({ site }) => {
  await site.database.become('refused')
  const server = await launchServer({ env: settingsOf(site) })
  await expect.poll(() => statusOf(`${server.url}/api/health/live`), { timeout: 60_000 }).toBe(200)
  await server.stop()
  expect(await server.ended()).toBe(0)
  await site.database.become('open')
})

test('R07, J13: while the database is down every channel reports it in its own format, soon, without internals', async ({
  site,
}) => {
  const { channels, balancer, database } = site
  const person = await channels.newVerifiedPerson()
  const secret = await channels.signIn('classic', person)
  // A page's form is read while the page is available.
  await channels.send('pages', 'signIn', channels.newPerson())
  await database.become('refused')
  for (const channel of signInChannels) await expectBusy(channels, channel)
  const account = await send(`${balancer.url}/api/account`, {
    headers: { cookie: `authjs.session-token=${secret}` },
  })
  const byAuthJs = await send(`${balancer.url}/api/auth/session`, {
    headers: { cookie: `authjs.session-token=${secret}` },
  })
  for (const answer of [account, byAuthJs])
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '2' } })
  expect(account.text).not.toMatch(internals)
  for (const path of [
    '/edit-profile',
    '/api/auth/session',
    '/avatars/0',
    '/login',
    '/reset/x',
    '/api/health',
  ]) {
    const headers = { cookie: `authjs.session-token=${secret}` }
    const answer = await send(balancer.url + path, { headers })
    expect(internals.exec(answer.text), path).toBeNull()
    expect(answer.headers, path).not.toHaveProperty('set-cookie')
  }
  await database.become('open')
  expect(await channels.areLive([secret])).toEqual([true])
})

test('R07: the database goes down under load: answers are quick, no promise is broken, and it recovers by itself', async ({
  site,
}) => {
  const traffic = new Traffic(site.channels, site.mailbox)
  traffic.start(4)
  await traffic.waitForRounds(1)
  const awayFrom = performance.now()
  await site.database.become('refused')
  await pass(faultSize.downSeconds * 1_000)
  await site.database.become('open')
  const backAt = performance.now()
  const firstGood = () => traffic.answers.find(({ at, isGood }) => isGood && at > backAt)
  await expect.poll(firstGood, { intervals: [20] }).toBeDefined()
  await findLostJobs(site.postgres)
  await traffic.waitForRounds(1)
  await traffic.end()
  expect((firstGood()?.at ?? 0) - backAt).toBeLessThan(2_000)
  const duringOutage = traffic.answers.filter(({ at }) => at > awayFrom && at < backAt)
  expect(duringOutage.length).toBeGreaterThan(0)
  expect(Math.max(...duringOutage.map(({ tookMillis }) => tookMillis))).toBeLessThan(3_000)
  await traffic.expectPromisesKept()
})

test('R07, R08: with a slow database requests are slow but succeed; with a silent one all are answered in time, pages in the reader’s language', async ({
  site,
}) => {
  const { channels, database } = site
  const [server] = site.servers
  if (!server) throw new Error('no server')
  database.delayMillis = faultSize.isFull ? 500 : 100
  const slowly = await channels.send('classic', 'signIn', channels.newPerson())
  expect(slowly.outcome).toBe('wrong')
  database.delayMillis = 0
  const cookie = `authjs.session-token=${await channels.signIn('classic', await channels.newVerifiedPerson())}`

  await database.become('black_hole')
  let isOver = false
  const pages = expectBusyPages(site, cookie)
  const guesses = Promise.all(
    Array.from({ length: 500 }, async () => {
      const { outcome, headers } = await channels.send('rest', 'signIn', channels.newPerson())
      return `${outcome} ${headers['retry-after']}`
    }),
  ).finally(() => {
    isOver = true
  })
  const asLong = async () => {
    while (!isOver) {
      expect(await statusOf(`${server.url}/api/health/live`)).toBe(200)
      await pass(50)
    }
  }
  await Promise.all([asLong(), pages])
  expect(new Set(await guesses)).toEqual(new Set(['busy 2']))
  const took = durationsOf(server, '/api/rest/auth/login', 503).slice(-500)
  const live = durationsOf(server, '/api/health/live', 200).toSorted((a, b) => a - b)
  console.log(
    `live: median ${live[live.length >> 1]} ms; the last of 500 answered after ${Math.max(...took)} ms`,
  )
  expect(Math.max(...took)).toBeLessThan(10_500)
  expect(live[live.length >> 1]).toBeLessThan(50)
  await database.become('open')
  database.cut()
  await expect.poll(() => statusOf(`${server.url}/api/health`), { timeout: 20_000 }).toBe(200)
})

test('R09: PostgreSQL crashes and recovers repeatedly under load: no duplicate account, no ticket spent without effect', async ({
  site,
}) => {
  const traffic = new Traffic(site.channels, site.mailbox)
  traffic.start(4)
  for (let crash = 0; crash < faultSize.crashes; crash++) {
    await traffic.waitForRounds(2)
    await pass(Math.random() * 300)
    await site.postgres.halt('immediate')
    await site.postgres.start()
  }
  await findLostJobs(site.postgres)
  await traffic.waitForRounds(2)
  await traffic.end()
  await traffic.expectPromisesKept()
})

const apis: readonly RequestChannel[] = signInChannels.filter((channel) => channel !== 'pages')

async function expectBusy(channels: Channels, channel: RequestChannel): Promise<void> {
  const begun = performance.now()
  const reply = await channels.send(channel, 'signIn', { ...channels.newPerson(), device: 'device' })
  expect([channel, reply.outcome, reply.status]).toEqual([channel, 'busy', channel === 'classic' ? 200 : 503])
  expect(reply.headers).toMatchObject({ 'retry-after': '2' })
  expect(reply.text).not.toMatch(internals)
  expect(performance.now() - begun).toBeLessThan(3_000)
}

/** A page that knows its reader asks the database first. */
async function expectBusyPages({ balancer }: Site, cookie: string): Promise<void> {
  const asked = ['/', '/login', '/register', '/edit-profile'].flatMap((page) =>
    locales.map(async (locale) => {
      const headers = { cookie, 'accept-language': locale }
      const answer = await send(balancer.url + page, { headers })
      expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '2' } })
      expect(answer.text, page).toContain(wordsOf(locale)('busy.title'))
    }),
  )
  await Promise.all(asked)
}

function settingsOf({ databaseUrl }: Site): Record<string, string> {
  return { DATABASE_URL: databaseUrl, AUTH_SECRET: 'k'.repeat(43) }
}

async function statusOf(url: string): Promise<number> {
  return (await send(url).catch(() => ({ status: 0 }))).status
}
