import type { IncomingMessage } from 'node:http'
import { cookies } from 'next/headers'
import { mendStatus } from './mend-status'
import { type Incoming, onRequest } from './on-request'
import { ownPath } from './origin'
import { ownCookieName, sessionCookieOptions } from './session-cookie'

const cookie = 'updated'
/** Long enough to follow one redirect. */
const seconds = 10
/** How Next marks its answer to an action that it does not know. */
const unknownAction = 'x-nextjs-action-not-found'

/**
 * A form that another build drew, sent without script: Next answers it with bare text. Here it leads back to its page,
 * drawn anew, which says once that the site was updated. A browser with script says so itself (`keeping-action.ts`).
 */
export function leadStaleFormsBack(): void {
  onRequest('request.start', leadBackIfStale)
}

/** Whether what was sent just before this page came from a form of another build. */
export async function wasFormStale(): Promise<boolean> {
  return (await cookies()).has(ownCookieName(cookie))
}

function leadBackIfStale({ request, response }: Incoming): void {
  const { url = '/' } = request
  if (!isFormOfOurs(request)) return
  mendStatus(response, (status) => {
    if (status !== 409 || !response.hasHeader(unknownAction)) return status
    response.setHeader('location', ownPath(url))
    response.appendHeader('set-cookie', cookieLine())
    return 303
  })
}

/** Sent without script, and not by a page of another site (`mend-requests.ts`), which must not set a cookie. */
function isFormOfOurs({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'POST' && headers['next-action'] === undefined && headers['sec-fetch-site'] !== 'cross-site'
  )
}

function cookieLine(): string {
  const { secure } = sessionCookieOptions(0)
  const parts = [`${ownCookieName(cookie)}=1`, 'Path=/', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Lax']
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ')
}
