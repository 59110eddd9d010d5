import { setTimeout as pass } from 'node:timers/promises'
import { expect } from '@playwright/test'
import { Channels } from '@/e2e/support/channels/channels'
import { Traffic } from '@/e2e/support/channels/client-traffic'
import { encodeForm, postForm, readForm, readForms } from '@/e2e/support/channels/raw-form'
import { wordsOf } from '@/e2e/support/channels/words'
import { call } from '@/e2e/support/clients/call'
import { send } from '@/e2e/support/clients/send'
import { twoServerTest as test } from '@/e2e/support/fixtures/site-test'
import { builtActions } from '@/e2e/support/pages/actions'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { findLostJobs } from '@/e2e/support/servers/lost-jobs'
import { launchServer, shutdownMillis } from '@/e2e/support/servers/server'

test.describe.configure({ mode: 'default', timeout: 300_000 + 3_000 * faultSize.mixedSeconds })

test('R18: a session created by one server is valid on the other, and ends on both at once', async ({
  site,
}) => {
  const [one, other] = site.servers.map(({ url }) => new Channels(url, site.mailbox))
  if (!one || !other) throw new Error('two servers are needed')
  const person = await one.newVerifiedPerson()
  for (const channel of ['classic', 'ticket', 'rest'] as const) {
    const secret = (await one.signIn(channel, person)) ?? ''
    expect(await other.areLive([secret]), channel).toEqual([true])
    await call(`${other.url}/api/classic/auth/logout`, {}, { cookie: secret, bearer: secret })
    expect(await one.areLive([secret]), channel).toEqual([false])
  }
})

test('R18: a form rendered by one server is accepted by the other', async ({ site }) => {
  const [one, other] = site.servers.map(({ url }) => url)
  const person = await site.channels.newVerifiedPerson()
  const { hidden } = await readForm({ url: `${one}/login` }, wordsOf('en')('login.send'))
  const fields = { login: person.username, password: person.password }
  // Like behind a proxy that does not keep the Host header of the browser.
  const answer = await postForm({ url: `${other}/login`, hidden }, fields, { origin: site.balancer.url })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('set-cookie')).toContain('authjs.session-token=')
})

test('R18: every form of the pages, sent without script, is understood by the other server', async ({
  site,
}) => {
  const [one, other] = site.servers.map(({ url }) => url)
  const cookie = `authjs.session-token=${await site.channels.signIn('classic', await site.channels.newVerifiedPerson())}`
  const actions = builtActions()
  const called = new Set<string>()
  for (const [page, headers] of [
    ['/login', {}],
    ['/register', {}],
    ['/reset', {}],
    ['/verify-email?other', {}],
    ['/edit-profile', { cookie }],
  ] as const)
    for (const form of await readForms({ url: `${one}${page}`, headers })) {
      const action = actions.find(({ id }) => JSON.stringify(form.hidden).includes(id))
      // Signing out, and ending sessions, would end the session of the forms after it.
      if (!action || /signOut|session/i.test(action.name)) continue
      const { type, body } = await encodeForm(form.hidden)
      const sent = { ...headers, 'content-type': type, origin: site.balancer.url }
      const answer = await send(`${other}${page}`, { method: 'POST', body, headers: sent })
      expect([200, 303], `${page} ${action.name}`).toContain(answer.status)
      called.add(action.name)
    }
  expect(called.size).toBeGreaterThan(8)
})

test('R23: servers are replaced one after the other under load, and no request is lost', async ({ site }) => {
  const traffic = new Traffic(site.channels, site.mailbox)
  traffic.start(4)
  for (const index of faultSize.isFull ? site.servers.keys() : [0]) {
    await traffic.waitForRounds(2)
    const old = site.servers[index]
    // Connections in the backlog of a server that stops listening are reset, so balancers switch before.
    site.routeTo((other) => other !== old)
    if (!old) throw new Error('no server')
    const stopping = shutdownMillis(old)
    await old.stop()
    expect(await old.ended()).toBe(0)
    expect(await stopping).toBeLessThan(300 * faultSize.busyFactor)
    await site.restart(index)
    site.routeTo(() => true)
  }
  await traffic.waitForRounds(2)
  await traffic.end()
  expect(traffic.connectionErrors).toEqual([])
  expect(traffic.answers.filter(({ isGood }) => !isGood)).toEqual([])
  await traffic.expectPromisesKept()
})

test('R01, R09, R15: mixed traffic, servers killed and PostgreSQL restarted: no promise is broken', async ({
  site,
}) => {
  const traffic = new Traffic(site.channels, site.mailbox)
  traffic.start(6)
  const until = performance.now() + faultSize.mixedSeconds * 1_000
  const kills = Math.floor(faultSize.mixedSeconds / faultSize.killEverySeconds)
  for (let kill = 1; kill <= kills; kill++) {
    await pass(faultSize.killEverySeconds * 1_000 * Math.random())
    const victim = kill % site.servers.length
    await site.servers[victim]?.kill()
    if (kill === Math.ceil(kills / 3)) await restartPostgres('fast')
    if (kill === Math.ceil((2 * kills) / 3)) await restartPostgres('immediate')
    await site.restart(victim)
    await pass(Math.max(0, until - performance.now() - (kills - kill) * faultSize.killEverySeconds * 1_000))
  }
  await findLostJobs(site.postgres)
  await traffic.waitForRounds(2)
  await traffic.end()
  await traffic.expectPromisesKept()

  async function restartPostgres(how: 'fast' | 'immediate'): Promise<void> {
    await site.postgres.halt(how)
    await site.postgres.start()
  }
})

// In the suite the statements of each migration are interrupted (`migrations.spec.ts`).
test('R19: killed at any time during its first start on PostgreSQL, a server leaves a state that the next start completes', {
  tag: '@full',
}, async ({ site }) => {
  const DATABASE_URL = await site.postgres.createDatabase('half_migrated')
  const env = { DATABASE_URL, AUTH_SECRET: 'k'.repeat(43) }
  for (let kill = 0; kill < faultSize.kills; kill++) {
    const launched = await launchServer({ env })
    await expect
      .poll(() => launched.output(), { timeout: 60_000, intervals: [20] })
      .toContain('"event":"listening"')
    await pass(Math.random() * 1_500)
    await launched.kill()
  }
  const heirs = await Promise.all(Array.from({ length: 3 }, () => launchServer({ env })))
  await Promise.all(heirs.map((server) => server.ready()))
  for (const { url } of heirs) {
    const channels = new Channels(url, site.mailbox)
    expect((await channels.send('classic', 'register', channels.newPerson())).outcome).toBe('ok')
  }
  await Promise.all(heirs.map((server) => server.stop()))
})
