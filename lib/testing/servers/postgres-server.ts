import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { addressOf, initialise, isRunning, pidOf, startOnFreePort } from './postgres-process'

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

const { LATCHKEY_POSTGRES: template } = process.env
const templateCopy = template ? { copyOf: template, isStandby: false } : undefined

/**
 * A real PostgreSQL in a temporary folder, or a copy of a stopped server's folder (`from`; default: the one that
 * `LATCHKEY_POSTGRES` names), optionally as its standby.
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
  from: { readonly copyOf: string; readonly isStandby: boolean } | undefined = templateCopy,
): Promise<PostgresServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-postgres-'))
  // Started by root, PostgreSQL runs as another user, who needs access.
  await chmod(folder, 0o755)
  const databaseDir = path.join(folder, 'data')
  if (!from) await initialise(databaseDir)
  // Keeps the owner of the files, which PostgreSQL checks.
  else await promisify(execFile)('cp', ['-a', from.copyOf, databaseDir])
  const { port, embedded } = await startOnFreePort(databaseDir, settings, from?.isStandby ?? false)
  return {
    url: addressOf(port, 'postgres'),
    port,
    folder: databaseDir,
    async createDatabase(name) {
      await embedded.createDatabase(name)
      return addressOf(port, name)
    },
    async halt(how) {
      if (how === 'immediate') process.kill(await pidOf(databaseDir), 'SIGQUIT')
      await embedded.stop()
    },
    start: () => embedded.start(),
    async stop() {
      if (await isRunning(databaseDir)) await embedded.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // What is written survives the process, if not the machine.
  const server = await startPostgres({ fsync: 'off' })
  project.provide('postgresUrl', await server.createDatabase('latchkey'))
  return () => server.stop()
}
