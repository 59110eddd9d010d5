const mostCharacters = 40_000
const segmentKinds = new Set([
  ...['c', 'ci(..)(..)', 'ci(.)', 'ci(..)', 'ci(...)', 'oc'],
  ...['d', 'di(..)(..)', 'di(.)', 'di(..)', 'di(...)'],
])
const refreshKinds = new Set(['refetch', 'inside-shared-layout', 'metadata-only'])

/**
 * Whether this is what Next's router says of the pages that a browser has: a tree of segments, as JSON, percent-encoded
 * (`FlightRouterState` in Next 16). No more than that passes; what does not, costs a browser only a larger answer.
 */
export function isRouterTree(told: string): boolean {
  if (told.length > mostCharacters) return false
  try {
    return isTree(JSON.parse(decodeURIComponent(told)))
  } catch {
    return false
  }
}

function isTree(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 6) return false
  const [segment, children, url, refresh, hints, nonce] = value
  return (
    isSegment(segment) &&
    isObject(children) &&
    Object.values(children).every(isTree) &&
    (url == null || (Array.isArray(url) && url.length === 2 && url.every(isText))) &&
    (refresh == null || refreshKinds.has(refresh)) &&
    (hints == null || typeof hints === 'number') &&
    (nonce === undefined || isText(nonce))
  )
}

/** A name, or a parameter's name, value, kind and the names beside it. */
function isSegment(value: unknown): boolean {
  if (!Array.isArray(value)) return isText(value)
  const [name, key, kind, siblings] = value
  return (
    value.length === 4 &&
    isText(name) &&
    isText(key) &&
    segmentKinds.has(kind) &&
    (siblings === null || (Array.isArray(siblings) && siblings.every(isText)))
  )
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
