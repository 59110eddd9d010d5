import { expect } from '@playwright/test'
import { Pool } from 'pg'
import { MemberRows } from '@/e2e/support/channels/member-rows'
import { EndpointCaller } from '@/e2e/support/clients/endpoint-caller'
import { send } from '@/e2e/support/clients/send'
import { test as base } from '@/e2e/support/fixtures/test'
import { type RunningServer, startServer } from '@/e2e/support/servers/server'
import { goodPassword, otherPassword } from '@/lib/testing/accounts'
import { startPostgres } from '@/lib/testing/servers/postgres-server'
import { fuzz, runs, type Tally, type Target } from './fuzz'
import { FuzzUsers } from './fuzz-users'

const METRICS_TOKEN = 'm'.repeat(43)
/** Maximum growth after the first requests: the heap settles at 380 to 500 MB, depending on Node's release. */
const mostGrowthMegabytes = 400

const atOnce = 6

interface Fixtures {
  people: FuzzUsers
  caller: EndpointCaller
  /** Fuzzes targets in parallel, and checks the server afterwards. */
  fuzzAll(targets: readonly Target[]): Promise<Tally[]>
}

interface WorkerFixtures {
  databaseUrl: string
  database: Pool
  server: RunningServer
}

/** The test with a server on PostgreSQL that reports its memory, users for it, and a check of its log after every test. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  databaseUrl: [
    async ({ browserName: _ }, use) => {
      const postgres = await startPostgres()
      await use(await postgres.createDatabase('fuzz'))
      await postgres.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  server: [
    async ({ databaseUrl }, use) => {
      const env = { METRICS_TOKEN, DATABASE_URL: databaseUrl, AUTH_SECRET: 'x'.repeat(43) }
      const server = await startServer({ env })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  database: [
    async ({ databaseUrl }, use) => {
      const database = new Pool({ connectionString: databaseUrl, max: 4 })
      await use(database)
      await database.end()
    },
    { scope: 'worker' },
  ],
  people: async ({ server, database }, use) => use(new FuzzUsers(server.url, database)),
  caller: async ({ server, database }, use) =>
    use(new EndpointCaller(server.url, new MemberRows(server.url, database))),
  fuzzAll: async ({ server, people }, use) => {
    await use(async (targets) => {
      const printedBefore = server.output().length
      const [before, started] = [await megabytes(server.url), performance.now()]
      const tallies = await fuzzEach(server.url, targets)
      const after = await megabytes(server.url)
      report(tallies, { seconds: (performance.now() - started) / 1_000, before, after })
      checkLog(server.output().slice(printedBefore), people.secrets)
      expect(after - before, `megabytes after ${before}`).toBeLessThan(mostGrowthMegabytes)
      return tallies
    })
  },
})

/** A few at once: overload is not tested here. */
async function fuzzEach(url: string, targets: readonly Target[]): Promise<Tally[]> {
  const waiting = targets.values()
  const tallies: Tally[] = []
  const work = async () => {
    for (const target of waiting) tallies.push(await fuzz(url, target))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return tallies
}

async function megabytes(url: string): Promise<number> {
  const { status, text } = await send(`${url}/api/metrics`, {
    headers: { authorization: `Bearer ${METRICS_TOKEN}` },
  })
  expect(status).toBe(200)
  return Math.round(Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1]) / 1024 ** 2)
}

/** One line per event, no server error, and no secret. */
function checkLog(printed: string, secrets: ReadonlySet<string>): void {
  for (const line of printed.split('\n')) {
    if (/"level":[56]0/.test(line) || (!line.startsWith('{') && /error|exception|rejection|⨯/i.test(line)))
      throw new Error(`the log says: ${line.slice(0, 2_000)}`)
  }
  const words = new Set(Array.from(printed.matchAll(/[\w.-]{43,}/g), ([word]) => word))
  const leaked = [...secrets].filter((secret) => words.has(secret))
  const lines = printed.split('\n').filter((line) => leaked.some((secret) => line.includes(secret)))
  expect(lines).toEqual([])
  for (const password of [goodPassword, otherPassword]) expect(printed.includes(password)).toBe(false)
}

function report(
  tallies: readonly Tally[],
  { seconds, before, after }: Record<'seconds' | 'before' | 'after', number>,
): void {
  const requests = tallies.reduce((sum, { requests }) => sum + requests, 0)
  const lines = tallies.map(
    ({ name, succeeded, statuses }) => `  ${name}: ${succeeded} done, ${JSON.stringify(statuses)}`,
  )
  const figures = `${requests} requests in ${seconds.toFixed(1)} s, ${before} MB before, ${after} MB after`
  console.log([figures, ...(runs > 1_000 || process.env.FUZZ_RUNS ? lines : [])].join('\n'))
}
