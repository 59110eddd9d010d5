const maxCharacters = 40_000
const segmentKinds = new Set([
  ...['c', 'ci(..)(..)', 'ci(.)', 'ci(..)', 'ci(...)', 'oc'],
  ...['d', 'di(..)(..)', 'di(.)', 'di(..)', 'di(...)'],
])
const refreshKinds = new Set(['refetch', 'inside-shared-layout', 'metadata-only'])

/** Whether a header is a valid `FlightRouterState` (Next 16). Without the header Next only sends a larger answer. */
export function isRouterTree(header: string): boolean {
  if (header.length > maxCharacters) return false
  try {
    return isTree(JSON.parse(decodeURIComponent(header)))
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
