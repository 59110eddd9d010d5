import type { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyPglite } from '@/lib/testing/empty-pglite'
import { requireCurrentSchema } from './check-schema'
import { migrate } from './migrate'

let pglite: PGlite
beforeEach(async () => {
  pglite = await emptyPglite()
})
afterEach(() => pglite.close())

const query = (sql: string) => pglite.query(sql)
const check = () => requireCurrentSchema(query)
const runMigrations = () =>
  migrate({ adapter: new PrismaPGlite(pglite), runScript: (sql) => pglite.exec(sql), query })
const tables = async () =>
  (await query("SELECT relname FROM pg_class WHERE relkind = 'r' AND oid > 16000")).rows

test('the schema of this release is accepted, also after a migration was repeated', async () => {
  await runMigrations()
  await check()
  await pglite.exec(`
    INSERT INTO "_prisma_migrations" (id, checksum, migration_name, rolled_back_at)
    SELECT 'again', checksum, migration_name, now() FROM "_prisma_migrations" LIMIT 1`)
  await check()
})

test('an empty database is refused and stays empty', async () => {
  await expect(check()).rejects.toThrow('Start the server once')
  expect(await tables()).toEqual([])
})

test('an older schema and an unfinished migration are refused and stay unchanged', async () => {
  await runMigrations()
  const last = `SELECT max(migration_name) FROM "_prisma_migrations"`
  await pglite.exec(`UPDATE "_prisma_migrations" SET finished_at = NULL WHERE migration_name = (${last})`)
  await expect(check()).rejects.toThrow(/of an older release \(\d{14}_\w+ is missing\)/)
  await pglite.exec(`DELETE FROM "_prisma_migrations" WHERE migration_name = (${last})`)
  const before = await query('SELECT * FROM "_prisma_migrations"')
  await expect(check()).rejects.toThrow('of an older release')
  expect((await query('SELECT * FROM "_prisma_migrations"')).rows).toEqual(before.rows)
})

const rows = async () => (await query('SELECT * FROM "_prisma_migrations" ORDER BY id')).rows
const lastMigration = `migration_name = (SELECT max(migration_name) FROM "_prisma_migrations")`
const insertNewer = (finishedAt: string) => `
  INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at)
  VALUES ('newer', '', '20991231000000_yet_to_come', ${finishedAt})`

test.each([
  ['of a newer release', insertNewer('now()'), 'of a newer release (20991231000000_yet_to_come)'],
  [
    'of a newer release that failed',
    insertNewer('NULL'),
    'of a newer release (20991231000000_yet_to_come, started but not finished)',
  ],
  [
    'with a changed migration',
    `UPDATE "_prisma_migrations" SET checksum = 'edited' WHERE ${lastMigration}`,
    'of another release (its 2',
  ],
])('commands and servers refuse a database %s and leave it unchanged', async (_, change, message) => {
  await runMigrations()
  await pglite.exec(change)
  const before = [await rows(), await tables()]
  await expect(check()).rejects.toThrow(message)
  await expect(check()).rejects.toThrow('the checkout that its server runs from')
  await expect(runMigrations()).rejects.toThrow(message)
  await expect(runMigrations()).rejects.toThrow('Start that release, or restore the backup')
  expect([await rows(), await tables()]).toEqual(before)
})

test('a rolled-back newer migration is ignored, and an unfinished one of ours is run again', async () => {
  await runMigrations()
  await pglite.exec(
    `${insertNewer('NULL')}; UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE id = 'newer'`,
  )
  await pglite.exec(
    `UPDATE "_prisma_migrations" SET finished_at = NULL, checksum = 'a draft' WHERE ${lastMigration}`,
  )
  expect(await runMigrations()).toEqual([])
  await check()
})
