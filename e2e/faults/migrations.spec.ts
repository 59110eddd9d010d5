import { expect, test } from '@playwright/test'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Channels } from '@/e2e/support/channels/channels'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { startServer } from '@/e2e/support/servers/server'
import { migrate } from '@/lib/db/migrate'
import { readMigrations } from '@/lib/db/migrations'
import { onDatabase } from '@/lib/testing/servers/on-database'
import { type PostgresServer, startPostgres } from '@/lib/testing/servers/postgres-server'

test.setTimeout(900_000)

const migrations = readMigrations()
const cut = 'SELECT pg_terminate_backend(pg_backend_pid());'

let postgres: PostgresServer
test.beforeAll(async () => {
  postgres = await startPostgres()
})
test.afterAll(() => postgres.stop())

test('R19: interrupted at any statement of any migration, a database with accounts is repaired by the next start', async () => {
  const url = await postgres.createDatabase('earlier')
  let cuts = 0
  for (const { name, sql } of migrations) {
    const statements = sql.split(/;\s*$/m).filter((statement) => statement.trim() !== '')
    for (const length of statements.keys()) {
      const begun = statements.slice(0, length).join(';\n')
      await expectCutOff(url, (run) => run(`${begun}\n;${cut}`))
    }
    expect(await appliedIn(url)).not.toContain(name)
    // Everything was applied, but Prisma's table does not record it yet.
    await expectCutOff(url, (run, script) => run(script).then(() => run(cut)))
    cuts += statements.length + 1
    if (name === migrations[0]?.name) await fillWithAccounts(url)
  }
  console.log(`${cuts} cuts in ${migrations.length} migrations, ${faultSize.earlierAccounts} accounts`)

  const env = { DATABASE_URL: url, AUTH_SECRET: 'k'.repeat(43) }
  const server = await startServer({ env })
  expect(await appliedIn(url)).toEqual(migrations.map(({ name }) => name))
  expect(await query(url, 'SELECT count(*)::int AS accounts FROM "Account"')).toEqual([
    { accounts: faultSize.earlierAccounts },
  ])
  const channels = new Channels(server.url, new Mailbox(server.url))
  const taken = channels.newPerson({ username: 'earlier1' })
  expect((await channels.send('classic', 'register', taken)).outcome).toBe('taken')
  expect(await channels.signIn('classic', await channels.newVerifiedPerson())).not.toBeNull()
  await server.stop()
})

type Run = (sql: string) => Promise<unknown>

/** Migrates as a starting server does, until the connection is lost. */
async function expectCutOff(url: string, act: (run: Run, script: string) => Promise<unknown>): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => {})
  const scripts: Promise<unknown>[] = []
  const migrating = migrate({
    adapter: new PrismaPg(pool),
    runScript(script) {
      const running = act((sql) => pool.query(sql), script)
      scripts.push(running)
      return running
    },
    query: (sql) => pool.query(sql),
  })
  await expect(migrating).rejects.toThrow()
  expect(scripts).toHaveLength(1)
  await expect(scripts[0]).rejects.toThrow('terminating connection due to administrator command')
  await pool.end()
}

async function fillWithAccounts(url: string): Promise<void> {
  await query(
    url,
    `INSERT INTO "Account" ("id", "username", "usernameKey", "email")
     SELECT gen_random_uuid(), 'earlier' || n, 'earlier' || n, 'earlier' || n || '@example.com'
     FROM generate_series(1, ${faultSize.earlierAccounts}) AS n`,
  )
}

async function appliedIn(url: string): Promise<unknown[]> {
  const rows = await query(
    url,
    'SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL ORDER BY 1',
  )
  return rows.map(({ migration_name }) => migration_name)
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  return await onDatabase(url, async (client) => (await client.query(sql)).rows)
}
