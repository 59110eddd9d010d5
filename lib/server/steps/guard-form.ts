import type { IncomingHttpHeaders } from 'node:http'
import { config } from '@/lib/config'
import { foreignOriginHeader, isCrossSite } from '@/lib/http/origin'
import type { Answer } from '@/lib/server/answer'
import type { IncomingRequest } from '@/lib/server/incoming-request'
import { isPictureUpload } from '@/lib/server/picture-upload'
import { isApiPath, pathOf } from '@/lib/server/request-path'

// The same as `serverActions.bodySizeLimit` in next.config.mjs.
const maxFormBytes = 64 * 1024

/** Limits the size of forms, and lets `act` answer cross-site ones. The APIs check both themselves. */
export function guardForm(request: IncomingRequest, answer: Answer): void {
  const { method, url = '/' } = request
  if (method !== 'POST' || isApiPath(pathOf(url))) return
  if (!isPictureUpload(url)) limitForm(request, answer)
  hideForeignOrigin(request.headers)
}

/** Next answers a bare 500 to a foreign origin, and to our own if it differs from the host. What counts is APP_URL. */
function hideForeignOrigin(headers: IncomingHttpHeaders): void {
  if (!isCrossSite(originHeaders(headers))) {
    alignHost(headers)
    return
  }
  headers['sec-fetch-site'] = 'cross-site'
  headers[foreignOriginHeader] = headers.origin ?? refererOrigin(headers.referer)
  delete headers.origin
  delete headers.referer
}

/** Only the origin: the rest of a referer may be secret. */
function refererOrigin(referer: string | undefined): string | undefined {
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : undefined
}

function alignHost(headers: IncomingHttpHeaders): void {
  if (headers.origin === undefined) return
  // A same-origin page that hides its origin (`null`): Next would refuse it.
  if (!URL.canParse(headers.origin)) headers.origin = config().appUrl
  const { host } = new URL(headers.origin)
  if (headers.host !== host || headers['x-forwarded-host'] !== undefined) headers['x-forwarded-host'] = host
}

function limitForm(request: IncomingRequest, answer: Answer): void {
  const isLarge = Number(request.headers['content-length'] ?? 0) > maxFormBytes
  if (isLarge) {
    request.method = 'PUT'
    answer.beforeHead(() => {
      if (answer.statusCode < 400) answer.statusCode = 413
    })
  }
  if (isLarge || request.headers['transfer-encoding'] !== undefined) answer.setHeader('Connection', 'close')
  request.limitBody(maxFormBytes)
}

function originHeaders(headers: IncomingHttpHeaders): Headers {
  const result = new Headers()
  for (const name of ['origin', 'referer', 'sec-fetch-site']) {
    if (headers[name] !== undefined) result.set(name, String(headers[name]))
  }
  return result
}
