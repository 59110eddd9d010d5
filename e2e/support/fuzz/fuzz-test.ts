import { expect } from '@playwright/test'
import { goodPassword, otherPassword } from '@/e2e/support/accounts'
import { test as base } from '@/e2e/support/endpoints-test'
import { send } from '@/e2e/support/send'
import { type RunningServer, startServer } from '@/e2e/support/server'
import { fuzz, runs, type Tally, type Target } from './fuzz'
import { People } from './people'

const METRICS_TOKEN = 'm'.repeat(43)
/** What a server may hold more at the end than when it had answered a few hundred requests. */
const mostGrowthMegabytes = 250

interface Fixtures {
  people: People
  /** Fuzzes targets side by side, and looks at the server afterwards. */
  fuzzAll(targets: readonly Target[]): Promise<Tally[]>
}

/** The test with a server that tells its memory, people for it, and a look at its log behind every test. */
export const test = base.extend<Fixtures, { server: RunningServer }>({
  server: [
    async ({ browserName: _ }, use) => {
      const server = await startServer({ env: { METRICS_TOKEN } })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  people: async ({ server, mailbox, adminSecret }, use) => use(new People(server.url, mailbox, adminSecret)),
  fuzzAll: async ({ server, people }, use) => {
    await use(async (targets) => {
      const printedBefore = server.output().length
      const [before, started] = [await megabytes(server.url), performance.now()]
      const tallies = await Promise.all(targets.map((target) => fuzz(server.url, target)))
      const after = await megabytes(server.url)
      tell(tallies, { seconds: (performance.now() - started) / 1_000, before, after })
      checkLog(server.output().slice(printedBefore), people.secrets)
      expect(after - before, `megabytes after ${before}`).toBeLessThan(mostGrowthMegabytes)
      return tallies
    })
  },
})

async function megabytes(url: string): Promise<number> {
  const { status, text } = await send(`${url}/api/metrics`, {
    headers: { authorization: `Bearer ${METRICS_TOKEN}` },
  })
  expect(status).toBe(200)
  return Math.round(Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1]) / 1024 ** 2)
}

/** One line an event, none of a fault, and no secret in any. */
function checkLog(printed: string, secrets: ReadonlySet<string>): void {
  for (const line of printed.split('\n')) {
    if (/"level":[56]0/.test(line) || (!line.startsWith('{') && /error|exception|rejection|⨯/i.test(line)))
      throw new Error(`the log says: ${line.slice(0, 2_000)}`)
  }
  for (const [word] of printed.matchAll(/[\w.-]{43,}/g))
    if (secrets.has(word)) throw new Error(`the log has a secret: ${word}`)
  for (const password of [goodPassword, otherPassword]) expect(printed.includes(password)).toBe(false)
}

function tell(
  tallies: readonly Tally[],
  { seconds, before, after }: Record<'seconds' | 'before' | 'after', number>,
): void {
  const requests = tallies.reduce((sum, { requests }) => sum + requests, 0)
  const lines = tallies.map(
    ({ name, done, statuses }) => `  ${name}: ${done} done, ${JSON.stringify(statuses)}`,
  )
  const figures = `${requests} requests in ${seconds.toFixed(1)} s, ${before} MB before, ${after} MB after`
  console.log([figures, ...(runs > 1_000 || process.env.FUZZ_RUNS ? lines : [])].join('\n'))
}
