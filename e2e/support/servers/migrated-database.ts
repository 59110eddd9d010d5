import { onDatabase } from '@/lib/testing/servers/on-database'
import type { PostgresServer } from '@/lib/testing/servers/postgres-server'

/** The database in the template of all PostgreSQL servers (`global-setup.ts`) that a server has migrated. */
export const migratedName = 'migrated'

/** A further database, with nothing in it, that a server has migrated: its first start takes less time. */
export async function createMigrated(postgres: PostgresServer, name: string): Promise<string> {
  if (!process.env.LATCHKEY_POSTGRES) return await postgres.createDatabase(name)
  await onDatabase(postgres.url, (client) =>
    client.query(`CREATE DATABASE "${name}" TEMPLATE ${migratedName}`),
  )
  return Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href
}
