import { Piscina } from 'piscina'
import { checkByBearer, registrations, signIns } from './requests'
import type { Results } from './results'
import { type Load, runLoad, type Variant } from './run-load'
import { cores, type MeasuredServer, processorMillis, residentMegabytes } from './servers'

type RequestLoad = Pick<Load, 'method' | 'path' | 'variants' | 'statuses'>

export interface Times {
  readonly seconds: number
  readonly warmSeconds: number
}

export interface Subject {
  readonly name: string
  readonly server: MeasuredServer
}

/** The throughput of one kind of request, and its latency at a hundred a second. */
export async function measureChecks(
  results: Results,
  { name, server }: Subject,
  [what, request]: readonly [string, RequestLoad],
  times: Times,
): Promise<void> {
  const load = { ...request, url: server.url, atOnce: 16 }
  await runLoad({ ...load, seconds: times.warmSeconds, warmSeconds: 0 })
  const before = await processorMillis(server.pid)
  const most = await runLoad({ ...load, seconds: times.seconds, warmSeconds: 0 })
  const used = (await processorMillis(server.pid)) - before
  results.add(name, `${what}, 16 at once`, '/s', most.perSecond)
  results.add(name, `${what}, processor each`, 'ms', used / (most.perSecond * times.seconds))
  const even = await runLoad({ ...load, perSecond: 100, seconds: times.seconds, warmSeconds: 1 })
  results.add(name, `${what}, 100/s, p50`, 'ms', even.p50Millis)
  results.add(name, `${what}, 100/s, p99`, 'ms', even.p99Millis)
}

/** Signs in each account once, a few at a time, so that outdated hashes are renewed before the measurement. */
export async function renewHashes(server: MeasuredServer): Promise<void> {
  const left = [...signIns.rest.variants]
  const signInInTurn = async () => {
    for (let next = left.pop(); next; next = left.pop()) await signInFor(server, next)
  }
  await Promise.all(Array.from({ length: 4 }, signInInTurn))
}

async function bearersOf(server: MeasuredServer): Promise<string[]> {
  const some = signIns.rest.variants.slice(0, 20)
  return await Promise.all(some.map((variant) => signInFor(server, variant)))
}

async function signInFor({ url }: MeasuredServer, { headers = {}, body = '' }: Variant): Promise<string> {
  const answer = await fetch(url + signIns.rest.path, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`sign-in: ${answer.status}`)
  return ((await answer.json()) as { token: string }).token
}

export const bearerCheck = async (server: MeasuredServer) => checkByBearer(await bearersOf(server))

/** Sign-in and registration through each channel, eight at once. */
export async function measureChannels(
  results: Results,
  { name, server }: Subject,
  times: Times,
): Promise<void> {
  for (const [what, channels] of Object.entries({ 'sign-in': signIns, registration: registrations })) {
    for (const [dialect, load] of Object.entries(channels)) {
      await measureRate(results, { name, server }, [`${what}, ${dialect}`, load], times)
    }
  }
}

export async function measureRate(
  results: Results,
  { name, server }: Subject,
  [what, request]: readonly [string, RequestLoad],
  times: Times,
): Promise<void> {
  const load = { ...request, url: server.url, atOnce: 8, ...times }
  results.add(name, `${what}, 8 at once`, '/s', (await runLoad(load)).perSecond)
}

/** Session checks at 50/s, alone and during 16 simultaneous sign-ins; and how much the checks slow the sign-ins. */
export async function measureFlood(
  results: Results,
  { name, server }: Subject,
  load: { check: RequestLoad; signIn: RequestLoad },
  { seconds }: Times,
): Promise<void> {
  const flood = { ...load.signIn, url: server.url, atOnce: 16, seconds, warmSeconds: 2 }
  const check = { ...load.check, url: server.url, atOnce: 16, perSecond: 50, seconds, warmSeconds: 2 }
  const quiet = await runLoad(check)
  const alone = await runLoad(flood)
  const [flooded, duringFlood] = await Promise.all([runLoad(check), runLoad(flood)])
  results.add(name, 'session check, 50/s, nothing else, p99', 'ms', quiet.p99Millis)
  results.add(name, 'session check, 50/s, 16 sign-ins at once, p50', 'ms', flooded?.p50Millis ?? 0)
  results.add(name, 'session check, 50/s, 16 sign-ins at once, p99', 'ms', flooded?.p99Millis ?? 0)
  results.add(name, 'sign-in, 16 at once', '/s', alone.perSecond)
  results.add(name, 'sign-in, 16 at once, with checks', '/s', duringFlood?.perSecond ?? 0)
}

export async function measureMemory(
  results: Results,
  { name, server }: Subject,
  when: string,
): Promise<void> {
  results.add(name, `resident memory, ${when}`, 'MB', await residentMegabytes(server.pid))
}

/** The processor time of a check with one server, and with two on the same database. */
export async function measureTwo(
  results: Results,
  servers: readonly MeasuredServer[],
  load: RequestLoad,
  { seconds, warmSeconds }: Times,
): Promise<void> {
  const loads = servers.map(({ url }) => ({ ...load, url, atOnce: 16, seconds, warmSeconds: 0 }))
  for (const load of loads) await runLoad({ ...load, seconds: warmSeconds })
  for (const some of [loads.slice(0, 1), loads]) {
    const used = async () => sum(await Promise.all(servers.map(({ pid }) => processorMillis(pid))))
    const before = await used()
    const perSecond = sum((await Promise.all(some.map(runLoad))).map((figures) => figures.perSecond))
    const name = some.length === 1 ? 'one server of two' : 'both servers'
    results.add(name, 'session check', '/s', perSecond)
    results.add(
      name,
      'session check, processor each',
      'ms',
      ((await used()) - before) / (perSecond * seconds),
    )
  }
}

/** A server's memory under full load, minute by minute. */
export async function measureSoak(
  results: Results,
  { name, server }: Subject,
  { check, signIn, registration }: Record<'check' | 'signIn' | 'registration', RequestLoad>,
  minutes: number,
): Promise<void> {
  const common = { url: server.url, atOnce: 16, seconds: 60, warmSeconds: 0 }
  const loads = [
    { ...check, ...common, perSecond: 80 },
    { ...signIn, ...common, perSecond: 5 },
    { ...registration, ...common, perSecond: 2 },
  ]
  for (let minute = 1; minute <= minutes; minute++) {
    await Promise.all(loads.map(runLoad))
    await measureMemory(results, { name, server }, `after ${minute} min of load`)
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Hashes per second of the machine's cores, with no other load. */
export async function measureHashes(results: Results, { seconds }: Times): Promise<void> {
  const pool = new Piscina({ filename: `${import.meta.dirname}/hash-once.mjs`, maxThreads: cores })
  for (const scheme of ['bcrypt', 'argon2id']) {
    let hashes = 0
    const end = performance.now() + seconds * 1_000
    const hashUntilEnd = async () => {
      for (; performance.now() < end; hashes++) await pool.run(scheme)
    }
    await pool.run(scheme)
    await Promise.all(Array.from({ length: 2 * cores }, hashUntilEnd))
    results.add(`${cores} threads`, `${scheme}, nothing else`, '/s', hashes / seconds)
  }
  await pool.destroy()
}
