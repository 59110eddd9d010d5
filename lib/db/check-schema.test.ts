import { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { requireOwnSchema } from './check-schema'
import { migrate } from './migrate'

let pglite: PGlite
beforeEach(() => {
  pglite = new PGlite()
})
afterEach(() => pglite.close())

const query = (sql: string) => pglite.query(sql)
const check = () => requireOwnSchema(query)
const bringUp = () =>
  migrate({ adapter: new PrismaPGlite(pglite), runScript: (sql) => pglite.exec(sql), query })
const tables = async () =>
  (await query("SELECT relname FROM pg_class WHERE relkind = 'r' AND oid > 16000")).rows

test("a database at this release's schema is fine, also where a migration was taken up again", async () => {
  await bringUp()
  await check()
  await pglite.exec(`
    INSERT INTO "_prisma_migrations" (id, checksum, migration_name, rolled_back_at)
    SELECT 'again', checksum, migration_name, now() FROM "_prisma_migrations" LIMIT 1`)
  await check()
})

test('an empty one is left empty', async () => {
  await expect(check()).rejects.toThrow('Start the server once')
  expect(await tables()).toEqual([])
})

test('one of an older release is left as it is, and one whose migration is under way', async () => {
  await bringUp()
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
    'of a newer release (20991231000000_yet_to_come, begun and not ended)',
  ],
  [
    'with a migration of another text',
    `UPDATE "_prisma_migrations" SET checksum = 'edited' WHERE ${lastMigration}`,
    'of another release (its 2',
  ],
])('a database %s is named so, and neither a command nor a server touches it', async (_, change, words) => {
  await bringUp()
  await pglite.exec(change)
  const before = [await rows(), await tables()]
  await expect(check()).rejects.toThrow(words)
  await expect(check()).rejects.toThrow('the checkout that its server runs from')
  await expect(bringUp()).rejects.toThrow(words)
  await expect(bringUp()).rejects.toThrow('Start that release, or restore the backup')
  expect([await rows(), await tables()]).toEqual(before)
})

test('what a newer release took back is nothing, and one of ours that was not ended is taken up again', async () => {
  await bringUp()
  await pglite.exec(
    `${insertNewer('NULL')}; UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE id = 'newer'`,
  )
  await pglite.exec(
    `UPDATE "_prisma_migrations" SET finished_at = NULL, checksum = 'a draft' WHERE ${lastMigration}`,
  )
  expect(await bringUp()).toEqual([])
  await check()
})
