import { Auth, customFetch, skipCSRFCheck } from '@auth/core'
import { NextRequest } from 'next/server'
import NextAuth, { type NextAuthConfig } from 'next-auth'
import { fail } from '@/lib/account/failure'
import { authAdapter } from '@/lib/account/operations/entering/auth-adapter'
import { config } from '@/lib/config'
import { readBytes } from '@/lib/http/api/body'
import { faultProblem, problem } from '@/lib/http/api/problem'
import { refuseCrossSite } from '@/lib/http/origin'
import { callerOf } from '@/lib/http/session/read-request-context'
import { sessionCookieName, sessionCookieOptions } from '@/lib/http/session/session-cookie'
import { policy } from '@/lib/policy'
import { log } from '@/lib/process/log'
import { requestFacts } from '@/lib/process/request-facts'
import { knownKeysFor } from '@/lib/sealing/keys'
import { returnFromProvider } from './return-from-provider'

const basePath = '/api/auth'
const daySeconds = 24 * 3_600
const providerPatienceMillis = 10_000

/** What Auth.js answers here, by method. Passwords never pass through it, and there is one provider. */
const places = {
  GET: ['session', 'csrf', 'providers', 'signin', 'signout', 'error', 'callback/oidc'],
  POST: ['session', 'signin', 'signout', 'signin/oidc'],
} as const

const asksForCaller = ['session', 'signout']

/**
 * Auth.js over the same sessions as every dialect: its client libraries, and the protocol with the other provider.
 * Asked for at each request, because its configuration needs ours.
 */
const nextAuth = NextAuth(authConfig)

export const handlers = { GET: serve('GET'), POST: serve('POST') }

/**
 * Begins the way to the other provider: an answer that leads there, with cookies of Auth.js that hold state, nonce
 * and PKCE verifier until the way back. Whether another site asked for it was checked by the caller.
 */
export async function redirectToProvider(cookie: string): Promise<Response> {
  const { appUrl } = config()
  const body = new URLSearchParams({ callbackUrl: `${appUrl}/edit-profile` })
  const request = new Request(`${appUrl}${basePath}/signin/oidc`, {
    method: 'POST',
    body,
    headers: { cookie },
  })
  return await Auth(request, { ...authConfig(), skipCSRFCheck })
}

function serve(method: keyof typeof places) {
  return async (request: NextRequest): Promise<Response> => {
    const { pathname, search } = request.nextUrl
    const place = pathname.slice(basePath.length + 1)
    const isOurs = places[method].some((known) => known === place)
    if (!isOurs || (place.endsWith('/oidc') && config().oidc === null))
      return problem(request, fail('not_found'))
    const foreign = method === 'POST' ? refuseCrossSite(request.headers) : null
    if (foreign) return problem(request, foreign)
    const body = method === 'POST' ? await readBytes(request) : undefined
    if (body === null) return problem(request, fail('malformed'))
    // Links and addresses are made from APP_URL, never from what a request says of its host.
    const asked = new NextRequest(config().appUrl + pathname + search, {
      method,
      headers: request.headers,
      ...(body && { body: Uint8Array.from(body) }),
    })
    const fault = asksForCaller.includes(place) ? await findFault(request) : null
    if (fault) return fault
    const answer = await nextAuth.handlers[method](asked)
    const headers = new Headers(answer.headers)
    if (place === 'session') keepTakenBackCookieOnly(headers)
    headers.set('cache-control', 'no-store')
    return new Response(answer.body, { status: answer.status, headers })
  }
}

/** What keeps us from knowing who asks: Auth.js would answer that nobody is signed in, or is any more. */
async function findFault(request: Request): Promise<Response | null> {
  try {
    await callerOf(request.headers)
    return null
  } catch (error) {
    return faultProblem(request, error)
  }
}

/**
 * Who only asks whether anybody is signed in gets no cookies for a sign-in that they do not begin, and keeps the session's
 * as long as it was given: Auth.js would set it anew, for a time of its own.
 */
function keepTakenBackCookieOnly(headers: Headers): void {
  const lines = headers.getSetCookie()
  headers.delete('set-cookie')
  for (const line of lines)
    if (line.startsWith(`${sessionCookieName()}=;`)) headers.append('set-cookie', line)
}

function authConfig(): NextAuthConfig {
  const { maxAge: _, ...options } = sessionCookieOptions(policy.sessionIdleDays)
  return {
    adapter: authAdapter(),
    providers: otherProvider(),
    secret: knownKeysFor('authjs').map((key) => key.toString('base64url')),
    basePath,
    trustHost: true,
    useSecureCookies: config().isHttps,
    session: {
      strategy: 'database',
      maxAge: policy.sessionIdleDays * daySeconds,
      updateAge: policy.sessionIdleDays * daySeconds,
    },
    cookies: { sessionToken: { name: sessionCookieName(), options } },
    // Its own logger prints stacks over many lines, for what is only a bad request.
    logger: {
      error: ({ name, message }) =>
        log().warn({ event: 'authjs_refused', error: name, message, ...requestFacts() }),
      warn: (code) => log().debug({ event: 'authjs_warning', code }),
      debug: () => {},
    },
    pages: { signIn: '/login', error: '/login' },
    callbacks: {
      // By here Auth.js has checked what the provider says. What it means is ours to decide, and so is the session.
      signIn: async ({ profile }) => await returnFromProvider(profile),
      session: ({ session, user }) => ({
        expires: session.expires,
        user: {
          id: user.id,
          name: user.name ?? null,
          email: user.email,
          image: user.image ?? null,
        },
      }),
    },
  }
}

/** The provider of the configuration: PKCE, state and nonce; what it says of somebody comes from its userinfo endpoint. */
function otherProvider(): NextAuthConfig['providers'] {
  const { oidc } = config()
  if (!oidc) return []
  const { issuer, clientId, clientSecret, name } = oidc
  const signalled: typeof fetch = (url, init) =>
    fetch(url, { ...init, signal: AbortSignal.timeout(providerPatienceMillis) })
  return [
    {
      id: 'oidc',
      type: 'oidc',
      name,
      issuer,
      clientId,
      clientSecret,
      checks: ['pkce', 'state', 'nonce'],
      idToken: false,
      profile: ({ sub }) => ({ id: String(sub) }),
      [customFetch]: signalled,
    },
  ]
}
