import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import path from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { expect } from '@playwright/test'
import { Channels } from '@/e2e/support/channels/channels'
import { call } from '@/e2e/support/clients/call'
import { send } from '@/e2e/support/clients/send'
import { test as siteTest } from '@/e2e/support/fixtures/site-test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { durationsOf } from '@/e2e/support/servers/server'
import { startSite } from '@/e2e/support/servers/site'
import { startPostgres } from '@/lib/testing/servers/postgres-server'

const METRICS_TOKEN = 'm'.repeat(43)
const test = siteTest.extend({
  site: [
    async ({}, use) => {
      // The usual cost: without hashing cost there is no flood.
      const hurry = { NODE_OPTIONS: `--import ${path.resolve('e2e/support/preloads/hurry-clients.mjs')}` }
      const env = {
        ...{ BCRYPT_COST: '10', HASH_THREADS: '2', METRICS_TOKEN },
        ...(faultSize.isFull ? {} : hurry),
      }
      // Not through the proxy of this process, which is busy with the flood.
      const postgres = await startPostgres()
      const site = await startSite(1, env, {
        postgres,
        databaseUrl: (url) => Object.assign(new URL(url), { port: String(postgres.port) }).href,
      })
      await use(site)
      await site.stop()
      await postgres.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
})
test.describe.configure({ mode: 'default', timeout: 300_000 })

const mostWaiting = 64

test('R21: in a flood of sign-ins few wait, the others get 503 at once, and session checks stay quick', async ({
  site,
}) => {
  const { servers } = site
  const channels = new Channels(site.servers[0]?.url ?? '', site.mailbox)
  const person = channels.newPerson()
  expect((await channels.send('classic', 'register', person)).outcome).toBe('ok')
  const cookie = (await channels.signIn('classic', person)) ?? ''
  const server = servers[0]
  if (!server) throw new Error('no server')
  const check = async () => {
    expect((await call(`${server.url}/api/account`, undefined, { cookie })).status).toBe(200)
  }
  await repeat(check, faultSize.isFull ? 2 : 0.5)
  const idle = durationsOf(server, '/api/account', 200)
  const memoryBefore = memoryMegabytes(server.pid)

  let isOver = false
  const counts: Record<string, number> = {}
  const flood = Array.from({ length: faultSize.logins }, async () => {
    await pass(Math.random() * 2_000)
    while (!isOver) {
      const { outcome, headers } = await channels.send('rest', 'signIn', { ...person, password: 'no horse' })
      counts[outcome] = (counts[outcome] ?? 0) + 1
      if (outcome === 'busy') {
        expect(headers['retry-after']).toBe('2')
        await pass(2_000 + Math.random() * 2_000)
      }
    }
  })
  const load: number[] = []
  const watching = (async () => {
    while (!isOver) {
      load.push(await hashesWaiting(server.url))
      await pass(200)
    }
  })()
  await Promise.all([1, 2, 3].map(() => repeat(check, faultSize.floodSeconds)))
  isOver = true
  await Promise.all([...flood, watching])

  // As the server measured it: this process, which makes the flood, is the busier of the two.
  const flooded = durationsOf(server, '/api/account', 200).slice(idle.length)
  const refusedIn = durationsOf(server, '/api/rest/auth/login', 503)
  const memory = memoryMegabytes(server.pid)
  console.log(
    `answers ${JSON.stringify(counts)}; session check ms idle ${shares(idle)}, flooded ${shares(flooded)}; refused in ms ${shares(refusedIn)}; most waiting ${Math.max(...load)}; ${memoryBefore} MB before, ${memory} MB after`,
  )
  expect(Object.keys(counts).toSorted()).toEqual(['busy', 'wrong'])
  expect(Math.max(...load)).toBeLessThanOrEqual(mostWaiting)
  expect(memory - memoryBefore).toBeLessThan(300)
  expect(share(flooded, 0.5)).toBeLessThan(100)
  expect(share(refusedIn, 0.5)).toBeLessThan(500)
})

test('R24: a client that sends single bytes slowly is disconnected, and no other client notices', async ({
  site,
}) => {
  const { balancer, channels, servers } = site
  const port = Number(new URL(servers[0]?.url ?? '').port)
  const head = 'POST /api/rest/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n'
  const page = head.replace('/api/rest/auth/login', '/login')
  const again = 'GET /api/health/live HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HT'
  const beginnings = ['', 'GET / HTTP/1.1\r\nHost: loc', head, page, again]
  const begun = performance.now()
  const slow = Array.from({ length: faultSize.slowSockets }, (_, number) =>
    sendSlowly(port, beginnings[number % beginnings.length] ?? ''),
  )
  const person = channels.newPerson()
  expect((await channels.send('classic', 'register', person)).outcome).toBe('ok')
  let isOver = false
  const ended = Promise.all(slow).then((times) => {
    isOver = true
    return times
  })
  const checks: number[] = []
  while (!isOver) {
    const startedAt = performance.now()
    expect((await send(`${balancer.url}/api/health`)).status).toBe(200)
    checks.push(performance.now() - startedAt)
    await pass(200)
  }
  const lastMillis = Math.max(...(await ended)) - begun
  console.log(`${slow.length} slow sockets, the last cut after ${Math.round(lastMillis)} ms`)
  // Up to 15 s until the kept connection is checked, and 15 s for the request begun on it by then.
  expect(lastMillis).toBeLessThan(40_000)
  expect(share(checks, 0.95)).toBeLessThan(2_000)
})

/** Sends a byte every half second, so that an idle timeout alone never closes the connection. */
function sendSlowly(port: number, beginning: string): Promise<number> {
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

async function repeat(act: () => Promise<void>, seconds: number): Promise<void> {
  const until = performance.now() + seconds * 1_000
  while (performance.now() < until) {
    await act()
    await pass(20)
  }
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
