import { cookies } from 'next/headers'
import { latchkeyCookieName, sessionCookieOptions } from '@/lib/http/session/session-cookie'

const cookie = 'updated'
// Set by `redirect-stale-form.ts`; long enough for one redirect.
const seconds = 10

export async function wasFormStale(): Promise<boolean> {
  return (await cookies()).has(latchkeyCookieName(cookie))
}

export function staleFormCookie(): string {
  const { secure } = sessionCookieOptions(0)
  const parts = [
    `${latchkeyCookieName(cookie)}=1`,
    'Path=/',
    `Max-Age=${seconds}`,
    'HttpOnly',
    'SameSite=Lax',
  ]
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ')
}
