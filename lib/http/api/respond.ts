import type { Failure } from '@/lib/account/failure'
import { passwordMinLength } from '@/lib/account/password/check-password'
import { channels } from '@/lib/channels'
import { config } from '@/lib/config'
import type { Dialect, WireAnswer, WireContext } from '@/lib/dialects/dialect'
import { negotiateLocale } from '@/lib/i18n/locale'
import { corsHeaders } from './cors'

export function wireContextFor(dialect: Dialect, request: Request): WireContext {
  return {
    locale: negotiateLocale(undefined, request.headers.get('accept-language'), channels[dialect.name].locale),
    appUrl: config().appUrl,
    passwordMinCharacters: passwordMinLength(dialect.name),
    token: '',
  }
}

export function refuse(
  dialect: Dialect,
  request: Request,
  failure: Failure,
  { allowed = [], formFields = [] }: { allowed?: readonly string[]; formFields?: readonly string[] } = {},
): Response {
  const { codes, retryAfterSeconds } = failure
  const headers = {
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    ...(codes[0] === 'method_not_allowed' ? { allow: allowed.join(', ') } : {}),
  }
  return respond(
    request,
    dialect.answerFailure(failure, { ...wireContextFor(dialect, request), formFields }),
    headers,
  )
}

export function respond(
  request: Request,
  { status, body, location, contentType = 'application/json; charset=utf-8' }: WireAnswer,
  headers: Record<string, string>,
): Response {
  return new Response(request.method === 'HEAD' || body === null ? null : JSON.stringify(body), {
    status,
    headers: {
      ...(body === null ? {} : { 'content-type': contentType }),
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      vary: 'Origin, Sec-Fetch-Site, Accept-Language',
      ...corsHeaders(request),
      // RFC 9110 §15.5.2; some clients do not accept a 401 without it.
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(location === undefined ? {} : { location: config().appUrl + location }),
      ...headers,
    },
  })
}
