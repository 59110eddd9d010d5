import { channel } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * Some requests Next answers with a bare 500 before it asks any route of ours. They are mended on their way in,
 * so that what stands at their address refuses them in its own words: a path that is no UTF-8 behind its
 * percent signs is taken to the letter, and a method that Next does not know for PUT.
 */
export function mendRequests(): void {
  channel('http.server.request.start').subscribe((message) => {
    if (typeof message !== 'object' || message === null || !('request' in message)) return
    mend(message.request as IncomingMessage)
  })
}

function mend(request: IncomingMessage): void {
  request.url = mendedUrl(request.url ?? '/')
  if (!known.has(request.method ?? '')) request.method = 'PUT'
}

/** The same address, with `%` written as `%25` throughout a path that cannot be decoded. */
export function mendedUrl(url: string): string {
  const [path = '', ...query] = url.split(/(?=[?#])/)
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('')
  }
}
