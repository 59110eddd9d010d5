import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const migrationsPath = 'prisma/migrations'

export interface Migration {
  readonly name: string
  readonly sql: string
}

export type Query = (sql: string) => Promise<{ rows: unknown[] }>

export function readMigrations(): Migration[] {
  const folders = readdirSync(migrationsPath, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const names = folders.map((folder) => folder.name).sort()
  return names.map((name) => ({
    name,
    sql: readFileSync(path.join(migrationsPath, name, 'migration.sql'), 'utf8'),
  }))
}
