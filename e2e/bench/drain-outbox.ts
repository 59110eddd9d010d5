import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { newRestPerson, RestApi } from '@/e2e/support/clients/rest-api'
import { closeDatabase, openDatabase } from '@/lib/db/open-database'
import { boss, closeOutbox, openOutbox, queues } from '@/lib/delivery/outbox'
import type { PostgresServer } from '@/lib/testing/servers/postgres-server'
import { useTestConfig as configure } from '@/lib/testing/test-config'
import type { Results } from './results'
import { type Engine, type MeasuredServer, residentMegabytes, startLatchkey } from './servers'

const requestsEachSecond = 20
const phaseSeconds = 10
const chunk = 5_000

/** A mail server that counts mails and records when each recipient's mail arrived. */
interface Sink {
  readonly url: string
  readonly arrivals: ReadonlyMap<string, number>
  count(): number
  close(): void
}

/**
 * Measures delivery on the built server with a local SMTP sink: the time of one mail on an idle server, how fast and
 * with how much memory a backlog of notices drains, when a fresh mail gets through it, and request times during and
 * without it.
 */
export async function measureDrain(
  results: Results,
  { engine, postgres }: { engine: Engine; postgres: PostgresServer },
  messages: number,
): Promise<void> {
  const name = `Latchkey on ${engine}`
  const add = (what: string, unit: string, value: number) => results.add(name, what, unit, value)
  const sink = await openSink()
  const place =
    engine === 'PostgreSQL'
      ? { DATABASE_URL: await postgres.createDatabase(`drain${randomBytes(3).toString('hex')}`) }
      : { DATA_DIR: await mkdtemp(path.join(tmpdir(), 'latchkey-bench-')) }
  const settings = { SMTP_URL: sink.url, MAIL_FROM: 'a@example.com', LOG_LEVEL: 'warn' }
  const idle = await startLatchkey(place, settings)
  add('request to mail server, nothing else', 'ms', await timeMails(idle, sink))
  await idle.stop()
  await fill(place, messages)
  const before = sink.count()
  const server = await startLatchkey(place, settings)
  const fresh = arrivalOf(server, sink)
  add('request while the outbox drains, median', 'ms', await timeRequests(server))
  add('a fresh mail through the backlog', 'ms', await fresh)
  const [start, drained] = [performance.now(), sink.count()]
  while (sink.count() < before + messages + 1) await pass(20)
  const seconds = (performance.now() - start) / 1_000
  add('outbox drain', '/s', (before + messages + 1 - drained) / seconds)
  add('resident memory, after the drain', 'MB', await residentMegabytes(server.pid))
  add('request without it, median', 'ms', await timeRequests(server))
  await server.stop()
  sink.close()
}

async function openSink(): Promise<Sink> {
  const arrivals = new Map<string, number>()
  let count = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, { envelope }, done) {
      stream.resume().on('end', () => {
        count++
        for (const { address } of envelope.rcptTo) arrivals.set(address, performance.now())
        done()
      })
    },
  })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, arrivals, count: () => count, close: () => server.close() }
}

/** Times mails from the request to the sink, one after the other. */
async function timeMails(server: MeasuredServer, sink: Sink): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 60; i++) times.push(await arrivalOf(server, sink))
  return median(times.slice(10))
}

async function arrivalOf({ url }: MeasuredServer, { arrivals }: Sink): Promise<number> {
  const person = newRestPerson()
  const started = performance.now()
  await new RestApi(url).post('register', person)
  for (;;) {
    const end = arrivals.get(person.email)
    if (end !== undefined) return end - started
    await pass(1)
  }
}

async function fill(place: Readonly<Record<string, string>>, messages: number): Promise<void> {
  configure(place)
  await openDatabase(
    place.DATABASE_URL === undefined ? { folder: place.DATA_DIR ?? null } : { url: place.DATABASE_URL },
  )
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
}

async function timeRequests({ url }: MeasuredServer): Promise<number> {
  const times: number[] = []
  const pending: Promise<void>[] = []
  for (let i = 0; i < phaseSeconds * requestsEachSecond; i++) {
    pending.push(time(times, `${url}${i % 2 ? '/login' : '/api/account'}`))
    await pass(1_000 / requestsEachSecond)
  }
  await Promise.all(pending)
  return median(times)
}

async function time(times: number[], url: string): Promise<void> {
  const started = performance.now()
  await (await fetch(url)).arrayBuffer()
  times.push(performance.now() - started)
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}
