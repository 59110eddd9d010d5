import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { startServer } from '@/e2e/support/servers/server'
import { freePort } from '@/lib/testing/servers/free-port'
import type { PostgresServer } from '@/lib/testing/servers/postgres-server'
import { type SeedSize, seed } from './seed'

/** A server that is measured. */
export interface MeasuredServer {
  readonly url: string
  readonly pid: number
  /** From the start of its process to the first good answer. */
  readonly startMillis: number
  stop(): Promise<void>
}

export type Engine = 'PostgreSQL' | 'PGlite'

const bcryptCost = 10
const secret = 'for measuring only: no account of anybody'

/** Where a measured Latchkey keeps its accounts. */
type Place = { readonly DATABASE_URL: string } | { readonly DATA_DIR: string }

/** An empty database with accounts for measuring: 10,000 that do nothing, and those that are asked about. */
export async function seededNetwork(postgres: PostgresServer, engine: Engine, name: string): Promise<Place> {
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

/** The built server as its operator runs it, but for the limits, which would end every measurement. */
export async function startLatchkey(
  place: Place,
  settings: Readonly<Record<string, string>> = {},
): Promise<MeasuredServer> {
  const started = performance.now()
  const env = { BCRYPT_COST: String(bcryptCost), AUTH_SECRET: secret, GALLERY: 'off', ...place, ...settings }
  const dataFolder = 'DATA_DIR' in place ? { dataFolder: place.DATA_DIR } : {}
  const { url, pid, stop } = await startServer({ env, ...dataFolder })
  return { url: onAddress(url), pid, startMillis: performance.now() - started, stop }
}

/** What Next, Prisma and `pg` take by themselves, on the same database. */
export function startFloor(place: Place): Promise<MeasuredServer> {
  return startNext('e2e/bench/floor', '/api/bare', place)
}

/** A built Next application, until it answers at an address. */
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
  // A measurement that breaks off takes its servers with it.
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

/** What a process has used of the processors so far. */
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

/** By its number, so that no look-up of a name is measured. */
function onAddress(url: string): string {
  return url.replace('localhost', '127.0.0.1')
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}
