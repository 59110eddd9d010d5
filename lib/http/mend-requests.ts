import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseAndValidateFlightRouterState as parseRouterTree } from 'next/dist/server/app-render/parse-and-validate-flight-router-state'
import { config } from '@/lib/config'
import { blameSender } from './blame-sender'
import { mendStatus } from './mend-status'
import { type Incoming, onRequest } from './on-request'
import { foreignOrigin, isCrossSite } from './origin'
import { isApiPath, normalUrl, pathOf } from './request-path'

const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
/** As `serverActions.bodySizeLimit` in next.config.ts says. */
const mostFormBytes = 64 * 1024
/** Next talks to itself in these, and would believe them of anybody (CVE-2025-29927 was one). */
const nextsOwnHeader = /^(x-(middleware|invoke|now|prerender)-.+|x-matched-path|x-nextjs-data|next-resume)$/
/** What is sent there is larger, and read no further than it may go (`read-picture.ts`). */
const pictureUpload = /^\/(edit-profile|api\/account)\/picture\/?$/

/** The pages that a browser's router has: Next sends what is missing, and without this header the whole page. */
const routerTree = 'next-router-state-tree'

export function isPictureUpload(url: string): boolean {
  return pictureUpload.test(pathOf(url))
}

/**
 * Some requests Next answers with a bare 500 before it asks any route of ours. They are mended on their way in,
 * so that what stands at their address refuses them in its own words: an address gets the one form by which all else
 * is decided, and a method that Next does not know is taken for PUT. A page is read and posted to, and nothing else.
 * A form for a page that another site sent is told so by `act`, and one larger than any of ours is not read, whether
 * or not it says how large it is. Headers that only Next itself may send are taken away, as are those of its router
 * that it could not read, and a call of an action that cannot be read is the sender's fault.
 */
export function mendRequests(): void {
  onRequest('request.start', mend)
}

function mend(incoming: Incoming): void {
  const { request, response } = incoming
  request.url = normalUrl(request.url ?? '/')
  for (const name of Object.keys(request.headers)) if (nextsOwnHeader.test(name)) delete request.headers[name]
  delete request.headers[foreignOrigin]
  if (!isRouterTree(request.headers[routerTree])) delete request.headers[routerTree]
  if (!known.has(request.method ?? '')) request.method = 'PUT'
  // The APIs refuse what is foreign, too large or of a wrong method themselves, in their dialects' words.
  if (!isApiPath(pathOf(request.url))) mendForPage(incoming)
  // Our actions answer even faults of ours with a form's state (`act`): what fails is what Next could not read.
  if (request.headers['next-action'] !== undefined)
    mendStatus(response, (status) => (status === 500 ? 400 : status))
}

function isRouterTree(told: string | string[] | undefined): boolean {
  try {
    parseRouterTree(told)
    return true
  } catch {
    return false
  }
}

function mendForPage(incoming: Incoming): void {
  const { method = '' } = incoming.request
  if (method === 'POST') mendForm(incoming)
  else if (!readingMethods.has(method)) refuseMethod(incoming.response)
}

/** Next would answer with the page, whatever the method. */
function refuseMethod(response: ServerResponse): void {
  mendStatus(response, (status) => {
    if (status >= 400) return status
    response.setHeader('allow', 'GET, HEAD, POST')
    return 405
  })
}

/**
 * Next must not see a foreign origin; what stays says that it was one (`isCrossSite`). Our own one it compares with the
 * host that the request or a proxy names, and answers a bare 500 where they differ: what counts is APP_URL.
 */
function mendForm({ request, response }: Incoming): void {
  const { headers, url = '' } = request
  if (!isPictureUpload(url)) boundForm({ request, response })
  blameSender(response)
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

function agreeOnHost(headers: IncomingMessage['headers']): void {
  if (headers.origin === undefined) return
  // Of a page that hides its origin, and says by another header that it is ours, Next would not believe it.
  if (!URL.canParse(headers.origin)) headers.origin = config().appUrl
  const { host } = new URL(headers.origin)
  if (headers.host !== host || headers['x-forwarded-host'] !== undefined) headers['x-forwarded-host'] = host
}

/** What is larger than any form of ours, or does not say how large it is, is not read on once it is answered. */
function boundForm({ request, response }: Pick<Incoming, 'request' | 'response'>): void {
  const isLarge = Number(request.headers['content-length'] ?? 0) > mostFormBytes
  if (isLarge) {
    request.method = 'PUT'
    mendStatus(response, (status) => (status < 400 ? 413 : status))
  }
  if (isLarge || request.headers['transfer-encoding'] !== undefined) response.shouldKeepAlive = false
  cutBeyond(mostFormBytes, request)
}

/** Ends the connection of a form that comes in chunks and does not end, before any more of it is kept. */
function cutBeyond(mostBytes: number, request: IncomingMessage): void {
  let bytes = 0
  request.push = new Proxy(request.push, {
    apply(push, self: IncomingMessage, [chunk, ...rest]) {
      bytes += chunk?.length ?? 0
      if (bytes <= mostBytes) return Reflect.apply(push, self, [chunk, ...rest])
      self.destroy()
      return false
    },
  })
}

function sendersWord(headers: IncomingMessage['headers']): Headers {
  const told = new Headers()
  for (const name of ['origin', 'referer', 'sec-fetch-site']) {
    if (headers[name] !== undefined) told.set(name, String(headers[name]))
  }
  return told
}
