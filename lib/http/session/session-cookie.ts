import { config } from '@/lib/config'

const dayInSeconds = 24 * 3_600

/** The one cookie of every dialect and page, which Auth.js reads too. Over https it is bound to this host. */
export function sessionCookieName(): string {
  return config().isHttps ? '__Host-authjs.session-token' : 'authjs.session-token'
}

/** The name of a cookie of ours: over https none that another host of the same domain could set. */
export function ownCookieName(name: string): string {
  return config().isHttps ? `__Host-latchkey.${name}` : `latchkey.${name}`
}

/** How the session cookie is set, for so many days; deleting it takes the same name, path and flags. */
export function sessionCookieOptions(days: number) {
  return {
    httpOnly: true,
    sameSite: 'lax',
    secure: config().isHttps,
    path: '/',
    maxAge: days * dayInSeconds,
  } as const
}

/** The Set-Cookie line that hands a session out, or with null takes it back. */
export function sessionSetCookie(session: { secret: string; totalDays: number } | null): string {
  const { maxAge, secure } = sessionCookieOptions(session?.totalDays ?? 0)
  const parts = [
    `${sessionCookieName()}=${session?.secret ?? ''}`,
    'Path=/',
    `Max-Age=${maxAge}`,
    'HttpOnly',
    'SameSite=Lax',
  ]
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ')
}

/** The session secret among a request's cookies; null when there is none. */
export function readSessionCookie(header: string | null): string | null {
  const name = `${sessionCookieName()}=`
  const pairs = (header ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(name))?.slice(name.length) || null
}
