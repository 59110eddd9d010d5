import { Agent, request } from 'node:http'
import type { Figures, Load, Variant } from './run-load'

/**
 * Loads one server, as a process of its own (`run-load.ts`). Closed loop: a fixed number of requests is in flight. Open
 * loop: each is sent when it is due, whether or not earlier ones were answered, and its time counts from then, so that
 * a stalled server cannot hide its delay.
 */
const load = JSON.parse(process.argv[2] ?? '') as Load
const { hostname, port } = new URL(load.url)
const agent = new Agent({
  keepAlive: true,
  maxSockets: load.perSecond ? 1_024 : load.atOnce,
  scheduling: 'fifo',
})
const start = performance.now()
const from = start + load.warmSeconds * 1_000
const until = from + load.seconds * 1_000
const times: number[] = []
const wrong = new Set<number>()
let sent = 0

function nextVariant(): Variant {
  const variant = load.variants[sent++ % load.variants.length] ?? {}
  const body = variant.body?.replaceAll('{{n}}', `${process.pid}x${sent}`)
  return body === undefined ? variant : { ...variant, body }
}

function send({ headers, body }: Variant): Promise<number> {
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  const options = { agent, hostname, port, method: load.method, path: load.path }
  return new Promise((resolve) => {
    const outgoing = request({ ...options, headers: { ...headers, ...length } }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    })
    outgoing.on('error', () => resolve(0))
    outgoing.end(body)
  })
}

async function ask(due: number | null): Promise<void> {
  const begun = due ?? performance.now()
  const status = await send(nextVariant())
  const end = performance.now()
  const counts = due === null ? end >= from && end < until : due >= from && due < until
  if (!counts) return
  if (load.statuses.includes(status)) times.push(end - begun)
  else wrong.add(status)
}

async function askInTurn(): Promise<void> {
  while (performance.now() < until) await ask(null)
}

async function askWhenDue(perSecond: number): Promise<void> {
  const pending: Promise<void>[] = []
  for (let due = start; due < until; due += 1_000 / perSecond) {
    while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 1))
    pending.push(ask(due))
  }
  await Promise.all(pending)
}

if (load.perSecond) await askWhenDue(load.perSecond)
else await Promise.all(Array.from({ length: load.atOnce }, askInTurn))
agent.destroy()
times.sort((a, b) => a - b)
const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
const figures: Figures = {
  perSecond: times.length / load.seconds,
  p50Millis: quantile(0.5),
  p99Millis: quantile(0.99),
  wrong: [...wrong],
}
console.log(JSON.stringify(figures))
