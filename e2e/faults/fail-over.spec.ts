import { expect, test } from '@playwright/test'
import { Traffic } from '@/e2e/support/channels/client-traffic'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { findLostJobs } from '@/e2e/support/servers/lost-jobs'
import { startSite } from '@/e2e/support/servers/site'
import { onDatabase } from '@/lib/testing/servers/on-database'
import { startPostgres } from '@/lib/testing/servers/postgres-server'

test.setTimeout(600_000)

test('R09: a synchronous standby is promoted behind the same address under load: no promise is broken, no server restarts', async () => {
  // Of one origin, or neither could follow the other.
  const draft = await startPostgres()
  await draft.halt('fast')
  const standby = { name: 'standby', synchronous: { synchronous_standby_names: 'standby' } }
  const primary = await startPostgres(standby.synchronous, { copyOf: draft.folder, isStandby: false })
  const conninfo = `host=127.0.0.1 port=${primary.port} user=latchkey password=latchkey application_name=${standby.name}`
  const heir = await startPostgres({ primary_conninfo: conninfo }, { copyOf: draft.folder, isStandby: true })
  const site = await startSite(faultSize.isFull ? 2 : 1, {}, { postgres: primary })
  const pids = site.servers.map(({ pid }) => pid)

  const traffic = new Traffic(site.channels, site.mailbox)
  traffic.start(4)
  await traffic.waitForRounds(4)
  expect(await one(primary.url, 'SELECT sync_state FROM pg_stat_replication')).toEqual({ sync_state: 'sync' })
  // As in practice: the old primary is stopped for good before another is promoted.
  await primary.halt('immediate')
  site.database.setTargets(heir.port)
  await one(heir.url, 'SELECT pg_promote()')
  const lostAt = performance.now()
  await expect.poll(() => traffic.answers.some(({ at, isGood }) => isGood && at > lostAt)).toBe(true)
  await findLostJobs(heir)
  await traffic.waitForRounds(4)
  const first = traffic.answers.find(({ at, isGood }) => isGood && at > lostAt)
  console.log(`first good answer ${Math.round((first?.at ?? 0) - lostAt)} ms after the promotion`)
  await traffic.end()
  await traffic.expectPromisesKept()
  expect(site.servers.map(({ pid }) => pid)).toEqual(pids)
  await site.stop()
  await Promise.all([draft, primary, heir].map((server) => server.stop()))
})

async function one(url: string, query: string): Promise<unknown> {
  return await onDatabase(url, async (client) => (await client.query(query)).rows[0])
}
