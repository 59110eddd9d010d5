import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from '@playwright/test'
import { DeviceApp, newLogin } from '@/e2e/support/clients/device-api'
import { twoServerTest as test } from '@/e2e/support/fixtures/site-test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { createMigrated } from '@/e2e/support/servers/migrated-database'
import { runOutbox, timeAdmin } from '@/e2e/support/servers/run-command'
import type { Site } from '@/e2e/support/servers/site'
import { onDatabase } from '@/lib/testing/servers/on-database'

/** `npm run admin` next to servers that share a PostgreSQL: only the servers migrate, and their log records its actions. */
test.describe.configure({ mode: 'serial', timeout: 300_000 })

let site: Site
let otherDataFolder: string
test.beforeAll(async ({ site: shared }) => {
  site = shared
  otherDataFolder = await mkdtemp(path.join(tmpdir(), 'latchkey-e2e-'))
})

const sameFolder = () => {
  const [server] = site.servers
  return { DATABASE_URL: site.databaseUrl, AUTH_SECRET: site.authSecret, DATA_DIR: server?.dataFolder ?? '' }
}
const otherFolder = () => ({ ...sameFolder(), DATA_DIR: otherDataFolder })

async function newcomer(): Promise<string> {
  const login = newLogin()
  await new DeviceApp(site.balancer.url).auth({ login, device_id: 'one' })
  return login
}

/** The log lines about a role change, of each server. */
const roleChangesLogged = () =>
  site.servers.map((server) => server.output().match(/^.*"event":"authz_change".*$/gm)?.length ?? 0)

const rolesOf = (login: string) =>
  onDatabase(site.databaseUrl, async (client) => {
    const text = `SELECT e."details" FROM "Event" e JOIN "Account" a ON a."id" = e."accountId"
      WHERE a."username" = $1 AND e."kind" = 'authz_change' ORDER BY e."id"`
    return (await client.query(text, [login])).rows.map((row) => row.details)
  })

test('a running server does the work: its log has the event, and the operator only the answer', async () => {
  const login = await newcomer()
  const result = await timeAdmin(sameFolder(), 'grant', login)
  expect(result).toMatchObject({ code: 0, stdout: `${login} is now an administrator.\n`, stderr: '' })
  expect(result.exitDelayMillis).toBeLessThan(3_000)
  await expect.poll(() => roleChangesLogged().toSorted()).toEqual([0, 1])
  expect(await rolesOf(login)).toEqual([{ from: 'user', to: 'admin' }])
})

// In the suite: `lib/control/control.test.ts`.
test('when that server stops, the next on the same folder takes over the control socket', {
  tag: '@full',
}, async () => {
  const active = roleChangesLogged().indexOf(1)
  await site.servers[active]?.stop()
  const login = await newcomer()
  await expect
    .poll(
      async () =>
        (await timeAdmin(sameFolder(), 'grant', login)).stderr === '' && roleChangesLogged().includes(1),
    )
    .toBe(true)
  await site.restart(active)
  await expect.poll(async () => (await timeAdmin(sameFolder(), 'list')).stdout).toContain(login)
})

test('without a running server the answer is alone on stdout, the event on stderr and in the history, and the command ends at once', async () => {
  const login = await newcomer()
  const before = roleChangesLogged()
  const result = await timeAdmin(otherFolder(), 'grant', login)
  expect(result).toMatchObject({ code: 0, stdout: `${login} is now an administrator.\n` })
  const lines = result.stderr.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { event: 'authz_change', details: { to: 'admin' } },
  ])
  expect(result.exitDelayMillis).toBeLessThan(3_000)
  expect(await rolesOf(login)).toEqual([{ from: 'user', to: 'admin' }])
  expect(roleChangesLogged()).toEqual(before)
  expect(await timeAdmin(otherFolder(), 'list')).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining(login),
  })
  expect(await runOutbox(otherFolder(), 'list')).toMatchObject({ code: 0, stderr: '' })
})

// In the suite: `lib/control/control.test.ts` and `lib/db/check-schema.test.ts`.
test('a server on another database is not used by mistake', { tag: '@full' }, async () => {
  const url = await site.postgres.createDatabase('another')
  const result = await timeAdmin({ ...sameFolder(), DATABASE_URL: url }, 'list')
  expect(result).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('Start the server once'),
  })
  const left = await onDatabase(url, (client) =>
    client.query("SELECT nspname FROM pg_namespace WHERE nspname = 'queue'"),
  )
  expect(left.rows).toEqual([])
})

for (const [release, change, words] of [
  [
    'an older',
    `DELETE FROM "_prisma_migrations" WHERE migration_name = (SELECT max(migration_name) FROM "_prisma_migrations")`,
    'of an older release',
  ],
  [
    'a newer',
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at) VALUES ('x', '', '29990101000000_later', now())`,
    'of a newer release (29990101000000_later)',
  ],
] as const)
  test(`a database of ${release} release is left unchanged, and the command reports it`, {
    tag: release === 'an older' ? '@full' : [],
  }, async () => {
    const name = release.replace(' ', '_')
    const url = await createMigrated(site.postgres, name)
    const applied = () =>
      onDatabase(
        url,
        async (client) => (await client.query('SELECT * FROM "_prisma_migrations" ORDER BY 1')).rows,
      )
    await onDatabase(url, (client) => client.query(change))
    const before = await applied()
    for (const options of faultSize.isFull ? [['list'], ['grant', 'toto']] : [['grant', 'toto']])
      expect(await timeAdmin({ ...otherFolder(), DATABASE_URL: url }, ...options)).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining(words),
      })
    if (faultSize.isFull)
      expect(await runOutbox({ ...otherFolder(), DATABASE_URL: url }, 'list')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(words),
      })
    expect(await applied()).toEqual(before)
  })
