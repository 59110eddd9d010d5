import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { loadavg } from 'node:os'
import { setTimeout as pass } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { SMTPServer } from 'smtp-server'
import { startPostgres } from '@/e2e/support/postgres-server'
import { RestApi, somebody } from '@/e2e/support/rest-api'
import { type RunningServer, startServer } from '@/e2e/support/server'
import { useTestConfig as configure } from '@/e2e/support/test-config'
import { closeDatabase, openDatabase } from '@/lib/db/client'
import { boss, closeOutbox, openOutbox, queues } from '@/lib/delivery/outbox'

/**
 * Measures delivery on the built server, with an SMTP sink beside it: `npx tsx e2e/bench/drain-outbox.ts
 * [--messages 100000] [--postgres]`. Prints how long one mail takes while nothing else goes on, how fast a
 * backlog of notices drains and with how much memory, when a fresh mail gets through it, and how long requests
 * take meanwhile and without it.
 */
const { values } = parseArgs({
  options: { messages: { type: 'string', default: '100000' }, postgres: { type: 'boolean', default: false } },
})
const messages = Number(values.messages)
const requestsEachSecond = 20
const phaseSeconds = 15
const chunk = 5_000

const arrivals = new Map<string, number>()
let arrived = 0

const sink = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, { envelope }, done) {
    stream.resume().on('end', () => {
      arrived++
      for (const { address } of envelope.rcptTo) arrivals.set(address, performance.now())
      done()
    })
  },
})
const listening = sink.listen(0, '127.0.0.1')
await once(listening, 'listening')
const SMTP_URL = `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`

const postgres = values.postgres ? await startPostgres() : null
const AUTH_SECRET = randomBytes(32).toString('base64url')
const database = postgres ? { DATABASE_URL: await postgres.createDatabase('latchkey') } : {}
const env = { SMTP_URL, MAIL_FROM: 'a@example.com', AUTH_SECRET, LOG_LEVEL: 'warn', ...database }

let server = await startServer({ env })
const { dataFolder } = server
say(`${messages} messages, ${postgres ? 'PostgreSQL' : 'PGlite'}, node ${process.version}`)
await measureOneMail(server)
await server.stop()
await fill()
server = await startServer({ env, dataFolder })
await requestsFor(server, 5)
const fresh = arrivalOf(server)
const during = await requestsFor(server, phaseSeconds)
say(`requests while it drains: ${during}; ${arrived} messages in`)
say(`a fresh mail through the backlog: ${Math.round(await fresh)} ms`)
await drain(server)
const after = await requestsFor(server, phaseSeconds)
say(`requests without it: ${after}`)
await server.stop()
await postgres?.stop()
sink.close()

/** A mail that somebody waits for, from the request to the sink, one after the other. */
async function measureOneMail(at: RunningServer): Promise<void> {
  const times: number[] = []
  for (let i = 0; i < 60; i++) times.push(await arrivalOf(at))
  say(`request to sink while idle: ${summary(times.slice(10))}`)
}

async function arrivalOf(at: RunningServer): Promise<number> {
  const person = somebody()
  const started = performance.now()
  await new RestApi(at.url).post('register', person)
  for (;;) {
    const end = arrivals.get(person.email)
    if (end !== undefined) return end - started
    await pass(1)
  }
}

async function fill(): Promise<void> {
  configure({ ...env, DATA_DIR: dataFolder })
  await openDatabase(postgres ? { url: String(env.DATABASE_URL) } : { folder: dataFolder })
  await openOutbox()
  const content = { kind: 'password_changed', account: 'ada', at: new Date().toISOString() }
  for (let from = 0; from < messages; from += chunk) {
    const jobs = Array.from({ length: Math.min(chunk, messages - from) }, (_, i) => ({
      data: { to: `many${from + i}@example.com`, locale: 'en', content, sealed: null, expiresAt: null },
    }))
    await boss().insert(queues.mail, jobs)
  }
  await closeOutbox()
  await closeDatabase()
  arrived = 0
}

/** Sign-in pages and looks at an account, evenly spread; answers their times. */
async function requestsFor(at: RunningServer, seconds: number): Promise<string> {
  const times: number[] = []
  const asked: Promise<void>[] = []
  for (let i = 0; i < seconds * requestsEachSecond; i++) {
    asked.push(time(times, `${at.url}${i % 2 ? '/login' : '/api/account'}`))
    await pass(1_000 / requestsEachSecond)
  }
  await Promise.all(asked)
  return summary(times)
}

async function time(times: number[], url: string): Promise<void> {
  const started = performance.now()
  await (await fetch(url)).arrayBuffer()
  times.push(performance.now() - started)
}

async function drain(at: RunningServer): Promise<void> {
  const [start, before] = [performance.now(), arrived]
  let shown = start
  while (arrived < messages + 1) {
    await pass(100)
    if (performance.now() - shown < 10_000 && arrived <= messages) continue
    shown = performance.now()
    say(`  ${arrived} in, ${await residentMegabytes(at.pid)} MB resident`)
  }
  const seconds = (performance.now() - start) / 1_000
  say(
    `drained alone: ${Math.round((arrived - before) / seconds)} messages/s, ${arrived - messages - 1} twice`,
  )
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024)
}

function summary(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)
  const mean = (times.reduce((sum, each) => sum + each, 0) / times.length).toFixed(1)
  return `median ${at(0.5)} ms, mean ${mean} ms, p95 ${at(0.95)} ms (${times.length})`
}

function say(text: string): void {
  console.log(`[load ${(loadavg()[0] ?? 0).toFixed(1)}] ${text}`)
}
