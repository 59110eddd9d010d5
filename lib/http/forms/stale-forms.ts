import { cookies } from 'next/headers'
import { ownCookieName, sessionCookieOptions } from '@/lib/http/session/session-cookie'

const cookie = 'updated'
/** Long enough to follow one redirect. */
const seconds = 10

/** Whether what was sent just before this page came from a form of another build (`lead-stale-form-back.ts`). */
export async function wasFormStale(): Promise<boolean> {
  return (await cookies()).has(ownCookieName(cookie))
}

/** The Set-Cookie line by which the page that follows knows it. */
export function staleFormCookie(): string {
  const { secure } = sessionCookieOptions(0)
  const parts = [`${ownCookieName(cookie)}=1`, 'Path=/', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Lax']
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ')
}
