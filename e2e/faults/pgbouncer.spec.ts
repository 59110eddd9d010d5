import { test } from '@playwright/test'
import { Traffic } from '@/e2e/support/channels/client-traffic'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { findLostJobs } from '@/e2e/support/servers/lost-jobs'
import { hasPgBouncer, startPgBouncer } from '@/e2e/support/servers/pgbouncer'
import { startSite } from '@/e2e/support/servers/site'
import { startPostgres } from '@/lib/testing/servers/postgres-server'

test.setTimeout(600_000)
test.skip(!hasPgBouncer(), 'PgBouncer is not there: the package pgbouncer brings it')

test('R09, R18: through PgBouncer in transaction mode servers start, work, lose their database and recover', async () => {
  const postgres = await startPostgres()
  const pgbouncer = await startPgBouncer(postgres.port, faultSize.isFull ? undefined : 1)
  const site = await startSite(faultSize.isFull ? 2 : 1, {}, { postgres, databaseUrl: pgbouncer.through })
  const traffic = new Traffic(site.channels, site.mailbox)
  traffic.start(4)
  for (let crash = 0; crash < faultSize.crashes; crash++) {
    await traffic.waitForRounds(3)
    await postgres.halt(crash % 2 ? 'immediate' : 'fast')
    await postgres.start()
  }
  await findLostJobs(postgres)
  await traffic.waitForRounds(3)
  await traffic.end()
  await traffic.expectPromisesKept()
  await site.stop()
  await pgbouncer.stop()
  await postgres.stop()
})
