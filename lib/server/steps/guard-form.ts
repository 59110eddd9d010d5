import type { IncomingHttpHeaders } from 'node:http'
import { config } from '@/lib/config'
import { foreignOrigin, isCrossSite } from '@/lib/http/origin'
import type { Answer } from '@/lib/server/answer'
import type { IncomingRequest } from '@/lib/server/incoming-request'
import { isPictureUpload } from '@/lib/server/picture-upload'
import { isApiPath, pathOf } from '@/lib/server/request-path'

/** As `serverActions.bodySizeLimit` in next.config.mjs says. */
const mostFormBytes = 64 * 1024

/**
 * A form for a page that another site sent is told so by `act`, not by a bare 500 of Next's; and one larger than any of
 * ours is not read, whether or not it says how large it is. The APIs refuse what is foreign or too large themselves,
 * in their dialects' words.
 */
export function guardForm(request: IncomingRequest, answer: Answer): void {
  const { method, url = '/' } = request
  if (method !== 'POST' || isApiPath(pathOf(url))) return
  if (!isPictureUpload(url)) boundForm(request, answer)
  nameSender(request.headers)
}

/**
 * Next must not see a foreign origin; what stays says that it was one (`isCrossSite`). Our own one it compares with the
 * host that the request or a proxy names, and answers a bare 500 where they differ: what counts is APP_URL.
 */
function nameSender(headers: IncomingHttpHeaders): void {
  if (!isCrossSite(sendersWord(headers))) {
    agreeOnHost(headers)
    return
  }
  headers['sec-fetch-site'] = 'cross-site'
  headers[foreignOrigin] = headers.origin ?? originIn(headers.referer)
  delete headers.origin
  delete headers.referer
}

/** Of an address only that: the rest of it may be a secret. */
function originIn(referer: string | undefined): string | undefined {
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : undefined
}

function agreeOnHost(headers: IncomingHttpHeaders): void {
  if (headers.origin === undefined) return
  // Of a page that hides its origin, and says by another header that it is ours, Next would not believe it.
  if (!URL.canParse(headers.origin)) headers.origin = config().appUrl
  const { host } = new URL(headers.origin)
  if (headers.host !== host || headers['x-forwarded-host'] !== undefined) headers['x-forwarded-host'] = host
}

/** What is larger than any form of ours, or does not say how large it is, is not read on once it is answered. */
function boundForm(request: IncomingRequest, answer: Answer): void {
  const isLarge = Number(request.headers['content-length'] ?? 0) > mostFormBytes
  if (isLarge) {
    request.method = 'PUT'
    answer.beforeHead(() => {
      if (answer.statusCode < 400) answer.statusCode = 413
    })
  }
  if (isLarge || request.headers['transfer-encoding'] !== undefined) answer.setHeader('Connection', 'close')
  request.cutBeyond(mostFormBytes)
}

function sendersWord(headers: IncomingHttpHeaders): Headers {
  const told = new Headers()
  for (const name of ['origin', 'referer', 'sec-fetch-site']) {
    if (headers[name] !== undefined) told.set(name, String(headers[name]))
  }
  return told
}
