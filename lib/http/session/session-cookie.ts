import { config } from '@/lib/config'

const dayInSeconds = 24 * 3_600

export function sessionCookieName(): string {
  return config().isHttps ? '__Host-authjs.session-token' : 'authjs.session-token'
}

/** With HTTPS, other hosts of the same domain cannot set a cookie with this name. */
export function latchkeyCookieName(name: string): string {
  return config().isHttps ? `__Host-latchkey.${name}` : `latchkey.${name}`
}

export function sessionCookieOptions(days: number) {
  return {
    httpOnly: true,
    sameSite: 'lax',
    secure: config().isHttps,
    path: '/',
    maxAge: days * dayInSeconds,
  } as const
}

/** The Set-Cookie header; null deletes the cookie. */
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

export function readSessionCookie(header: string | null): string | null {
  const name = `${sessionCookieName()}=`
  const pairs = (header ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(name))?.slice(name.length) || null
}
