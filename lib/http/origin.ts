import { type Failure, fail } from '@/lib/account/failure'
import { config } from '@/lib/config'
import { log } from '@/lib/process/log'
import { requestFacts } from '@/lib/process/request-facts'

/**
 * Whether a request was sent by a page of another site (OWASP CSRF: Fetch Metadata, else Origin, else
 * Referer). Apps and command lines send none of these and are allowed; `Origin: null` is a stranger unless
 * ALLOWED_ORIGINS names it.
 */
export function isCrossSite(headers: Headers): boolean {
  const origin = headers.get('origin') ?? originOf(headers.get('referer'))
  if (origin !== null && isOurs(origin)) return false
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  return origin !== null
}

/** In which a form's origin goes on where Next must not see it (`lib/server/steps/guard-form.ts`). */
export const foreignOrigin = 'x-foreign-origin'

/**
 * Refuses what a page of another site sent. The log says which: it may be the operator's own, with an address that is not
 * APP_URL.
 */
export function refuseCrossSite(headers: Headers): Failure | null {
  if (!isCrossSite(headers)) return null
  const origin = headers.get('origin') ?? originOf(headers.get('referer')) ?? headers.get(foreignOrigin)
  log().warn({
    event: 'cross_site_refused',
    origin: origin?.slice(0, longestOrigin) ?? null,
    appUrl: config().appUrl,
    note: 'If people come by this origin, set APP_URL to it; if an app of yours is there, name it in ALLOWED_ORIGINS',
    ...requestFacts(),
  })
  return fail('cross_site')
}

const longestOrigin = 200

/** A path of ours, whatever the text says: what leads to another origin, or nowhere, leads home. */
export function ownPath(text: string): string {
  const { appUrl } = config()
  if (!URL.canParse(text, appUrl)) return '/'
  const url = new URL(text, appUrl)
  return url.origin === appUrl && url.pathname.startsWith('/') && !url.pathname.startsWith('//')
    ? `${url.pathname}${url.search}`
    : '/'
}

function isOurs(origin: string): boolean {
  return origin === config().appUrl || config().allowedOrigins.includes(origin)
}

/** A browser that hides its page's origin says `null` itself: what cannot be read is no such word. */
function originOf(url: string | null): string | null {
  if (url === null) return null
  return URL.canParse(url) ? new URL(url).origin : 'unreadable'
}
