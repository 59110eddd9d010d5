import NextAuth from 'next-auth'
import { authAdapter } from '@/lib/account/auth-adapter'
import { config } from '@/lib/config'
import { keyFor } from '@/lib/keys'
import { log } from '@/lib/log'
import { policy } from '@/lib/policy'
import { sessionCookieName, sessionCookieOptions } from './session-cookie'

const daySeconds = 24 * 3_600

/**
 * Auth.js over the same sessions as every dialect: its client libraries and, later, other providers. Passwords
 * never pass through it. Asked for at each request, because its configuration needs ours.
 */
export const { handlers } = NextAuth(() => {
  const { maxAge: _, ...options } = sessionCookieOptions(policy.sessionIdleDays)
  return {
    adapter: authAdapter(),
    providers: [],
    secret: keyFor('authjs').toString('base64url'),
    basePath: '/api/auth',
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
      error: ({ name, message }) => log().warn({ event: 'authjs_refused', error: name, message }),
      warn: (code) => log().debug({ event: 'authjs_warning', code }),
      debug: () => {},
    },
    pages: { signIn: '/login', error: '/login' },
    callbacks: {
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
})
