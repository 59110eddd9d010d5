import type { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { afterEach, describe, expect, test } from 'vitest'
import { emptyPglite } from '@/lib/testing/empty-pglite'
import { diffMigrations, migrate } from './migrate'
import { readMigrations } from './migrations'

const open: PGlite[] = []
afterEach(async () => {
  for (const pglite of open.splice(0)) await pglite.close()
})

async function target() {
  const pglite = await emptyPglite()
  open.push(pglite)
  return {
    adapter: new PrismaPGlite(pglite),
    runScript: (sql: string): Promise<unknown> => pglite.exec(sql),
    query: (sql: string) => pglite.query(sql),
  }
}

const names = readMigrations().map(({ name }) => name)

test('the migrations produce exactly the schema', async () => {
  expect(await diffMigrations((await target()).adapter)).toBeNull()
})

test('migrations are applied once', async () => {
  const database = await target()
  expect(await migrate(database)).toEqual(names)
  expect(await migrate(database)).toEqual([])
})

describe('an interrupted run is resumed', () => {
  test('before the migration ran', async () => {
    const database = await target()
    const killed = { ...database, runScript: () => Promise.reject(new Error('killed')) }
    await expect(migrate(killed)).rejects.toThrow()
    expect(await migrate(database)).toEqual(names)
    expect(await migrate(database)).toEqual([])
  })

  test('after the migration ran but before it was recorded', async () => {
    const database = await target()
    const killed = {
      ...database,
      async runScript(sql: string) {
        await database.runScript(sql)
        throw new Error('killed')
      },
    }
    await expect(migrate(killed)).rejects.toThrow()
    expect(await migrate(database)).toEqual(names.slice(1))
    expect(await migrate(database)).toEqual([])
    const { rows } = await database.query('SELECT count(*)::int AS accounts FROM "Account"')
    expect(rows).toEqual([{ accounts: 0 }])
  })
})
