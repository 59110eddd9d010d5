import { type Failure, fail } from '@/lib/account/failure'
import { config } from '@/lib/config'
import { log } from '@/lib/process/log'
import { requestFacts } from '@/lib/process/request-facts'

/**
 * Whether a page of another site sent the request (OWASP CSRF: Fetch Metadata, else Origin, else Referer). Apps and
 * command lines send none of these and are allowed. `Origin: null` is allowed only if ALLOWED_ORIGINS contains it.
 */
export function isCrossSite(headers: Headers): boolean {
  const origin = headers.get('origin') ?? originOf(headers.get('referer'))
  if (origin !== null && isAllowedOrigin(origin)) return false
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  return origin !== null
}

/** Carries a form's foreign origin, which Next must not see (`lib/server/steps/guard-form.ts`). */
export const foreignOriginHeader = 'x-foreign-origin'

/** Logs the origin: it may be the operator's own site under an address that is not APP_URL. */
export function refuseCrossSite(headers: Headers): Failure | null {
  if (!isCrossSite(headers)) return null
  const origin = headers.get('origin') ?? originOf(headers.get('referer')) ?? headers.get(foreignOriginHeader)
  log().warn({
    event: 'cross_site_refused',
    origin: origin?.slice(0, maxOriginCharacters) ?? null,
    appUrl: config().appUrl,
    note: 'If this is the address of this site, set APP_URL to it. If it is your own app, add it to ALLOWED_ORIGINS.',
    ...requestFacts(),
  })
  return fail('cross_site')
}

const maxOriginCharacters = 200

/** The path of a URL on our origin; `/` for any other URL. */
export function sameOriginPath(text: string): string {
  const { appUrl } = config()
  if (!URL.canParse(text, appUrl)) return '/'
  const url = new URL(text, appUrl)
  return url.origin === appUrl && url.pathname.startsWith('/') && !url.pathname.startsWith('//')
    ? `${url.pathname}${url.search}`
    : '/'
}

function isAllowedOrigin(origin: string): boolean {
  return origin === config().appUrl || config().allowedOrigins.includes(origin)
}

/** Not `null` for an unreadable URL: browsers send that word for a hidden origin, and it may be allowed. */
function originOf(url: string | null): string | null {
  if (url === null) return null
  return URL.canParse(url) ? new URL(url).origin : 'unreadable'
}
