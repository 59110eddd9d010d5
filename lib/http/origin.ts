import { config } from '@/lib/config'

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
