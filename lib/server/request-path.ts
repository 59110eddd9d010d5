/**
 * Normalizes a URL, so that our checks and Next's router see the same path. Follows the URL standard and RFC 3986 §6.2.2.2,
 * and drops the host (RFC 9112 §3.2.2). In API paths `//` becomes `/`; for pages Next redirects.
 */
export function normalizeUrl(url: string): string {
  const [address = ''] = removeHost(url).split('#', 1)
  const [path = ''] = address.split('?', 1)
  const resolved = decodeUnreserved(escapeIfMalformed(new URL(`http://n${path}`).pathname))
  const single = mergeSlashes(resolved)
  return (isApiPath(single) ? single : resolved) + address.slice(path.length)
}

/** The path of a normalized URL, with duplicate slashes merged. */
export function pathOf(url: string): string {
  return mergeSlashes(url.replace(/[?#].*$/s, ''))
}

export function isApiPath(path: string): boolean {
  return /^\/api(\/|$)/.test(path)
}

function mergeSlashes(path: string): string {
  return path.replace(/\/{2,}/g, '/')
}

function decodeUnreserved(path: string): string {
  return path.replace(/%(2d|2e|5f|7e|3\d|[46][1-9a-f]|[57][0-9a])/gi, decodeURIComponent)
}

function escapeIfMalformed(path: string): string {
  try {
    decodeURIComponent(path)
    return path
  } catch {
    return path.replaceAll('%', '%25')
  }
}

function removeHost(url: string): string {
  if (url.startsWith('/')) return url
  const rest = url.replace(/^[a-z][a-z0-9+.-]*:[\\/]{2,}[^\\/?#]*/i, '')
  return /^[\\/]/.test(rest) ? rest : `/${rest}`
}
