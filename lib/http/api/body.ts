import { readAtMost } from '@/lib/http/read-at-most'
import { policy } from '@/lib/policy'

/** A request's body as names and values, or null when it is not that: too big, too deep, broken. */
export type Body = Readonly<Record<string, unknown>>

/**
 * Reads a body, JSON or form, whatever Content-Type says: an object in JSON, or `a=1&b=2`, or multipart.
 * No body is an empty one. Nothing past 16 KiB is read; text must be whole UTF-8 without NUL, also behind the `%` of
 * a form; a name may stand only once in a form. A JSON number is read as the text of its digits.
 */
export async function readBody(request: Request): Promise<Body | null> {
  const bytes = await readBytes(request)
  if (bytes === null) return null
  const contentType = request.headers.get('content-type') ?? ''
  const text = decode(bytes)
  if (text === null) return null
  if (text.trim() === '') return {}
  const isJson = /^\s*[[{"]/.test(text)
  if (!isJson && /^multipart\/form-data\b/i.test(contentType)) return await readMultipart(bytes, contentType)
  const pairs = isJson ? null : decodePairs(text)
  const body = isJson ? parseJson(text) : pairs && parsePairs(pairs)
  return body !== null && isWellFormed(body, policy.bodyDepth) ? body : null
}

/** The names and values of `a=1&b=2`, or null when the bytes behind a `%` are no UTF-8: they would become U+FFFD. */
function decodePairs(text: string): [name: string, value: string][] | null {
  try {
    return text
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [name = '', ...value] = pair.split('=')
        return [decodePart(name), decodePart(value.join('='))]
      })
  } catch {
    return null
  }
}

/**
 * The query, as far as it is plain: a name that stands twice is left out, and so is text with NUL, as in no body. Null
 * when it is no UTF-8: for such bytes Next puts U+FFFD before a route sees them, and no name or address has that.
 */
export function queryOf(request: Request): Record<string, string> | null {
  const pairs = decodePairs(new URL(request.url).search.slice(1))
  if (pairs === null || pairs.some(([name, value]) => `${name}${value}`.includes('\ufffd'))) return null
  const isPlain = ([name, value]: [string, string]) =>
    pairs.filter(([other]) => other === name).length === 1 && !value.includes('\0')
  return Object.fromEntries(pairs.filter(isPlain))
}

/** A `%` without two digits behind it stands for itself, as in a browser's own parser. */
function decodePart(part: string): string {
  return decodeURIComponent(part.replaceAll('+', ' ').replace(/%(?![0-9a-f]{2})/gi, '%25'))
}

/** The fields of a form, or null when one stands twice, or there are too many. Files are not fields. */
export function parsePairs(pairs: Iterable<[string, unknown]>): Body | null {
  const body = new Map<string, unknown>()
  for (const [name, value] of pairs) {
    if (body.has(name) || body.size >= policy.bodyKeys) return null
    body.set(name, value)
  }
  return Object.fromEntries(body)
}

/** A body's bytes, or null when they are too many or their sender broke off. */
export async function readBytes(request: Request): Promise<Uint8Array | null> {
  return await readAtMost(request, policy.bodyBytes)
}

async function readMultipart(bytes: Uint8Array, contentType: string): Promise<Body | null> {
  try {
    const form = await new Response(Uint8Array.from(bytes), {
      headers: { 'content-type': contentType },
    }).formData()
    const body = parsePairs(form)
    return body && isWellFormed(body, policy.bodyDepth) ? body : null
  } catch {
    return null
  }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function parseJson(text: string): Body | null {
  try {
    JSON.parse(text)
    const value: unknown = JSON.parse(quoteNumbers(text))
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** A login, a phone or a password may have more digits than a number holds, so each number becomes its own text. */
function quoteNumbers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  )
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Depth first, so that the cap on depth also bounds this function's own recursion. */
function isWellFormed(value: unknown, depthLeft: number): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  if (depthLeft === 0) return false
  const entries = Object.entries(value)
  return (
    entries.length <= policy.bodyKeys &&
    entries.every(([name, inner]) => isWellFormed(name, 0) && isWellFormed(inner, depthLeft - 1))
  )
}
