import { type Failure, fail, type Result } from '@/lib/account/failure'
import { faultToFailure } from '@/lib/account/fault'
import type { OpenedSession } from '@/lib/account/records/session'
import type { RequestContext } from '@/lib/account/request-context'
import type { Carrier, Dialect, Endpoint, Method, WireAnswer, WireRequest } from '@/lib/dialects/dialect'
import { refuseCrossSite } from '@/lib/http/origin'
import { clientAddress } from '@/lib/http/peer'
import { loggedRoute, requestIdOf } from '@/lib/http/request-id'
import { readRequestContext } from '@/lib/http/session/read-request-context'
import { readSessionCookie, sessionSetCookie } from '@/lib/http/session/session-cookie'
import { signToken } from '@/lib/http/session/token'
import { withinTimeLimit } from '@/lib/http/time-limit'
import { log } from '@/lib/process/log'
import { type Body, queryOf, readBody } from './body'
import { preflight } from './cors'
import { refuse, respond, wireContextFor } from './respond'

const methods: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
type Handler = (
  request: Request,
  route: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>
type Handlers = Record<Method | 'OPTIONS', Handler>

export type Outcome = Failure | { readonly answer: WireAnswer; readonly headers: Record<string, string> }

export interface BoundEndpoint
  extends Pick<Endpoint<never, never>, 'isPublic' | 'formFields' | 'answerFailure'> {
  readonly methods: readonly Method[]
  answerTo(dialect: Dialect, request: Request, params: Record<string, string>): Promise<Outcome>
}

/** The exports of a route file. Only here an API request's origin and size are checked and its caller is found. */
export function serve<Input, Success extends object>(
  dialect: Dialect,
  endpoint: Endpoint<Input, Success>,
  operation: (context: RequestContext, input: Input) => Promise<Result<Success>>,
): Handlers {
  return serveAll(dialect, bind(endpoint, operation))
}

/** Several endpoints at one address, each with its own methods. */
export function serveAll(dialect: Dialect, ...all: readonly BoundEndpoint[]): Handlers {
  return handlers(dialect, all)
}

export function serveNotFound(dialect: Dialect): Handlers {
  return handlers(dialect, [], { methods, answerTo: async () => fail('not_found') })
}

export function bind<Input, Success extends object>(
  endpoint: Endpoint<Input, Success>,
  operation: (context: RequestContext, input: Input) => Promise<Result<Success>>,
): BoundEndpoint {
  const answerTo: BoundEndpoint['answerTo'] = async (dialect, request, params) => {
    const body = await readBody(request)
    if (body === null || 'role' in body) logSuspicion(dialect, request, body)
    const query = queryOf(request)
    if (body === null || query === null) return fail('malformed')
    const read = endpoint.read({ body, params, query })
    if (!read.ok) return read
    const carrier = carrierOf(endpoint, body)
    const readsCookie = dialect.credentials === 'cookie' && (carrier ?? 'cookie') === 'cookie'
    const result = await operation(
      await readRequestContext(request.headers, dialect.name, { readsCookie }),
      read.input,
    )
    if (!result.ok) return result
    const session = endpoint.session?.of(result) ?? null
    const token = session && carrier ? await tokenOf(session, carrier) : ''
    const answer = endpoint.answer(result, { ...wireContextFor(dialect, request), token })
    const keepsCookie = endpoint.endsSession || carrier === 'cookie'
    return { answer, headers: keepsCookie ? cookieHeader(endpoint, session, request) : {} }
  }
  return { ...endpoint, answerTo: (...args) => withinTimeLimit(answerTo(...args)) }
}

function carrierOf<Input, Success>(
  { session }: Endpoint<Input, Success>,
  body: WireRequest['body'],
): Carrier | null {
  if (!session) return null
  return typeof session.as === 'function' ? session.as(body) : session.as
}

async function tokenOf(session: OpenedSession, carrier: Carrier): Promise<string> {
  if (carrier === 'cookie') return ''
  return carrier === 'jwt' ? await signToken(session) : session.secret
}

/** Logs a malformed body, or one with `role`: it has no effect, and none of our apps sends it. */
function logSuspicion({ name }: Dialect, { headers }: Request, body: Body | null): void {
  const event = body === null ? 'input_validation_fail' : 'malicious_extraneous'
  const facts = { channel: name, address: clientAddress(headers), route: loggedRoute(headers) }
  log().warn({ event, ...facts, request: requestIdOf(headers) })
}

/** @param fallback answers methods that no endpoint has; without it they get 405 */
function handlers(dialect: Dialect, all: readonly BoundEndpoint[], fallback?: BoundEndpoint): Handlers {
  const allowed = all.flatMap((served) => served.methods)
  const handle: Handler = async (request, route) => {
    if (request.method === 'OPTIONS') return preflight(request, allowed)
    const served = all.find((one) => one.methods.some((method) => method === request.method)) ?? fallback
    if (!served) return refuse(dialect, request, fail('method_not_allowed'), { allowed })
    const outcome = await answerRequest(dialect, request, served, route)
    if (!('ok' in outcome)) return respond(request, outcome.answer, outcome.headers)
    const { formFields = [] } = served
    const own = served.answerFailure?.(outcome, { ...wireContextFor(dialect, request), formFields })
    return own ? respond(request, own, {}) : refuse(dialect, request, outcome, { formFields })
  }
  return {
    GET: handle,
    HEAD: handle,
    POST: handle,
    PUT: handle,
    PATCH: handle,
    DELETE: handle,
    OPTIONS: handle,
  }
}

async function answerRequest(
  dialect: Dialect,
  request: Request,
  served: BoundEndpoint,
  route: Parameters<Handler>[1],
): Promise<Outcome> {
  const isPublic = served.isPublic || dialect.credentials === 'bearer'
  const foreign = isPublic ? null : refuseCrossSite(request.headers)
  if (foreign) return foreign
  try {
    return await served.answerTo(dialect, request, singleValues((await route.params) ?? {}))
  } catch (error) {
    return faultToFailure(error)
  }
}

function singleValues(params: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
}

function cookieHeader<Input, Success>(
  { session: carried, endsSession }: Endpoint<Input, Success>,
  opened: OpenedSession | null,
  request: Request,
): Record<string, string> {
  if (endsSession) return { 'set-cookie': sessionSetCookie(null) }
  const session = opened ?? keptSession(carried?.keptCookieDays, request)
  return session ? { 'set-cookie': sessionSetCookie(session) } : {}
}

function keptSession(totalDays: number | undefined, { headers }: Request) {
  if (totalDays === undefined || headers.has('authorization')) return null
  const secret = readSessionCookie(headers.get('cookie'))
  return secret === null ? null : { secret, totalDays }
}
