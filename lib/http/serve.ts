import type { Visit } from '@/lib/account/caller'
import { passwordMinLength } from '@/lib/account/check-password'
import { type Failure, fail, type Result } from '@/lib/account/failure'
import type { OpenedSession } from '@/lib/account/session'
import { config } from '@/lib/config'
import type { Dialect, Exchange, Method, WireAnswer, WireContext } from '@/lib/dialects/dialect'
import { negotiateLocale } from '@/lib/i18n/locale'
import { log } from '@/lib/log'
import { defaultLocales } from '@/lib/policy'
import { type Body, readBody } from './body'
import { visitOf } from './caller'
import { corsHeaders, preflight } from './cors'
import { faultToFailure } from './fault'
import { requestIdOf, routeOf } from './identify-requests'
import { isCrossSite } from './origin'
import { clientAddress } from './peer'
import { readSessionCookie, sessionSetCookie } from './session-cookie'
import { withinTimeLimit } from './time-limit'
import { signToken } from './token'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
type Handler = (
  request: Request,
  route: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>
export type Handlers = Record<(typeof methods)[number], Handler>

/**
 * What a route file exports: one exchange of a dialect, served. Here and nowhere else an API request is
 * checked for its origin and its size, its caller is found, and whatever goes wrong becomes the dialect's own
 * answer: a wrong method, a broken body, a fault.
 */
export function serve<Input, Success extends object>(
  dialect: Dialect,
  exchange: Exchange<Input, Success>,
  operation: (visit: Visit, input: Input) => Promise<Result<Success>>,
): Handlers {
  return handlers(dialect, exchange, async (request, params) => {
    const body = await readBody(request)
    if (body === null || 'role' in body) logSuspicion(dialect, request, body)
    if (body === null) return fail('malformed')
    const read = exchange.read({ body, params, query: queryOf(request) })
    if (!read.ok) return read
    const visit = await visitOf(request.headers, dialect.name)
    const result = await operation(visit, read.input)
    if (!result.ok) return result
    const session = exchange.session?.of(result) ?? null
    const token = session && exchange.session?.as === 'bearer' ? await signToken(session) : ''
    const answer = exchange.answer(result, { ...contextOf(dialect, request), token })
    return { answer, headers: cookieHeader(exchange, session, request) }
  })
}

/** What a dialect answers where it has nothing. */
export function serveNothing(dialect: Dialect): Handlers {
  return handlers(dialect, { methods: [] }, async () => fail('not_found'))
}

/** A body that no app of ours sends: broken, or with the field that would make an administrator. It sets nothing. */
function logSuspicion({ name }: Dialect, { headers }: Request, body: Body | null): void {
  const event = body === null ? 'input_validation_fail' : 'malicious_extraneous'
  const facts = { dialect: name, address: clientAddress(headers), route: routeOf(headers) }
  log().warn({ event, ...facts, request: requestIdOf(headers) })
}

type Outcome = Failure | { readonly answer: WireAnswer; readonly headers: Record<string, string> }

/** What may be asked of an address: by which methods, all where none is named, and whether from any site. */
interface Allowed {
  readonly methods: readonly Method[]
  readonly isPublic?: true
}

function handlers(
  dialect: Dialect,
  allowed: Allowed,
  answerTo: (request: Request, params: Record<string, string>) => Promise<Outcome>,
): Handlers {
  const handle: Handler = async (request, route) => {
    if (request.method === 'OPTIONS') return preflight(request, allowed.methods)
    const outcome = await attempt(request, allowed, async () =>
      answerTo(request, singles((await route.params) ?? {})),
    )
    if (!('ok' in outcome)) return respond(request, outcome.answer, outcome.headers)
    const headers = {
      ...retryHeader(outcome),
      ...(isWrongMethod(outcome) ? { allow: allowed.methods.join(', ') } : {}),
    }
    return respond(request, dialect.refuse(outcome, contextOf(dialect, request)), headers)
  }
  return Object.fromEntries(methods.map((method) => [method, handle])) as Handlers
}

async function attempt(
  request: Request,
  { methods: known, isPublic }: Allowed,
  run: () => Promise<Outcome>,
): Promise<Outcome> {
  const fits = known.length === 0 || known.some((method) => method === request.method)
  if (!fits) return fail('method_not_allowed')
  if (!isPublic && isCrossSite(request.headers)) return fail('cross_site')
  try {
    return await withinTimeLimit(run())
  } catch (error) {
    return faultToFailure(error)
  }
}

function contextOf(dialect: Dialect, request: Request): WireContext {
  return {
    locale: negotiateLocale(undefined, request.headers.get('accept-language'), defaultLocales[dialect.name]),
    appUrl: config().appUrl,
    passwordMinCharacters: passwordMinLength(dialect.name),
    token: '',
  }
}

function respond(
  request: Request,
  { status, body, location }: WireAnswer,
  headers: Record<string, string>,
): Response {
  return new Response(request.method === 'HEAD' ? null : JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      vary: 'Origin, Sec-Fetch-Site, Accept-Language',
      ...corsHeaders(request),
      // RFC 9110 §15.5.2. Some clients read no 401 without it.
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(location === undefined ? {} : { location: config().appUrl + location }),
      ...headers,
    },
  })
}

/** The query, as far as it is plain: a name that stands twice is left out, and so is text with NUL, as in no body. */
function queryOf(request: Request): Record<string, string> {
  const pairs = new URL(request.url).searchParams
  const isPlain = ([name, value]: [string, string]) =>
    pairs.getAll(name).length === 1 && !value.includes('\0')
  return Object.fromEntries([...pairs].filter(isPlain))
}

function singles(params: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
}

function cookieHeader<Input, Success>(
  { session: carried, endsSession }: Exchange<Input, Success>,
  opened: OpenedSession | null,
  request: Request,
): Record<string, string> {
  if (endsSession) return { 'set-cookie': sessionSetCookie(null) }
  if (carried?.as !== 'cookie') return {}
  const session = opened ?? keptSession(carried.keptCookieDays, request)
  return session ? { 'set-cookie': sessionSetCookie(session) } : {}
}

/** The session of the request's cookie, if it was that which proved who asks. */
function keptSession(totalDays: number | undefined, { headers }: Request) {
  if (totalDays === undefined || headers.has('authorization')) return null
  const secret = readSessionCookie(headers.get('cookie'))
  return secret === null ? null : { secret, totalDays }
}

function retryHeader({ retryAfterSeconds }: Failure): Record<string, string> {
  return retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
}

function isWrongMethod({ codes }: Failure): boolean {
  return codes[0] === 'method_not_allowed'
}
