import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pass } from 'node:timers/promises'

/** What drains of a server of Node's, whatever its requests and answers are. */
interface Closable {
  close(done: () => void): unknown
  closeIdleConnections(): void
}

const patienceMillis = 10_000
/** A request that has begun to come when the last answer leaves is still taken, when the rest of its head comes soon. */
const lateHeadMillis = 100
const underWay = new Set<ServerResponse>()
let isStopping = false
let closeIdle = () => {}

/** A step: remembers the answers that are under way. While we stop, each is the last on its connection. */
export function closeWhenAnswered(_: IncomingMessage, answer: ServerResponse): void {
  underWay.add(answer)
  if (isStopping) answer.setHeader('Connection', 'close')
  answer.once('close', () => {
    underWay.delete(answer)
    // Also where the head of the answer had promised before to keep it.
    if (isStopping) closeIdle()
  })
}

/**
 * Accepts no more connections, ends each with the answer that it waits for, and waits for these answers, but not for
 * ever.
 */
export async function drain(server: Closable): Promise<void> {
  await acceptWaiting()
  isStopping = true
  closeIdle = () => server.closeIdleConnections()
  for (const answer of underWay) if (!answer.headersSent) answer.setHeader('Connection', 'close')
  const closed = new Promise<void>((resolve) => server.close(resolve))
  const timer = new AbortController()
  const patience = pass(patienceMillis, undefined, { signal: timer.signal }).catch(() => undefined)
  await Promise.race([closed, untilAnswered(), patience])
  timer.abort()
}

/**
 * Lets the connections in that the system holds for us: it resets those that nobody has taken when we stop to
 * listen. After a turn of the event loop that took no time there are none.
 */
async function acceptWaiting(): Promise<void> {
  for (let turns = 0; turns < 100; turns++) {
    const begun = performance.now()
    await new Promise((resolve) => setImmediate(resolve))
    if (performance.now() - begun < 1) return
  }
}

async function untilAnswered(): Promise<void> {
  do {
    const answers = [...underWay]
    await Promise.all(answers.map((answer) => new Promise((resolve) => answer.once('close', resolve))))
    await pass(lateHeadMillis)
  } while (underWay.size > 0)
}
