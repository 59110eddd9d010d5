/**
 * The address of a request in the one form by which everything decides: the rules for origin, size, method and
 * headers here, and Next's own routes. A browser sends no other; a raw client may send what Next would read otherwise
 * than we do.
 *
 * It is resolved as the URL standard says, as Next will once more: `.` and `..` segments go, however they are written,
 * `\` is `/`. A host in a proxy's form (RFC 9112 §3.2.2) and a fragment are left out. A path that cannot be decoded is
 * taken to the letter: each `%` is `%25`. A letter that needs no `%` stands without it (RFC 3986 §6.2.2.2): `/%61pi` is
 * `/api`. For an API there is one slash where an app's base address and its path
 * brought two; for a page Next itself leads on to the address with one.
 */
export function normalUrl(url: string): string {
  const [address = ''] = withoutHost(url).split('#', 1)
  const [path = ''] = address.split('?', 1)
  const resolved = withPlainLetters(decodable(new URL(`http://n${path}`).pathname))
  const single = withSingleSlashes(resolved)
  return (isApiPath(single) ? single : resolved) + address.slice(path.length)
}

/** The path of a normal address, in which a slash too many decides nothing. */
export function pathOf(url: string): string {
  return withSingleSlashes(url.replace(/[?#].*$/s, ''))
}

/** Whether this is the path of an API, which refuses in its dialect's own words. */
export function isApiPath(path: string): boolean {
  return /^\/api(\/|$)/.test(path)
}

function withSingleSlashes(path: string): string {
  return path.replace(/\/{2,}/g, '/')
}

function withPlainLetters(path: string): string {
  return path.replace(/%(2d|2e|5f|7e|3\d|[46][1-9a-f]|[57][0-9a])/gi, decodeURIComponent)
}

function decodable(path: string): string {
  try {
    decodeURIComponent(path)
    return path
  } catch {
    return path.replaceAll('%', '%25')
  }
}

function withoutHost(url: string): string {
  if (url.startsWith('/')) return url
  const rest = url.replace(/^[a-z][a-z0-9+.-]*:[\\/]{2,}[^\\/?#]*/i, '')
  return /^[\\/]/.test(rest) ? rest : `/${rest}`
}
