import { setTimeout as pass } from 'node:timers/promises'
import { isSwept, startSweep } from '@/e2e/support/servers/run-sweep'
import { onDatabase } from '@/lib/testing/servers/on-database'
import type { PostgresServer } from '@/lib/testing/servers/postgres-server'
import { checkByCookie, signIns } from './requests'
import type { Results } from './results'
import { runLoad } from './run-load'
import { type MeasuredServer, processorMillis, seededDatabase, startLatchkey } from './servers'

/** Cheap enough that the look-ups around a hash show. */
const bcryptCost = 4
const sizes = [1_000, 100_000, 1_000_000]

/**
 * Measures the same requests with few and with very many accounts, each with three sessions; and the sweep. The servers
 * take turns, so that other load on the machine affects all sizes equally.
 */
export async function measureGrowth(
  results: Results,
  postgres: PostgresServer,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<void> {
  const sizedServers: SizedServer[] = []
  for (const accounts of sizes) sizedServers.push(await startSized(postgres, accounts))
  for (let round = 0; round < rounds; round++) {
    for (const each of sizedServers) await measureSize(results, each, seconds)
  }
  for (const each of sizedServers) {
    await measureSweep(results, each)
    await each.server.stop()
  }
}

interface SizedServer {
  readonly name: string
  readonly server: MeasuredServer
  readonly url: string
}

/** A database in its long-term state: vacuumed, analyzed, everything on disk. */
async function startSized(postgres: PostgresServer, accounts: number): Promise<SizedServer> {
  const size = { accounts, sessionsEach: 3, bcryptCost }
  const place = await seededDatabase(postgres, `growth${accounts}`, size)
  await onDatabase(place.DATABASE_URL, async (client) => {
    await client.query('VACUUM (ANALYZE)')
    await client.query('CHECKPOINT')
  })
  const server = await startLatchkey(place, { BCRYPT_COST: String(bcryptCost) })
  for (const load of Object.values(loads))
    await runLoad({ ...load, url: server.url, atOnce: 16, seconds: 10, warmSeconds: 0 })
  return { name: `${accounts.toLocaleString('en')} accounts`, server, url: place.DATABASE_URL }
}

const loads = {
  'session check': { ...checkByCookie, perSecond: 100 },
  'sign-in with a cheap hash': { ...signIns.rest, perSecond: 20 },
  'page with all sessions and events': { ...checkByCookie, path: '/edit-profile', perSecond: 20 },
}

async function measureSize(results: Results, { name, server }: SizedServer, seconds: number): Promise<void> {
  for (const [what, load] of Object.entries(loads)) {
    const whole = { ...load, url: server.url, atOnce: 16, seconds }
    await runLoad({ ...whole, seconds: 1, warmSeconds: 0 })
    const before = await processorMillis(server.pid)
    const { p50Millis, p99Millis } = await runLoad({ ...whole, warmSeconds: 0 })
    const used = (await processorMillis(server.pid)) - before
    results.add(name, `${what}, p50`, 'ms', p50Millis)
    results.add(name, `${what}, p99`, 'ms', p99Millis)
    results.add(name, `${what}, processor each`, 'ms', used / (load.perSecond * seconds))
  }
}

/** Sweeps a tenth of all sessions, tickets and sign-ups, and measures session checks at the same time. */
async function measureSweep(results: Results, { name, server, url }: SizedServer): Promise<void> {
  const load = { ...checkByCookie, url: server.url, atOnce: 16, perSecond: 100, seconds: 10, warmSeconds: 0 }
  const checked = runLoad(load)
  results.add(name, 'sweep of a tenth of it', 's', await sweepNow(url))
  const { p50Millis, p99Millis } = await checked
  results.add(name, 'session check during the sweep, p50', 'ms', p50Millis)
  results.add(name, 'session check during the sweep, p99', 'ms', p99Millis)
}

/** @returns the duration in seconds */
async function sweepNow(url: string): Promise<number> {
  return await onDatabase(url, async (client) => {
    await startSweep(client)
    const started = performance.now()
    while (!(await isSwept(client))) await pass(100)
    return (performance.now() - started) / 1_000
  })
}
