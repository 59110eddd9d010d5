import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

interface Closable {
  close(done: () => void): unknown
  closeIdleConnections(): void
}

const drainTimeoutMillis = 10_000
// Time for a request whose headers have partly arrived when the last answer is sent.
const lateHeadersMillis = 100
const openAnswers = new Set<ServerResponse>()
let isStopping = false
let closeIdle = () => {}

/** A step: tracks the open answers. While the server stops, each answer closes its connection. */
export function trackOpenAnswer(_: IncomingMessage, answer: ServerResponse): void {
  openAnswers.add(answer)
  if (isStopping) answer.setHeader('Connection', 'close')
  answer.once('close', () => {
    openAnswers.delete(answer)
    // Also for answers whose headers had already promised keep-alive.
    if (isStopping) closeIdle()
  })
}

/** Accepts no new connections and waits, for a limited time, until the open requests are answered. */
export async function drain(server: Closable): Promise<void> {
  await acceptPending()
  isStopping = true
  closeIdle = () => server.closeIdleConnections()
  for (const answer of openAnswers) if (!answer.headersSent) answer.setHeader('Connection', 'close')
  const closed = new Promise<void>((resolve) => server.close(resolve))
  const timer = new AbortController()
  const timeout = sleep(drainTimeoutMillis, undefined, { signal: timer.signal }).catch(() => undefined)
  await Promise.race([closed, untilAnswered(), timeout])
  timer.abort()
}

/** The system resets connections in its queue when we stop listening. The queue is empty when a tick takes no time. */
async function acceptPending(): Promise<void> {
  for (let turns = 0; turns < 100; turns++) {
    const started = performance.now()
    await new Promise((resolve) => setImmediate(resolve))
    if (performance.now() - started < 1) return
  }
}

async function untilAnswered(): Promise<void> {
  do {
    const answers = [...openAnswers]
    await Promise.all(answers.map((answer) => new Promise((resolve) => answer.once('close', resolve))))
    await sleep(lateHeadersMillis)
  } while (openAnswers.size > 0)
}
