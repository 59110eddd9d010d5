import type { Visit } from '@/lib/account/caller'
import { passwordMinLength } from '@/lib/account/check-password'
import { type Failure, fail, type Result } from '@/lib/account/failure'
import type { OpenedSession } from '@/lib/account/session'
import { config } from '@/lib/config'
import type {
  Carrier,
  Dialect,
  Exchange,
  Method,
  WireAnswer,
  WireContext,
  WireRequest,
} from '@/lib/dialects/dialect'
import { negotiateLocale } from '@/lib/i18n/locale'
import { log } from '@/lib/log'
import { defaultLocales } from '@/lib/policy'
import { type Body, decodePairs, readBody } from './body'
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
    const query = queryOf(request)
    if (body === null || query === null) return fail('malformed')
    const read = exchange.read({ body, params, query })
    if (!read.ok) return read
    const carrier = carrierOf(exchange, body)
    const readsCookie = dialect.credentials === 'cookie' && (carrier ?? 'cookie') === 'cookie'
    const result = await operation(await visitOf(request.headers, dialect.name, { readsCookie }), read.input)
    if (!result.ok) return result
    const session = exchange.session?.of(result) ?? null
    const token = session && carrier ? await tokenOf(session, carrier) : ''
    const answer = exchange.answer(result, { ...contextOf(dialect, request), token })
    const keepsCookie = exchange.endsSession || carrier === 'cookie'
    return { answer, headers: keepsCookie ? cookieHeader(exchange, session, request) : {} }
  })
}

function carrierOf<Input, Success>(
  { session }: Exchange<Input, Success>,
  body: WireRequest['body'],
): Carrier | null {
  if (!session) return null
  return typeof session.as === 'function' ? session.as(body) : session.as
}

async function tokenOf(session: OpenedSession, carrier: Carrier): Promise<string> {
  if (carrier === 'cookie') return ''
  return carrier === 'jwt' ? await signToken(session) : session.secret
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
interface Allowed extends Pick<Exchange<never, never>, 'isPublic' | 'formFields' | 'refuse'> {
  readonly methods: readonly Method[]
}

function handlers(
  dialect: Dialect,
  allowed: Allowed,
  answerTo: (request: Request, params: Record<string, string>) => Promise<Outcome>,
): Handlers {
  const handle: Handler = async (request, route) => {
    if (request.method === 'OPTIONS') return preflight(request, allowed.methods)
    const isPublic = allowed.isPublic || dialect.credentials === 'bearer'
    const outcome = await attempt(request, { methods: allowed.methods, isPublic }, async () =>
      answerTo(request, singles((await route.params) ?? {})),
    )
    if (!('ok' in outcome)) return respond(request, outcome.answer, outcome.headers)
    const { formFields = [] } = allowed
    const context = { ...contextOf(dialect, request), formFields }
    const own = allowed.refuse?.(outcome, context)
    if (own) return respond(request, own, {})
    const headers = {
      ...retryHeader(outcome),
      ...(isWrongMethod(outcome) ? { allow: allowed.methods.join(', ') } : {}),
    }
    return respond(request, dialect.refuse(outcome, context), headers)
  }
  return Object.fromEntries(methods.map((method) => [method, handle])) as Handlers
}

async function attempt(
  request: Request,
  { methods: known, isPublic }: { readonly methods: readonly Method[]; readonly isPublic: boolean },
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
  return new Response(request.method === 'HEAD' || body === null ? null : JSON.stringify(body), {
    status,
    headers: {
      ...(body === null ? {} : { 'content-type': 'application/json; charset=utf-8' }),
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

/**
 * The query, as far as it is plain: a name that stands twice is left out, and so is text with NUL, as in no body. Null
 * when it is no UTF-8.
 */
function queryOf(request: Request): Record<string, string> | null {
  const pairs = decodePairs(new URL(request.url).search.slice(1))
  if (pairs === null) return null
  const isPlain = ([name, value]: [string, string]) =>
    pairs.filter(([other]) => other === name).length === 1 && !value.includes('\0')
  return Object.fromEntries(pairs.filter(isPlain))
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
  const session = opened ?? keptSession(carried?.keptCookieDays, request)
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
