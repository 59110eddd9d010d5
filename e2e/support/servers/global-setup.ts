import { chmod, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from '@/lib/testing/servers/postgres-server'
import { migratedName } from './migrated-database'
import { startServer } from './server'

/**
 * Whatever the tests leave goes with one folder at the end. It gets an embedded database and a PostgreSQL before all
 * tests: a server of a test starts on a copy of it, because making one anew takes seconds; what is tested is never kept
 * in it.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-'))
  // As root, PostgreSQL runs as a user of its own, who has to get in.
  await chmod(folder, 0o755)
  // What `tmpdir` gives from now on, here and in the workers.
  process.env.TMPDIR = folder
  const [template, postgres] = await Promise.all([
    makeEmbeddedTemplate(path.join(folder, 'template')),
    makePostgresTemplate(),
  ])
  process.env.LATCHKEY_TEMPLATE = template
  process.env.LATCHKEY_POSTGRES = postgres
  return () => rm(folder, { recursive: true, force: true })
}

async function makeEmbeddedTemplate(template: string): Promise<string> {
  const server = await startServer()
  await server.stop()
  await cp(path.join(server.dataFolder, 'db'), path.join(template, 'db'), { recursive: true })
  return template
}

async function makePostgresTemplate(): Promise<string> {
  const postgres = await startPostgres()
  const env = { DATABASE_URL: await postgres.createDatabase(migratedName), AUTH_SECRET: 'k'.repeat(43) }
  const server = await startServer({ env })
  await server.stop()
  await postgres.halt('fast')
  return postgres.folder
}
