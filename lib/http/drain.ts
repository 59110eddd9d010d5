import type { Server } from 'node:http'
import { onRequest } from './on-request'

const patienceMillis = 10_000
const seen = new Set<Server>()

/** Remembers the HTTP server by its first request: Next does not hand it out. */
export function watchServer(): void {
  onRequest('request.start', ({ server }) => seen.add(server))
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

/** Accepts no more connections and waits, but not for ever, for the answers that are under way. */
export async function drainRequests(): Promise<void> {
  await acceptWaiting()
  const closed = [...seen].map((server) => new Promise((resolve) => server.close(resolve)))
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise((resolve) => {
    timer = setTimeout(resolve, patienceMillis)
  })
  await Promise.race([Promise.all(closed), enough])
  clearTimeout(timer)
}
