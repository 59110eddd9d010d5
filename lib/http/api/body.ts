import { readAtMost } from '@/lib/http/read-at-most'
import { policy } from '@/lib/policy'

export type Body = Readonly<Record<string, unknown>>

/**
 * Reads a JSON object, `a=1&b=2` or multipart, whatever Content-Type says. An empty body is `{}`. Numbers are returned as
 * text. Returns null for more than 16 KiB, invalid UTF-8, NUL, duplicate form fields, or too many levels or keys.
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

/** Returns null if percent-encoded bytes are not UTF-8: they would become U+FFFD. */
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

/** Without duplicates and values that contain NUL. Null if not UTF-8: Next replaces such bytes by U+FFFD. */
export function queryOf(request: Request): Record<string, string> | null {
  const pairs = decodePairs(new URL(request.url).search.slice(1))
  if (pairs === null || pairs.some(([name, value]) => `${name}${value}`.includes('\ufffd'))) return null
  const isPlain = ([name, value]: [string, string]) =>
    pairs.filter(([other]) => other === name).length === 1 && !value.includes('\0')
  return Object.fromEntries(pairs.filter(isPlain))
}

/** A `%` without two hex digits stays as it is (URL standard). */
function decodePart(part: string): string {
  return decodeURIComponent(part.replaceAll('+', ' ').replace(/%(?![0-9a-f]{2})/gi, '%25'))
}

export function parsePairs(pairs: Iterable<[string, unknown]>): Body | null {
  const body = new Map<string, unknown>()
  for (const [name, value] of pairs) {
    if (body.has(name) || body.size >= policy.bodyKeys) return null
    body.set(name, value)
  }
  return Object.fromEntries(body)
}

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

/** Turns numbers into strings: a login, phone or password may have more digits than a number can hold. */
function quoteNumbers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  )
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

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
