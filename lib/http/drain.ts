import type { Server } from 'node:http'
import { onRequest } from './on-request'

const patienceMillis = 10_000
const seen = new Set<Server>()

/** Remembers the HTTP server by its first request: Next does not hand it out. */
export function watchServer(): void {
  onRequest('request.start', ({ server }) => seen.add(server))
}

/** Accepts no more connections and waits, but not for ever, for the answers that are under way. */
export async function drainRequests(): Promise<void> {
  const closed = [...seen].map((server) => new Promise((resolve) => server.close(resolve)))
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise((resolve) => {
    timer = setTimeout(resolve, patienceMillis)
  })
  await Promise.race([Promise.all(closed), enough])
  clearTimeout(timer)
}
