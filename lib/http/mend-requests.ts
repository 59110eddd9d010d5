import type { IncomingMessage } from 'node:http'
import { onRequest } from './on-request'
import { isCrossSite } from './origin'

const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** As `serverActions.bodySizeLimit` in next.config.ts says. */
const mostFormBytes = 64 * 1024
/** What is sent there is larger, and read no further than it may go (`receive-picture.ts`). */
const pictureForm = /^\/edit-profile\/picture\/?(\?|$)/

/**
 * Some requests Next answers with a bare 500 before it asks any route of ours. They are mended on their way in,
 * so that what stands at their address refuses them in its own words: a path that is no UTF-8 behind its
 * percent signs is taken to the letter, and a method that Next does not know for PUT.
 * A form for a page that another site sent is told so by `act`, and one larger than any of ours is not read.
 */
export function mendRequests(): void {
  onRequest('request.start', ({ request }) => mend(request))
}

function mend(request: IncomingMessage): void {
  request.url = mendedUrl(request.url ?? '/')
  if (isPageForm(request)) mendForm(request)
  if (!known.has(request.method ?? '')) request.method = 'PUT'
}

/** The APIs refuse what is foreign or too large themselves, in their dialects' words. */
function isPageForm({ method, url }: IncomingMessage): boolean {
  return method === 'POST' && !/^\/api(\/|\?|$)/.test(url ?? '')
}

/** Next must not see a foreign origin; what stays says that it was one (`isCrossSite`). */
function mendForm(request: IncomingMessage): void {
  const { headers, url = '' } = request
  const isLarge = Number(headers['content-length'] ?? 0) > mostFormBytes
  if (isLarge && !pictureForm.test(url)) request.method = 'PUT'
  if (!isCrossSite(sendersWord(headers))) return
  headers['sec-fetch-site'] = 'cross-site'
  delete headers.origin
  delete headers.referer
}

function sendersWord(headers: IncomingMessage['headers']): Headers {
  const told = new Headers()
  for (const name of ['origin', 'referer', 'sec-fetch-site']) {
    if (headers[name] !== undefined) told.set(name, String(headers[name]))
  }
  return told
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
