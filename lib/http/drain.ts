import { channel } from 'node:diagnostics_channel'
import type { Server } from 'node:http'

const patienceMillis = 10_000
const seen = new Set<Server>()

/** Remembers the HTTP server by its first request: Next does not hand it out. */
export function watchServer(): void {
  channel('http.server.request.start').subscribe((message) => {
    if (typeof message === 'object' && message !== null && 'server' in message)
      seen.add(message.server as Server)
  })
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
