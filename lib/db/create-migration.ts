import { mkdirSync, writeFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { diffMigrations } from './migrate'

const name = process.argv[2]
if (!name || !/^[a-z0-9_]+$/.test(name)) throw new Error('usage: npm run migration -- snake_case_name')

const sql = await diffMigrations(new PrismaPGlite(new PGlite()))
if (sql === null) {
  console.log('The schema has no changes: no migration was written.')
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = `prisma/migrations/${stamp}_${name}`
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/migration.sql`, sql)
  console.log(
    `${folder}/migration.sql: review it, and add what Prisma cannot express (CHECKs, partial indexes).`,
  )
}
