import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as pass } from 'node:timers/promises'
import { type Incoming, onRequest } from './on-request'

const patienceMillis = 10_000
/** A request that has begun to come when the last answer leaves is still taken, when the rest of its head comes soon. */
const lateHeadMillis = 100
const servers = new Set<Server>()
const underWay = new Map<ServerResponse, Socket>()
let isStopping = false

/** Remembers the HTTP server by its first request, as Next does not hand it out, and the answers that are under way. */
export function watchServer(): void {
  onRequest('request.start', watch)
}

function watch({ server, response, socket }: Incoming): void {
  servers.add(server)
  underWay.set(response, socket)
  if (isStopping) response.shouldKeepAlive = false
  response.once('close', () => {
    underWay.delete(response)
    // Also where the head of the answer had promised before to keep it.
    if (isStopping) socket.destroySoon()
  })
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

/**
 * Accepts no more connections, ends each with the answer that it waits for, and waits for these answers, but not for
 * ever.
 */
export async function drainRequests(): Promise<void> {
  await acceptWaiting()
  isStopping = true
  for (const response of underWay.keys()) response.shouldKeepAlive = false
  const closed = [...servers].map((server) => new Promise((resolve) => server.close(resolve)))
  const timer = new AbortController()
  await Promise.race([
    Promise.all(closed),
    untilAnswered(),
    pass(patienceMillis, undefined, { signal: timer.signal }).catch(() => undefined),
  ])
  timer.abort()
}

async function untilAnswered(): Promise<void> {
  do {
    const answers = [...underWay.keys()]
    await Promise.all(answers.map((answer) => new Promise((resolve) => answer.once('close', resolve))))
    await pass(lateHeadMillis)
  } while (underWay.size > 0)
}
