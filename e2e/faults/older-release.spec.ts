import { expect } from '@playwright/test'
import { RestApi } from '@/e2e/support/clients/rest-api'
import { test } from '@/e2e/support/fixtures/site-test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { launchServer, makeDataFolder, startServer } from '@/e2e/support/servers/server'
import { openEmbedded } from '@/lib/db/embedded'
import { onDatabase } from '@/lib/testing/servers/on-database'

/** An older release does not start on a newer release's database, and leaves it unchanged. */

test.describe.configure({ mode: 'default', timeout: 300_000 })

const AUTH_SECRET = 'a-key-of-these-tests-and-of-nothing-else'
const newer = `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at)
  VALUES ('x', '', '29990101000000_later', now())`
const all = 'SELECT * FROM "_prisma_migrations" ORDER BY id'

async function expectRefused(env: Record<string, string>, words: string): Promise<void> {
  const server = await launchServer({ env })
  expect(await server.ended()).toBe(1)
  expect(server.output()).toContain(`Latchkey cannot start. ${words}`)
  expect(server.output()).toContain('Start that release, or restore the backup that was made before it.')
}

// In the suite: `lib/db/check-schema.test.ts`.
test('the embedded database: the start names the unknown migration', { tag: '@full' }, async () => {
  const dataFolder = await makeDataFolder()
  const rows = async (change = 'SELECT 1') => {
    const { pglite, release } = await openEmbedded(dataFolder)
    await pglite.exec(change)
    const { rows: found } = await pglite.query(all)
    await pglite.close()
    release()
    return found
  }
  const before = await rows(newer)
  const env = { DATA_DIR: dataFolder }
  await expectRefused(env, 'This database is of a newer release (29990101000000_later)')
  expect(await rows()).toEqual(before)
  await rows(`DELETE FROM "_prisma_migrations" WHERE id = 'x'`)
  const again = await startServer({ dataFolder })
  await again.stop()
})

test.describe('on PostgreSQL', () => {
  test('the running server keeps serving while a newer one migrates, and cannot start again', async ({
    site,
  }) => {
    const env = { DATABASE_URL: site.databaseUrl, AUTH_SECRET }
    const change = (sql: string) =>
      onDatabase(site.databaseUrl, async (client) => (await client.query(sql)).rows)
    await change(newer)
    const before = await change(all)
    await expectRefused(env, 'This database is of a newer release (29990101000000_later)')
    await new RestApi(site.balancer.url).register()
    const health = await fetch(`${site.balancer.url}/api/health`)
    expect(await health.json()).toEqual({ live: true, ready: true })
    expect(await change(all)).toEqual(before)
    await change(`DELETE FROM "_prisma_migrations" WHERE id = 'x'`)

    await change('UPDATE queue.version SET version = version + 1000')
    await expectRefused(env, 'The queue in this database is of a newer release (version 1')
    await change('UPDATE queue.version SET version = version - 1000')
    if (!faultSize.isFull) return

    const last = 'migration_name = (SELECT max(migration_name) FROM "_prisma_migrations")'
    const [{ checksum }] = await change(`SELECT checksum FROM "_prisma_migrations" WHERE ${last}`)
    await change(`UPDATE "_prisma_migrations" SET checksum = 'another' WHERE ${last}`)
    await expectRefused(env, 'This database is of another release (its 2')
    await change(`UPDATE "_prisma_migrations" SET checksum = '${checksum}' WHERE ${last}`)
    const again = await startServer({ env })
    await again.stop()
  })
})
