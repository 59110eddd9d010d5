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
import { contextOf, refuse, respond } from './respond'

const methods: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
type Handler = (
  request: Request,
  route: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>
type Handlers = Record<Method | 'OPTIONS', Handler>

export type Outcome = Failure | { readonly answer: WireAnswer; readonly headers: Record<string, string> }

/** An endpoint with the operation behind it. */
export interface Served extends Pick<Endpoint<never, never>, 'isPublic' | 'formFields' | 'answerFailure'> {
  readonly methods: readonly Method[]
  answerTo(dialect: Dialect, request: Request, params: Record<string, string>): Promise<Outcome>
}

/**
 * What a route file exports: one endpoint of a dialect, served. Here and nowhere else an API request is
 * checked for its origin and its size, its caller is found, and whatever goes wrong becomes the dialect's own
 * answer: a wrong method, a broken body, a fault.
 */
export function serve<Input, Success extends object>(
  dialect: Dialect,
  endpoint: Endpoint<Input, Success>,
  operation: (context: RequestContext, input: Input) => Promise<Result<Success>>,
): Handlers {
  return serveAll(dialect, bind(endpoint, operation))
}

/** The same for an address with several endpoints, each with methods of its own. */
export function serveAll(dialect: Dialect, ...all: readonly Served[]): Handlers {
  return handlers(dialect, all)
}

/** What a dialect answers where it has nothing. */
export function serveNothing(dialect: Dialect): Handlers {
  return handlers(dialect, [], { methods, answerTo: async () => fail('not_found') })
}

/** Puts an operation behind an endpoint. */
export function bind<Input, Success extends object>(
  endpoint: Endpoint<Input, Success>,
  operation: (context: RequestContext, input: Input) => Promise<Result<Success>>,
): Served {
  const answerTo: Served['answerTo'] = async (dialect, request, params) => {
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
    const answer = endpoint.answer(result, { ...contextOf(dialect, request), token })
    const keepsCookie = endpoint.endsSession || carrier === 'cookie'
    return { answer, headers: keepsCookie ? cookieHeader(endpoint, session, request) : {} }
  }
  return { ...endpoint, answerTo: (...asked) => withinTimeLimit(answerTo(...asked)) }
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

/** A body that no app of ours sends: broken, or with the field that would make an administrator. It sets nothing. */
function logSuspicion({ name }: Dialect, { headers }: Request, body: Body | null): void {
  const event = body === null ? 'input_validation_fail' : 'malicious_extraneous'
  const facts = { dialect: name, address: clientAddress(headers), route: loggedRoute(headers) }
  log().warn({ event, ...facts, request: requestIdOf(headers) })
}

/** @param rest what answers a method that none of them has; without it, the method is refused */
function handlers(dialect: Dialect, all: readonly Served[], rest?: Served): Handlers {
  const allowed = all.flatMap((served) => served.methods)
  const handle: Handler = async (request, route) => {
    if (request.method === 'OPTIONS') return preflight(request, allowed)
    const served = all.find((one) => one.methods.some((method) => method === request.method)) ?? rest
    if (!served) return refuse(dialect, request, fail('method_not_allowed'), { allowed })
    const outcome = await attempt(dialect, request, served, route)
    if (!('ok' in outcome)) return respond(request, outcome.answer, outcome.headers)
    const { formFields = [] } = served
    const own = served.answerFailure?.(outcome, { ...contextOf(dialect, request), formFields })
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

async function attempt(
  dialect: Dialect,
  request: Request,
  served: Served,
  route: Parameters<Handler>[1],
): Promise<Outcome> {
  const isPublic = served.isPublic || dialect.credentials === 'bearer'
  const foreign = isPublic ? null : refuseCrossSite(request.headers)
  if (foreign) return foreign
  try {
    return await served.answerTo(dialect, request, singles((await route.params) ?? {}))
  } catch (error) {
    return faultToFailure(error)
  }
}

function singles(params: Record<string, string | string[]>): Record<string, string> {
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

/** The session of the request's cookie, if it was that which proved who asks. */
function keptSession(totalDays: number | undefined, { headers }: Request) {
  if (totalDays === undefined || headers.has('authorization')) return null
  const secret = readSessionCookie(headers.get('cookie'))
  return secret === null ? null : { secret, totalDays }
}
