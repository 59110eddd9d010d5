import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as pass } from 'node:timers/promises'
import { call } from '@/e2e/support/call'
import { faultSize } from '@/e2e/support/fault-size'
import { send } from '@/e2e/support/send'
import { startSite } from '@/e2e/support/site'
import { test as siteTest } from '@/e2e/support/site-test'
import { expect } from '@/e2e/support/test'

const METRICS_TOKEN = 'm'.repeat(43)
const test = siteTest.extend({
  site: [
    async ({}, use) => {
      // The usual cost: a flood is no flood where hashing costs nothing.
      const site = await startSite(1, { BCRYPT_COST: '10', HASH_THREADS: '2', METRICS_TOKEN })
      await use(site)
      await site.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
})
test.describe.configure({ mode: 'default', timeout: 300_000 })

const mostWaiting = 64

test('R21: in a flood of sign-ins few wait, the others are told so at once, and session checks stay quick', async ({
  site,
}) => {
  const { doors, balancer, servers } = site
  const person = doors.somebody()
  expect((await doors.do('classic', 'register', person)).meaning).toBe('ok')
  const cookie = (await doors.signIn('classic', person)) ?? ''
  const check = async () => {
    const begun = performance.now()
    expect((await call(`${balancer.url}/api/account`, undefined, { cookie })).status).toBe(200)
    return performance.now() - begun
  }
  const idle = await repeat(check, 2)
  const memoryBefore = memoryMegabytes(servers[0]?.pid)

  let isOver = false
  const told: Record<string, number> = {}
  const flood = Array.from({ length: faultSize.logins }, async () => {
    while (!isOver) {
      const { meaning, headers } = await doors.do('rest', 'signIn', { ...person, password: 'no horse' })
      told[meaning] = (told[meaning] ?? 0) + 1
      if (meaning === 'busy') {
        expect(headers['retry-after']).toBe('2')
        await pass(2_000)
      }
    }
  })
  const load: number[] = []
  const watching = (async () => {
    while (!isOver) {
      load.push(await hashesWaiting(balancer.url))
      await pass(200)
    }
  })()
  const flooded = await repeat(check, faultSize.floodSeconds)
  isOver = true
  await Promise.all([...flood, watching])

  const refusals =
    servers[0]?.output().matchAll(/"path":"\/api\/rest\/auth\/login","status":503,"ms":(\d+)/g) ?? []
  const refusedIn = [...refusals].map(([, millis]) => Number(millis))
  const memory = memoryMegabytes(servers[0]?.pid)
  console.log(
    `answers ${JSON.stringify(told)}; session check ms idle ${shares(idle)}, flooded ${shares(flooded)}; refused in ms ${shares(refusedIn)}; most waiting ${Math.max(...load)}; ${memoryBefore} MB before, ${memory} MB after`,
  )
  expect(Object.keys(told).toSorted()).toEqual(['busy', 'wrong'])
  expect(Math.max(...load)).toBeLessThanOrEqual(mostWaiting)
  expect(memory - memoryBefore).toBeLessThan(200)
  // This machine also runs the flood, and other tests: the figures above tell more.
  expect(share(flooded, 0.5)).toBeLessThan(100)
})

test('R24: who sends a byte now and then is hung up on, and nobody else notices', async ({ site }) => {
  const { balancer, doors, servers } = site
  const port = Number(new URL(servers[0]?.url ?? '').port)
  const head = 'POST /api/rest/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n'
  const page = head.replace('/api/rest/auth/login', '/login')
  const again = 'GET /api/health/live HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HT'
  const beginnings = ['', 'GET / HTTP/1.1\r\nHost: loc', head, page, again]
  const begun = performance.now()
  const slow = Array.from({ length: faultSize.slowSockets }, (_, number) =>
    drip(port, beginnings[number % beginnings.length] ?? ''),
  )
  const person = doors.somebody()
  expect((await doors.do('classic', 'register', person)).meaning).toBe('ok')
  let isOver = false
  const ended = Promise.all(slow).then((times) => {
    isOver = true
    return times
  })
  while (!isOver) {
    const asked = performance.now()
    expect((await send(`${balancer.url}/api/health`)).status).toBe(200)
    expect(performance.now() - asked).toBeLessThan(2_000)
    await pass(200)
  }
  const lastMillis = Math.max(...(await ended)) - begun
  console.log(`${slow.length} slow sockets, the last cut after ${Math.round(lastMillis)} ms`)
  expect(lastMillis).toBeLessThan(30_000)
})

/** A byte every half second: whoever counts only silence never hangs up. */
function drip(port: number, beginning: string): Promise<number> {
  return new Promise((resolve) => {
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(beginning))
    const timer = setInterval(() => socket.writable && socket.write('x'), 500)
    socket.resume()
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      clearInterval(timer)
      resolve(performance.now())
    })
  })
}

async function repeat(measure: () => Promise<number>, seconds: number): Promise<number[]> {
  const until = performance.now() + seconds * 1_000
  const taken: number[] = []
  while (performance.now() < until) {
    taken.push(await measure())
    await pass(20)
  }
  return taken
}

async function hashesWaiting(url: string): Promise<number> {
  const { text } = await send(`${url}/api/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
  return Number(/latchkey_hash_jobs\{state="waiting"\} (\d+)/.exec(text)?.[1])
}

function share(taken: readonly number[], part: number): number {
  return Math.round(taken.toSorted((a, b) => a - b)[Math.floor(taken.length * part)] ?? 0)
}

function shares(taken: readonly number[]): string {
  return `p50 ${share(taken, 0.5)}, p99 ${share(taken, 0.99)} (${taken.length})`
}

function memoryMegabytes(pid = 0): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1_024)
}
