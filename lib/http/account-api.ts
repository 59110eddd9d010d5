import { picturePath } from '@/lib/account/picture-file'
import { config } from '@/lib/config'
import { callerOf } from './caller'
import { corsHeaders, preflight } from './cors'
import { faultToFailure } from './fault'

/**
 * `GET /api/account`: who the cookie or bearer is. The start of our own account API, and the session check for
 * services behind Latchkey. 401 (RFC 9457 problem) when the session is not, or no longer, good.
 */
export async function showAccount(request: Request): Promise<Response> {
  const response = await answerTo(request)
  for (const [name, value] of Object.entries(corsHeaders(request))) response.headers.set(name, value)
  return response
}

/** For a page of an allowed origin that asks with headers of its own. */
export function allowAccount(request: Request): Response {
  return preflight(request, ['GET', 'HEAD'])
}

async function answerTo(request: Request): Promise<Response> {
  try {
    const caller = await callerOf(request.headers)
    if (caller.kind === 'guest') return problem(401, 'Not signed in', { 'www-authenticate': 'Bearer' })
    const { hasPassword: _, pictureId: __, ...account } = caller.account
    const picture = config().appUrl + picturePath(caller.account)
    return answer(200, 'application/json; charset=utf-8', {
      account: { ...account, picture },
      session: caller.session,
    })
  } catch (error) {
    return faultProblem(error)
  }
}

/** For the methods that an address of ours does not have, where it has GET. */
export function onlyGet(): Response {
  return problem(405, 'Method not allowed', { allow: 'GET, HEAD, OPTIONS' })
}

/** An answer of ours to a program that cannot have what it asks for (RFC 9457). */
export function problem(status: number, title: string, headers: Record<string, string> = {}): Response {
  return answer(status, 'application/problem+json', { type: 'about:blank', title, status }, headers)
}

/** The same where something was thrown. */
export function faultProblem(error: unknown): Response {
  const { codes, retryAfterSeconds = 1 } = faultToFailure(error)
  const retry = { 'retry-after': String(retryAfterSeconds) }
  return codes[0] === 'too_busy' ? problem(503, 'Too busy', retry) : problem(500, 'Server fault')
}

function answer(
  status: number,
  contentType: string,
  body: object,
  headers: Record<string, string> = {},
): Response {
  const common = {
    'content-type': contentType,
    'cache-control': 'no-store',
    vary: 'Cookie, Authorization, Origin',
  }
  return new Response(JSON.stringify(body), { status, headers: { ...common, ...headers } })
}
