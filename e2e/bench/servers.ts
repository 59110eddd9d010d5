import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { startServer } from '@/e2e/support/servers/server'
import { freePort } from '@/lib/testing/servers/free-port'
import type { PostgresServer } from '@/lib/testing/servers/postgres-server'
import { type SeedSize, seed } from './seed'

export interface MeasuredServer {
  readonly url: string
  readonly pid: number
  /** From the start of its process to the first correct answer. */
  readonly startMillis: number
  stop(): Promise<void>
}

export type Engine = 'PostgreSQL' | 'PGlite'

const bcryptCost = 10
const secret = 'for measuring only: no account of anybody'

/** Where a measured Latchkey keeps its accounts. */
type Storage = { readonly DATABASE_URL: string } | { readonly DATA_DIR: string }

/** An empty database filled for measuring: 10,000 idle accounts, and the measured ones. */
export async function seededNetwork(
  postgres: PostgresServer,
  engine: Engine,
  name: string,
): Promise<Storage> {
  const size = { accounts: 10_000, sessionsEach: 1, bcryptCost }
  if (engine === 'PostgreSQL') return await seededDatabase(postgres, name, size)
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-bench-'))
  await seed({ folder }, size)
  return { DATA_DIR: folder }
}

export async function seededDatabase(
  postgres: PostgresServer,
  name: string,
  size: SeedSize,
): Promise<{ readonly DATABASE_URL: string }> {
  const url = await postgres.createDatabase(name)
  await seed({ url }, size)
  return { DATABASE_URL: url }
}

/** Starts the built server as an operator does, but without limits, which would stop every measurement. */
export async function startLatchkey(
  place: Storage,
  settings: Readonly<Record<string, string>> = {},
): Promise<MeasuredServer> {
  const started = performance.now()
  const env = { BCRYPT_COST: String(bcryptCost), AUTH_SECRET: secret, GALLERY: 'off', ...place, ...settings }
  const dataFolder = 'DATA_DIR' in place ? { dataFolder: place.DATA_DIR } : {}
  const { url, pid, stop } = await startServer({ env, ...dataFolder })
  return { url: onAddress(url), pid, startMillis: performance.now() - started, stop }
}

/** Starts the floor app: Next, Prisma and `pg` alone, on the same database. */
export function startFloor(place: Storage): Promise<MeasuredServer> {
  return startNext('e2e/bench/floor', '/api/bare', place)
}

/** Starts a built Next application and waits until it answers. */
export async function startNext(
  folder: string,
  firstPath: string,
  settings: object,
  settingsOf: (url: string) => object = () => ({}),
): Promise<MeasuredServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const own = { NODE_ENV: 'production' as const, PORT: String(port), ...settings, ...settingsOf(url) }
  const started = performance.now()
  const next = 'node_modules/next/dist/bin/next'
  const command = [
    existsSync(path.join(folder, next)) ? path.join(folder, next) : next,
    'start',
    folder,
    '-H',
    '127.0.0.1',
  ]
  const child = spawn(process.execPath, command, { env: { ...process.env, ...own }, stdio: 'ignore' })
  // An aborted measurement stops its servers.
  const end = () => child.kill()
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  while (!(await answers(url + firstPath))) await new Promise((resolve) => setTimeout(resolve, 20))
  return {
    url,
    pid: child.pid ?? 0,
    startMillis: performance.now() - started,
    async stop() {
      child.kill()
      if (child.exitCode === null) await new Promise((resolve) => child.once('close', resolve))
    },
  }
}

export function buildFloor(): void {
  const command = ['node_modules/next/dist/bin/next', 'build', 'e2e/bench/floor']
  execFileSync(process.execPath, command, { stdio: ['ignore', 'ignore', 'inherit'] })
}

export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024)
}

/** The processor time that a process has used so far. */
export async function processorMillis(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  const ticksPerSecond = 100
  return ((Number(user) + Number(system)) * 1_000) / ticksPerSecond
}

export const cores = availableParallelism()

/** Uses the IP address, so that no name look-up is measured. */
function onAddress(url: string): string {
  return url.replace('localhost', '127.0.0.1')
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}
