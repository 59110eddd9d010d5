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
import { acceptedKeysFor } from '@/lib/sealing/keys'
import { returnFromProvider } from './return-from-provider'

const basePath = '/api/auth'
const daySeconds = 24 * 3_600
const providerTimeoutMillis = 10_000

// The Auth.js actions that we serve. Passwords never pass through it, and there is one provider.
const actions = {
  GET: ['session', 'csrf', 'providers', 'signin', 'signout', 'error', 'callback/oidc'],
  POST: ['session', 'signin', 'signout', 'signin/oidc'],
} as const

const callerActions = ['session', 'signout']

const nextAuth = NextAuth(authConfig)

export const handlers = { GET: serve('GET'), POST: serve('POST') }

/** Redirects to the provider, with state, nonce and PKCE. The caller must have ruled out a cross-site request. */
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

function serve(method: keyof typeof actions) {
  return async (request: NextRequest): Promise<Response> => {
    const { pathname, search } = request.nextUrl
    const action = pathname.slice(basePath.length + 1)
    const isServed = actions[method].some((known) => known === action)
    if (!isServed || (action.endsWith('/oidc') && config().oidc === null))
      return problem(request, fail('not_found'))
    const foreign = method === 'POST' ? refuseCrossSite(request.headers) : null
    if (foreign) return problem(request, foreign)
    const body = method === 'POST' ? await readBytes(request) : undefined
    if (body === null) return problem(request, fail('malformed'))
    // URLs are built from APP_URL, never from the Host header.
    const authRequest = new NextRequest(config().appUrl + pathname + search, {
      method,
      headers: request.headers,
      ...(body && { body: Uint8Array.from(body) }),
    })
    const fault = callerActions.includes(action) ? await checkCaller(request) : null
    if (fault) return fault
    const answer = await nextAuth.handlers[method](authRequest)
    const headers = new Headers(answer.headers)
    if (action === 'session') keepOnlySessionDeletion(headers)
    headers.set('cache-control', 'no-store')
    return new Response(answer.body, { status: answer.status, headers })
  }
}

/** Returns an error answer if the caller cannot be determined: Auth.js would say "signed out". */
async function checkCaller(request: Request): Promise<Response | null> {
  try {
    await callerOf(request.headers)
    return null
  } catch (error) {
    return faultProblem(request, error)
  }
}

/** On a session query Auth.js would set sign-in cookies and extend the session cookie. */
function keepOnlySessionDeletion(headers: Headers): void {
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
    secret: acceptedKeysFor('authjs').map((key) => key.toString('base64url')),
    basePath,
    trustHost: true,
    useSecureCookies: config().isHttps,
    session: {
      strategy: 'database',
      maxAge: policy.sessionIdleDays * daySeconds,
      updateAge: policy.sessionIdleDays * daySeconds,
    },
    cookies: { sessionToken: { name: sessionCookieName(), options } },
    // The default logger prints stack traces for bad requests.
    logger: {
      error: ({ name, message }) =>
        log().warn({ event: 'authjs_refused', error: name, message, ...requestFacts() }),
      warn: (code) => log().debug({ event: 'authjs_warning', code }),
      debug: () => {},
    },
    pages: { signIn: '/login', error: '/login' },
    callbacks: {
      // Auth.js has verified the profile; we decide what follows and open the session.
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

function otherProvider(): NextAuthConfig['providers'] {
  const { oidc } = config()
  if (!oidc) return []
  const { issuer, clientId, clientSecret, name } = oidc
  const fetchWithTimeout: typeof fetch = (url, init) =>
    fetch(url, { ...init, signal: AbortSignal.timeout(providerTimeoutMillis) })
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
      [customFetch]: fetchWithTimeout,
    },
  ]
}
