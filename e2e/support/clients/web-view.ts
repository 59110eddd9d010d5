import type { Fetch } from '@/lib/client/transport'

/**
 * `fetch` for a page of this origin in a WebView, by the rules of the Fetch standard: it sends preflights, hides
 * answers that are not meant for this origin, and neither keeps nor sends cookies of another site.
 */
export function fetchFrom(origin: string): Fetch {
  const siteHeaders = { origin, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }
  return async (address, init) => {
    const headers = new Headers(init.headers)
    const names = [...headers.keys()].sort()
    const preflightHeaders = {
      'access-control-request-method': init.method ?? 'GET',
      'access-control-request-headers': names.join(','),
    }
    const needsPreflight = names.length > 0
    const preflight =
      needsPreflight &&
      (await fetch(address, { method: 'OPTIONS', headers: { ...siteHeaders, ...preflightHeaders } }))
    if (preflight && !(isMeantFor(preflight, origin, init) && allows(preflight, names)))
      throw new TypeError('Failed to fetch: the preflight was rejected')
    for (const [name, value] of Object.entries(siteHeaders)) headers.set(name, value)
    const answer = await fetch(address, { ...init, headers })
    if (!isMeantFor(answer, origin, init)) throw new TypeError('Failed to fetch: not for this origin')
    return answer
  }
}

function isMeantFor({ headers }: Response, origin: string, { credentials }: RequestInit): boolean {
  const isNamed = headers.get('access-control-allow-origin') === origin
  return isNamed && (credentials !== 'include' || headers.get('access-control-allow-credentials') === 'true')
}

function allows({ headers }: Response, names: readonly string[]): boolean {
  const allowed = (headers.get('access-control-allow-headers') ?? '').split(/\s*,\s*/)
  return names.every((name) => allowed.includes(name))
}
