import fc from 'fast-check'
import { baseOf, Contract } from '@/e2e/support/contract'
import { seed } from '@/e2e/support/seed'
import { type Answer, type Message, send } from '@/e2e/support/send'
import { expect, test } from '@/e2e/support/test'

/**
 * Requests made at random from what apps send and attackers try. FUZZ_RUNS says how many each endpoint gets, and
 * FUZZ_SEED which: few in the suite, always the same; 10,000 others by hand.
 */
const runs = Number(process.env.FUZZ_RUNS ?? 25)
const dialects = ['classic', 'device', 'ticket', 'rest', 'account'] as const

const nasty = fc.constantFrom(
  ...[
    '',
    ' ',
    '\0',
    '\ud800',
    '\u202e',
    '\ufeff',
    "' OR 1=1--",
    '%',
    '../../etc/passwd',
    'null',
    'true',
    '-0',
  ],
  ...[
    '__proto__',
    'constructor',
    '{{7*7}}',
    '<script>',
    'a'.repeat(300),
    '\ufdfa'.repeat(40),
    '9'.repeat(400),
  ],
)
const text = fc.oneof(nasty, fc.string(), fc.string({ unit: 'binary' }), fc.emailAddress())
const value = fc.oneof({ weight: 4, arbitrary: text }, fc.jsonValue({ maxDepth: 3 }))
const fields = [
  ...['username', 'email', 'password', 'new_password', 'newPassword', 'newPasswordRepeat', 'cookies'],
  ...['login', 'device_id', 'primary_device_id', 'device_token', 'device', 'tool', 'ticket', 'token', 'role'],
  ...['firstName', 'lastName', 'gender', 'phone', 'region', 'userpic', 'id', '__proto__'],
  ...['currentPassword', 'locale', 'remove', 'issuer', 'limit'],
]
const filled = fc.dictionary(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fields) }, text), value, {
  maxKeys: 9,
})
const body = fc.oneof(
  { weight: 5, arbitrary: filled.map((object) => JSON.stringify(object)) },
  filled.map((object) =>
    Object.entries(object)
      .map(([name, one]) => `${name}=${String(one)}`)
      .join('&'),
  ),
  fc.tuple(filled, fc.nat(60)).map(([object, cut]) => JSON.stringify(object).slice(0, -cut)),
  fc.json({ maxDepth: 12 }),
  fc.uint8Array({ maxLength: 400 }),
  fc.constant(undefined),
)
// What Node's own parser takes; it refuses the rest before anybody of ours is asked.
const headerText = fc.string({ unit: fc.constantFrom(...'aZ0%=;,:./\\"{}[]()<>?@ é*~|') })
const headers = fc.dictionary(
  fc.constantFrom(
    ...['authorization', 'cookie', 'content-type', 'accept', 'accept-language', 'range'],
    ...[
      'x-forwarded-for',
      'forwarded',
      'x-forwarded-host',
      'user-agent',
      'if-none-match',
      'next-action',
      'rsc',
    ],
    ...['next-router-state-tree', 'x-middleware-subrequest', 'x-nextjs-data', 'origin', 'sec-fetch-site'],
  ),
  fc.oneof(
    headerText,
    headerText.map((odd) => `Bearer ${odd}`),
    headerText.map((odd) => `authjs.session-token=${odd}`),
  ),
  { maxKeys: 4 },
)
const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.tuple(fc.constantFrom(...fields), text).map(([name, one]) => `?${name}=${encode(one)}`),
)

// Dots alone are taken out of an address before it is sent.
const place = text.filter((one) => !/^\.{0,2}$/.test(one))

/** Percent-encoded, also what is no Unicode text. */
function encode(text: string): string {
  return Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
}

/** What is wrong with an answer, whatever was asked; null when nothing is. Plain words: `expect` notes each call. */
function faultOf(
  contract: Contract,
  [path, method]: readonly [string, string],
  answer: Answer,
): string | null {
  const { status, text } = answer
  if (status >= 500) return `${status}`
  if (/"error":10\b|"error_code":100000|prisma|node_modules|<html/i.test(text)) return text
  return text === '' ? null : contract.differences(method, path, answer)
}

for (const dialect of dialects) {
  test(`${dialect} answers in its own words, whatever it is sent`, async ({ server }) => {
    test.setTimeout(60_000 + runs * 1_000)
    const contract = await Contract.of(server.url, `/api/${dialect}`)
    const base = baseOf(dialect)
    const fuzz = async ([path, method]: readonly [string, string]) => {
      const message = fc.record({
        headers,
        body: method === 'GET' ? fc.constant(undefined) : body,
        query,
        place,
      })
      const asked = fc.asyncProperty(message, async ({ query, place, ...sent }) => {
        const address = path.replace(/\{\w+\}/, () => encode(place))
        const answer = await send(`${server.url}${base}${address}${query}`, { ...(sent as Message), method })
        const fault = faultOf(contract, [path, method], answer)
        if (fault !== null) throw new Error(`${method} ${path}: ${fault}`)
      })
      await fc.assert(asked, { numRuns: runs, seed })
    }
    await Promise.all(contract.exchanges().map(fuzz))
    expect((await send(`${server.url}/api/health`)).status).toBe(200)
  })
}
