import { parseArgs } from 'node:util'
import { startPostgres } from '@/lib/testing/servers/postgres-server'
import { useTestConfig as configure } from '@/lib/testing/test-config'
import { measureDrain } from './drain-outbox'
import { measureGrowth } from './growth'
import { measureScript } from './measure-script'
import {
  bearerCheck,
  measureChannels,
  measureChecks,
  measureFlood,
  measureHashes,
  measureMemory,
  measureRate,
  measureSoak,
  measureTwo,
  renewHashes,
  type Times,
} from './measures'
import { type Peer, startAuthJs, startBetterAuth } from './peers'
import { checkByCookie, registrations, signIns } from './requests'
import { Results } from './results'
import { buildFloor, type MeasuredServer, seededNetwork, startFloor, startLatchkey } from './servers'

/**
 * `npm run bench [-- --rounds 3 --seconds 8 --peers]`: measures the built server on PostgreSQL and on PGlite, each with
 * 10,000 other accounts, and in the same rounds Next, Prisma, `pg` and the hashes alone. Once each: two servers on one
 * database, a backlog of `--messages`, and a thousand, a hundred thousand and a million accounts. `--peers` adds
 * better-auth and Auth.js; `--soak 30` adds 30 minutes of load and records the memory; `--only soak` skips the rest.
 * Only ratios within one run are meaningful. Prints a table; all figures go to `test-results/bench.json`.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '8' },
    warm: { type: 'string', default: '12' },
    messages: { type: 'string', default: '5000' },
    soak: { type: 'string' },
    only: { type: 'string', default: 'rounds,two,drain,growth' },
    peers: { type: 'boolean', default: false },
  },
})
const times: Times = { seconds: Number(values.seconds), warmSeconds: Number(values.warm) }
const results = new Results()
configure({})
buildFloor()
const postgres = await startPostgres()
const places = {
  PostgreSQL: await seededNetwork(postgres, 'PostgreSQL', 'latchkey'),
  PGlite: await seededNetwork(postgres, 'PGlite', 'latchkey'),
}

const parts: Readonly<Record<string, () => Promise<void>>> = {
  rounds: measureRounds,
  two: measurePair,
  drain: measureDrains,
  growth: () => measureGrowth(results, postgres, { rounds: Number(values.rounds), seconds: times.seconds }),
  soak: measureLongRun,
  peers: measurePeers,
}
const selectedParts = [
  ...values.only.split(','),
  ...(values.soak === undefined ? [] : ['soak']),
  ...(values.peers ? ['peers'] : []),
]

try {
  for (const part of new Set(selectedParts)) {
    const measure = parts[part]
    if (!measure) throw new Error(`There is no part "${part}", but ${Object.keys(parts).join(', ')}.`)
    await measure()
  }
} finally {
  await postgres.stop()
}
results.print('test-results/bench.json')

async function using(
  server: MeasuredServer,
  measure: (server: MeasuredServer) => Promise<void>,
): Promise<void> {
  try {
    await measure(server)
  } finally {
    await server.stop()
  }
}

async function measureRounds(): Promise<void> {
  for (let round = 0; round < Number(values.rounds); round++) {
    await using(await startFloor(places.PostgreSQL), measureFloor)
    await using(await startLatchkey(places.PostgreSQL), measureLatchkey('Latchkey on PostgreSQL'))
    await using(await startLatchkey(places.PGlite), measureLatchkey('Latchkey on PGlite'))
    await using(await startLatchkey(places.PostgreSQL, { PASSWORD_HASH: 'argon2id' }), measureArgon2)
    await measureHashes(results, times)
  }
}

async function measurePair(): Promise<void> {
  const servers = [await startLatchkey(places.PostgreSQL), await startLatchkey(places.PostgreSQL)]
  await measureTwo(results, servers, checkByCookie, times)
  for (const server of servers) await server.stop()
}

async function measureDrains(): Promise<void> {
  for (const engine of ['PostgreSQL', 'PGlite'] as const)
    await measureDrain(results, { engine, postgres }, Number(values.messages))
}

/** Uses a cheap hash, because memory grows with the number of requests. */
async function measureLongRun(): Promise<void> {
  const loads = { check: checkByCookie, signIn: signIns.rest, registration: registrations.rest }
  const minutes = Number(values.soak ?? 30)
  await using(await startLatchkey(places.PostgreSQL, { BCRYPT_COST: '4' }), (server) =>
    measureSoak(results, { name: 'Latchkey on PostgreSQL', server }, loads, minutes),
  )
}

async function measurePeers(): Promise<void> {
  for (const start of [startBetterAuth, startAuthJs]) await measurePeer(await start(postgres))
}

async function measureFloor(server: MeasuredServer): Promise<void> {
  for (const [name, path] of Object.entries({ Next: 'bare', 'Next + Prisma': 'prisma', 'Next + pg': 'pg' })) {
    const loads = { ...checkByCookie, path: `/api/${path}` }
    await measureChecks(results, { name, server }, ['session check', loads], times)
  }
  for (const scheme of ['bcrypt', 'argon2id']) {
    const loads = { ...signIns.rest, path: `/api/sign-in/${scheme}` }
    await measureRate(results, { name: 'Next + pg', server }, [`sign-in with ${scheme}`, loads], times)
  }
  await measureScript(results, { name: 'Next', server }, ['/'])
}

function measureLatchkey(name: string): (server: MeasuredServer) => Promise<void> {
  return async (server) => {
    const subject = { name, server }
    results.add(name, 'start to the first good answer', 'ms', server.startMillis)
    await measureMemory(results, subject, 'idle')
    await measureChecks(results, subject, ['session check', checkByCookie], times)
    await measureChecks(results, subject, ['session check by bearer', await bearerCheck(server)], times)
    await renewHashes(server)
    await measureChannels(results, subject, times)
    await measureFlood(results, subject, { check: checkByCookie, signIn: signIns.rest }, times)
    await measureMemory(results, subject, 'after load')
    await measureScript(results, subject, ['/login', '/register', '/reset'])
  }
}

/** All rounds at once: it has one database, which every registration fills. */
async function measurePeer(peer: Peer): Promise<void> {
  const { name, server, check, signIn, registration, loginPage } = peer
  await using(server, async () => {
    results.add(name, 'start to the first good answer', 'ms', server.startMillis)
    await measureMemory(results, peer, 'idle')
    for (let round = 0; round < Number(values.rounds); round++) {
      await measureChecks(results, peer, ['session check', check], times)
      if (signIn) await measureRate(results, peer, ['sign-in', signIn], times)
      if (registration) await measureRate(results, peer, ['registration', registration], times)
      if (signIn) await measureFlood(results, peer, { check, signIn }, times)
    }
    await measureMemory(results, peer, 'after load')
    if (loginPage) await measureScript(results, peer, [loginPage])
  })
}

async function measureArgon2(server: MeasuredServer): Promise<void> {
  await renewHashes(server)
  await measureChannels(results, { name: 'Latchkey with argon2id', server }, times)
}
