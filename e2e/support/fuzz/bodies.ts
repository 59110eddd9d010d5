import fc from 'fast-check'
import { bytesOf, fieldName, percentEncoded, text, value } from './values'

/** A body as bytes, one character each, and its stated content type. */
export interface FuzzBody {
  readonly type: string | null
  readonly bytes: string
}

type Pair = readonly [name: string, value: unknown]

const boundary = 'fuzz-boundary'
const types = [
  ...['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data', ''],
  ...['application/json; charset=utf-16', `multipart/form-data; boundary="${boundary}"`, ';;;/', 'image/png'],
  'multipart/form-data; boundary=',
]

/** The fields of a valid body with some of them removed, replaced, repeated or added. */
export function mutated(good: Readonly<Record<string, unknown>>): fc.Arbitrary<Pair[]> {
  const pairs: readonly Pair[] = Object.entries(good)
  const change = fc.record({ at: fc.nat(), name: fieldName, value, kind: fc.constantFrom(...kinds) })
  const changes = fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 5, arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.array(change, { maxLength: 12 }) },
  )
  return changes.map((all) => all.reduce(changed, pairs).slice())
}

const kinds = ['drop', 'fill', 'fill', 'fill', 'repeat', 'add', 'swap'] as const

interface Change {
  readonly at: number
  readonly name: string
  readonly value: unknown
  readonly kind: (typeof kinds)[number]
}

function changed(pairs: readonly Pair[], { at, name, value, kind }: Change): readonly Pair[] {
  if (kind === 'add' || pairs.length === 0) return [...pairs, [name, value]]
  const index = at % pairs.length
  const [own = name, ownValue] = pairs[index] ?? []
  const other = pairs[(at + 1) % pairs.length]?.[1]
  if (kind === 'drop') return pairs.toSpliced(index, 1)
  if (kind === 'repeat') return [...pairs, [own, at % 2 ? ownValue : value]]
  return pairs.with(index, [own, kind === 'swap' ? other : value])
}

/** Bodies made from a valid one, in every format; and some that are never valid. */
export function bodyOf(good: Readonly<Record<string, unknown>>): fc.Arbitrary<FuzzBody> {
  const fields = mutated(good)
  return variedBody(
    fc.oneof(
      { weight: 4, arbitrary: fields.map(json) },
      { weight: 2, arbitrary: fields.map(urlencoded) },
      { weight: 2, arbitrary: fields.map(multipart) },
    ),
  )
}

/** The given bodies, some of them broken or with another content type, and some that are never valid. */
export function variedBody(written: fc.Arbitrary<FuzzBody>): fc.Arbitrary<FuzzBody> {
  const retyped = fc.tuple(written, fc.constantFrom(...types)).map(([body, type]) => ({ ...body, type }))
  return fc.oneof(
    { weight: 12, arbitrary: written },
    { weight: 2, arbitrary: retyped },
    { weight: 3, arbitrary: broken(written) },
    { weight: 2, arbitrary: wild },
  )
}

/** The given bodies cut off, with bytes inserted, or with one character replaced. */
export function broken(body: fc.Arbitrary<FuzzBody>): fc.Arbitrary<FuzzBody> {
  const bytes = fc.constantFrom(
    '\xff',
    '\xc3',
    '\xed\xa0\x80',
    '\0',
    '%',
    '%00',
    '%ff',
    '"',
    '\\',
    '&',
    '=',
    '}',
    '\r\n--',
  )
  return fc.tuple(body, fc.nat(400), fc.nat(3), bytes).map(([{ type, bytes: whole }, at, cut, put]) => {
    const index = at % (whole.length + 1)
    const rest = cut === 3 ? '' : whole.slice(index + cut)
    return { type, bytes: whole.slice(0, index) + put + rest }
  })
}

const deep = fc
  .tuple(fc.constantFrom('[', '{"a":', '{"__proto__":'), fc.integer({ min: 7, max: 2_000 }))
  .map(([open, levels]) => `${open.repeat(levels)}1${(open === '[' ? ']' : '}').repeat(levels)}`)
const many = fc
  .integer({ min: 60, max: 1_500 })
  .map((count) => Array.from({ length: count }, (_, at) => `f${at}=`).join('&'))
const large = fc.integer({ min: 15_000, max: 70_000 }).map((size) => `{"email":"${'x'.repeat(size)}"}`)

const wild: fc.Arbitrary<FuzzBody> = fc.record({
  type: fc.constantFrom(null, ...types),
  bytes: fc.oneof(
    fc.json({ maxDepth: 12 }).map(bytesOf),
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    text.map(bytesOf),
    deep,
    many,
    large,
    fc.constantFrom(
      '',
      '{}',
      '[]',
      'null',
      '"',
      '{"a":1}{}',
      '\xff\xfe{\0}\0',
      '\xef\xbb\xbf{}',
      '--',
      '&',
      '=',
    ),
  ),
})

function json(pairs: readonly Pair[]): FuzzBody {
  const members = pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  return { type: 'application/json', bytes: bytesOf(`{${members.join(',')}}`) }
}

function urlencoded(pairs: readonly Pair[]): FuzzBody {
  const parts = pairs.map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(plain(value))}`)
  return { type: 'application/x-www-form-urlencoded', bytes: parts.join('&') }
}

/** Fields as a browser or a script writes them; a value that is a list is a file. */
export function multipart(pairs: readonly Pair[]): FuzzBody {
  const parts = pairs.map(([name, value]) => {
    const file = Array.isArray(value) ? '; filename="a.png"\r\nContent-Type: image/png' : ''
    const label = bytesOf(name).replace(/["\r\n]/g, encodeURIComponent)
    return `--${boundary}\r\nContent-Disposition: form-data; name="${label}"${file}\r\n\r\n${bytesOf(plain(value))}\r\n`
  })
  return { type: `multipart/form-data; boundary=${boundary}`, bytes: `${parts.join('')}--${boundary}--\r\n` }
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
