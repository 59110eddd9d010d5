import fc from 'fast-check'
import { bytesOf, text } from './values'

export type HeaderLine = readonly [name: string, value: string]

/** Header characters that Node's parser accepts; it rejects others before our code runs. */
const odd = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'aZ0%=;,:./\\"{}[]()<>?@ *~|'), maxLength: 60 }),
  text.map((any) => bytesOf(any).replace(/[^\t -~\x80-\xff]/g, '')),
  fc.constantFrom(
    'my.cookie',
    'my.token',
    'x'.repeat(4_000),
    'null',
    '0',
    '-1',
    '*/*',
    'ru;q=0.1, en_US',
    'gzip',
  ),
)

const session = 'authjs.session-token'
const cookie = fc.oneof(
  odd.map((any) => `${session}=${any}`),
  odd,
  fc.constantFrom(
    ...[
      `${session}=my.cookie; ${session}=x`,
      `${session}="my.cookie"`,
      `${session}=my.token`,
      `__Host-${session}=my.cookie`,
    ],
    ...[`${session}=`, `${session}`, '=; =', 'a=b; '.repeat(200), `latchkey.locale=ru; ${session}=my.cookie`],
  ),
)
const authorization = fc.oneof(
  odd.map((any) => `Bearer ${any}`),
  odd,
  fc.constantFrom(
    ...[
      'my.token',
      'Bearer my.token',
      'bearer my.cookie',
      'Bearer my.cookie',
      'Basic YTpi',
      'Bearer',
      'Bearer  ',
      'Digest x',
    ],
    ...[
      'Bearer eyJhbGciOiJub25lIn0.eyJzaWQiOiIxIn0.',
      'Bearer a.b.c',
      'Bearer my.tokenx',
      'Bearer my.token.x',
    ],
  ),
)

/** Headers that programs and proxies add, and those of Next's internal protocol. */
const other = fc.tuple(
  fc.constantFrom(
    ...[
      'accept',
      'accept-language',
      'range',
      'user-agent',
      'if-none-match',
      'if-modified-since',
      'content-encoding',
    ],
    ...[
      'x-forwarded-for',
      'forwarded',
      'x-forwarded-host',
      'x-forwarded-proto',
      'x-real-ip',
      'cf-connecting-ip',
      'via',
    ],
    ...[
      'x-http-method-override',
      'x-request-id',
      'x-original-url',
      'sec-fetch-dest',
      'sec-fetch-mode',
      'content-language',
    ],
    ...[
      'rsc',
      'next-url',
      'next-router-prefetch',
      'next-router-state-tree',
      'next-router-segment-prefetch',
      'purpose',
    ],
    ...[
      'x-middleware-subrequest',
      'x-nextjs-data',
      'x-invoke-path',
      'x-matched-path',
      'next-resume',
      '__proto__',
      'x',
    ],
  ),
  odd,
)
const origin = fc.constantFrom<HeaderLine>(
  ['origin', 'null'],
  ['origin', 'http://my.origin'],
  ['origin', 'https://evil.test'],
  ['origin', '%%%'],
  ['referer', 'http://my.origin/login'],
  ['referer', 'x'],
  ['sec-fetch-site', 'same-origin'],
  ['sec-fetch-site', 'cross-site'],
  ['sec-fetch-site', ''],
)

/** Header lines, each name once: the caller's own, replaced ones, and some odd ones. */
export function headersOf(own: readonly HeaderLine[]): fc.Arbitrary<HeaderLine[]> {
  const whose = fc.oneof(
    { weight: 6, arbitrary: fc.constant(own) },
    { weight: 1, arbitrary: fc.constant<HeaderLine[]>([]) },
    { weight: 1, arbitrary: cookie.map((value): HeaderLine[] => [['cookie', value]]) },
    { weight: 1, arbitrary: authorization.map((value): HeaderLine[] => [['authorization', value]]) },
  )
  const more = fc.oneof(
    { weight: 3, arbitrary: fc.constant<HeaderLine[]>([]) },
    { weight: 2, arbitrary: fc.array(fc.oneof(origin, other), { minLength: 1, maxLength: 4 }) },
  )
  return fc.tuple(whose, more).map(([first, rest]) => {
    const lines = new Map([...first, ...rest])
    return [...lines]
  })
}
