import fc from 'fast-check'
import type { FuzzBody } from './bodies'
import type { HeaderLine } from './headers'
import { brokenFrom } from './paths'

/** A request as it is written: bytes, one character each, with placeholders for values that only a server knows. */
export interface FuzzRequest {
  readonly method: string
  readonly target: string
  readonly headers: readonly HeaderLine[]
  readonly body: FuzzBody | null
  readonly isChunked?: boolean
}

/** Bytes on a connection: whole requests, each of which is answered; or bytes that contain no valid request. */
export interface RawBytes {
  readonly text: string
  /** The methods of its requests; null where it may contain no whole one. */
  readonly methods: readonly string[] | null
  /** The target of its only request; null where there are several or none. */
  readonly target: string | null
}

/** A request with its length, in one piece or in chunks. */
export function written({ method, target, headers, body, isChunked = false }: FuzzRequest): string {
  const type: HeaderLine[] = body?.type == null ? [] : [['content-type', body.type]]
  const lines = [['host', 'my.origin'], ...type, ...headers].map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `${method} ${target} HTTP/1.1\r\n${lines.join('')}`
  if (body === null) return `${head}\r\n`
  if (isChunked) return `${head}transfer-encoding: chunked\r\n\r\n${chunked(body.bytes)}0\r\n\r\n`
  return `${head}content-length: my.length\r\n\r\n${counted(body.bytes)}`
}

const chunked = (bytes: string) => (bytes === '' ? '' : `my.size\r\n${counted(bytes)}\r\n`)
/** Marks a part whose length `render.ts` counts; the marks are not sent. */
const counted = (bytes: string) => `\u2039${bytes}\u203a`

/**
 * Raw bytes from a valid request: paths that no browser sends, odd methods, an invalid length, two lengths, both kinds
 * of length, broken chunks, several requests at once, and invalid headers.
 */
export function rawFrom(good: fc.Arbitrary<FuzzRequest>, path: string): fc.Arbitrary<RawBytes> {
  const withOtherPath = fc.tuple(good, brokenFrom(path)).map(([request, target]) => ({ ...request, target }))
  const method = fc.constantFrom(
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'PURGE',
    'PROPFIND',
    'TRACE',
  )
  const withOtherMethod = fc.tuple(good, method).map(([request, other]) => ({ ...request, method: other }))
  return fc.oneof(
    { weight: 5, arbitrary: withOtherPath.map(alone) },
    { weight: 2, arbitrary: withOtherMethod.map(alone) },
    {
      weight: 1,
      arbitrary: fc.array(fc.oneof(good, withOtherMethod), { minLength: 2, maxLength: 4 }).map(together),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(good, misframing)
        .map(([request, frame]) => frame(request))
        .map(rawBytes),
    },
    { weight: 2, arbitrary: fc.tuple(good, fc.nat(), odd).map(damaged).map(rawBytes) },
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ maxLength: 300 })
        .map((bytes) => rawBytes(Buffer.from(bytes).toString('latin1'))),
    },
  )
}

function alone(request: FuzzRequest): RawBytes {
  const isWhole = /^[!-~\x80-\xff]+$/.test(request.target)
  const text = written(request)
  return { text, methods: isWhole ? [request.method] : null, target: isWhole ? request.target : null }
}

function together(requests: readonly FuzzRequest[]): RawBytes {
  return { text: requests.map(written).join(''), methods: requests.map(({ method }) => method), target: null }
}

function rawBytes(text: string): RawBytes {
  return { text, methods: null, target: null }
}

const odd = fc.constantFrom(
  '\0',
  '\r',
  '\n',
  '\r\n',
  '\r\n\r\n',
  ' ',
  ':',
  '\xff',
  '\t',
  'HTTP/9.9',
  'my.much',
)

/** Inserts something into the request, mostly into its headers. */
function damaged([request, at, put]: [FuzzRequest, number, string]): string {
  const text = written(request)
  const head = text.indexOf('\r\n\r\n') + 4
  const index = at % 5 ? at % head : at % text.length
  return text.slice(0, index) + put + text.slice(index)
}

const misframing = fc.constantFrom<((request: FuzzRequest) => string)[]>(
  ...['-1', '+5', '5,5', '0x10', '1e3', '99999999999999999999', 'x', '', '5 5', '9'].map(
    (length) => (request: FuzzRequest) => written(request).replace('my.length', length),
  ),
  ...['chunked, identity', 'identity', 'xchunked', 'chunked\x0b', ' chunked', 'CHUNKED', 'gzip'].map(
    (coding) => (request: FuzzRequest) =>
      written({ ...request, headers: [...request.headers, ['transfer-encoding', coding]] }),
  ),
  (request) => written({ ...request, headers: [...request.headers, ['content-length', '3']] }),
  (request) =>
    written(request).replace('content-length: my.length', 'content-length: 3\r\ncontent-length: 4'),
  (request) => written(request).replace('content-length: my.length', 'Content-Length : 3'),
  (request) => written({ ...request, isChunked: true }).replace('my.size', 'ffffffffffffffff'),
  (request) => written({ ...request, isChunked: true }).replace('my.size', '-1'),
  (request) => written({ ...request, isChunked: true }).replace('my.size', 'zz'),
  (request) => written({ ...request, isChunked: true }).replace('my.size', 'my.size;x="\\\0"'),
  (request) =>
    written({ ...request, isChunked: true }).replace(/0\r\n\r\n$/, '0\r\nx: y\r\n__proto__: z\r\n\r\n'),
  (request) => written({ ...request, headers: [...request.headers, ['expect', '100-continue']] }),
  (request) => written({ ...request, headers: [...request.headers, ['expect', 'x']] }),
  (request) =>
    written({
      ...request,
      headers: [...request.headers, ['connection', 'upgrade'], ['upgrade', 'websocket']],
    }),
  (request) =>
    written({ ...request, headers: [...request.headers, ['connection', 'upgrade'], ['upgrade', 'h2c']] }),
  (request) => written({ ...request, headers: [...request.headers, ['host', 'evil.test']] }),
  (request) =>
    written({ ...request, headers: Array.from({ length: 2_100 }, (_, at) => [`x${at}`, '1'] as const) }),
  (request) => written(request).replace('HTTP/1.1', 'HTTP/1.0'),
  (request) => written(request).replace('HTTP/1.1', 'HTTP/2.0'),
  (request) => written(request).replace(' HTTP/1.1', ''),
  (request) => written(request).replace('host: my.origin\r\n', ''),
  (request) => written(request).replace('host: my.origin', 'host: '),
  (request) => written(request).replace('host: my.origin', 'host: evil.test/x?y@z'),
  (request) => written(request).replace('\r\n', '\n'),
  (request) => `\r\n\r\n${written(request)}`,
  () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  () => 'CONNECT localhost:22 HTTP/1.1\r\nhost: localhost:22\r\n\r\n',
)
