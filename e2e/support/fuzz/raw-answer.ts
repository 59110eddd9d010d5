import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from '@/e2e/support/clients/send'

/** An answer as it is in the bytes of a connection. */
export interface RawAnswer extends Answer {
  /** Whether the server announces that it closes the connection. */
  readonly isLast: boolean
}

interface Read {
  readonly answer: RawAnswer
  readonly rest: Buffer
}

const bodiless = new Set([204, 304])

/**
 * Reads the first whole answer from the bytes of a connection.
 *
 * @param method of the request: an answer to HEAD has no body, whatever its headers say
 * @returns null while it is incomplete
 * @throws Error for bytes that are not an answer
 */
export function readAnswer(bytes: Buffer, method: string): Read | null {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})( |$)/.exec(statusLine)?.[1])
  if (Number.isNaN(status)) throw new Error(`no answer: ${JSON.stringify(bytes.toString('latin1', 0, 200))}`)
  const after = bytes.subarray(end + 4)
  if (status < 200) return readAnswer(after, method)
  const headers = readHeaders(lines)
  const hasBody = method !== 'HEAD' && !bodiless.has(status)
  const body = hasBody ? readBody(after, headers) : { content: Buffer.alloc(0), rest: after }
  if (body === null) return null
  const isLast = /\bclose\b/i.test(headers.connection ?? '')
  return { answer: { status, headers, text: body.content.toString('utf8'), isLast }, rest: body.rest }
}

function readHeaders(lines: readonly string[]): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {}
  for (const line of lines) {
    const at = line.indexOf(':')
    const [name, value] = [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    if (name === 'set-cookie') headers[name] = [...(headers[name] ?? []), value]
    else headers[name] = value
  }
  return headers
}

type Body = { readonly content: Buffer; readonly rest: Buffer }

function readBody(bytes: Buffer, headers: IncomingHttpHeaders): Body | null {
  if (/chunked/i.test(headers['transfer-encoding'] ?? '')) return readChunks(bytes)
  const length = Number(headers['content-length'] ?? 0)
  return bytes.length < length ? null : { content: bytes.subarray(0, length), rest: bytes.subarray(length) }
}

function readChunks(bytes: Buffer): Body | null {
  const chunks: Buffer[] = []
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd < 0) return null
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    const next = lineEnd + 2 + size + 2
    if (!(bytes.length >= next)) return null
    if (size === 0) return { content: Buffer.concat(chunks), rest: bytes.subarray(next) }
    chunks.push(bytes.subarray(lineEnd + 2, next - 2))
    at = next
  }
}
