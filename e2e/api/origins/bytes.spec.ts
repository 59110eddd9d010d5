import { readForm } from '@/e2e/support/channels/raw-form'
import { wordsOf } from '@/e2e/support/channels/words'
import { type Endpoint, endpoints, malformedAt } from '@/e2e/support/clients/endpoints'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'

/** Bytes that are not UTF-8 are malformed: in every dialect, on the pages, and however they are sent. */

const wrongBytes: Readonly<Record<string, readonly number[]>> = {
  'a byte that no character has': [0xff],
  'a character cut off': [0xc3],
  'a surrogate': [0xed, 0xa0, 0x80],
  'a slash in two bytes': [0xc0, 0xaf],
}
const words = wordsOf('en')
const boundary = 'latchkey-test'
const part = (name: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const multipart = `multipart/form-data; boundary=${boundary}`
const json = 'application/json'
const form = 'application/x-www-form-urlencoded'

/** How a field is written; `¿` stands for the bytes. */
const ways: Readonly<Record<string, { type: string; write: (name: string) => string }>> = {
  'in JSON': { type: json, write: (name) => `{"${name}":"ada¿"}` },
  'in a name in JSON': { type: json, write: (name) => `{"${name}":"ada","¿":""}` },
  'in a form': { type: form, write: (name) => `${name}=ada¿` },
  'in a name in a form': { type: form, write: (name) => `${name}=ada&¿=` },
  'behind % in a form': { type: form, write: (name) => `${name}=ada%¿` },
  'in a multipart form': { type: multipart, write: (name) => `${part(name, 'ada¿')}--${boundary}--\r\n` },
}

const escaped = (bytes: readonly number[]) => bytes.map((byte) => `%${byte.toString(16)}`).join('')

function withBytes(text: string, bytes: readonly number[]): Buffer {
  const [before = '', after = ''] = text.replace('%¿', escaped(bytes)).split('¿')
  return Buffer.concat([
    Buffer.from(before),
    Buffer.from(text.includes('%¿') ? [] : bytes),
    Buffer.from(after),
  ])
}

const pathOf = ({ path }: Endpoint) => path.replace(/\{\w+\}/, 'x'.repeat(43))

for (const endpoint of endpoints.filter(({ fields }) => Object.keys(fields).length > 0))
  test(`in a body: ${endpoint.name}`, async ({ server }) => {
    const [name = ''] = Object.keys(endpoint.fields)
    for (const [way, { type, write }] of Object.entries(ways))
      for (const [kind, bytes] of Object.entries(wrongBytes)) {
        const body = withBytes(write(name), bytes)
        const { method } = endpoint
        const answer = await send(server.url + pathOf(endpoint), {
          method,
          headers: { 'content-type': type },
          body,
        })
        expect({ way, kind, status: answer.status, text: answer.text }).toEqual({
          ...{ way, kind },
          ...malformedAt(endpoint),
        })
      }
  })

test('percent-encoded in the query of every endpoint that reads one', async ({ server }) => {
  for (const endpoint of endpoints.filter(({ entry }) => !entry.upload))
    for (const [kind, bytes] of Object.entries(wrongBytes))
      for (const pair of [`login=ada${escaped(bytes)}`, `login=ada&${escaped(bytes)}=`]) {
        const { name, method } = endpoint
        const { status, text } = await send(`${server.url}${pathOf(endpoint)}?${pair}`, { method })
        expect({ name, kind, pair, status, text }).toEqual({ name, kind, pair, ...malformedAt(endpoint) })
      }
})

test('raw in a query, where HTTP allows only ASCII, they reach no route', async ({ server }) => {
  for (const bytes of [...Object.values(wrongBytes), [...Buffer.from('ж')]]) {
    const target = `/api/password/tools?login=${String.fromCharCode(...bytes)}`
    expect(await send(server.url, { target })).toMatchObject({ status: 400, text: '' })
  }
})

const pages = {
  '/register': { button: 'register.send', fields: ['username', 'email', 'password'] },
  '/login': { button: 'login.send', fields: ['login', 'password'] },
  '/reset': { button: 'reset.send', fields: ['email'] },
} as const

for (const [page, { button, fields }] of Object.entries(pages))
  test(`in a form of a page: ${page}`, async ({ server }) => {
    const url = server.url + page
    const { hidden } = await readForm({ url }, words(button))
    const browser = { 'accept-language': 'en', origin: server.url, 'sec-fetch-site': 'same-origin' }
    const own = hidden.map(([name, value]) => part(name, value)).join('')
    for (const name of fields)
      for (const [kind, bytes] of Object.entries(wrongBytes)) {
        const rest = fields.filter((other) => other !== name).map((other) => part(other, 'correct horse'))
        const body = withBytes(`${own}${rest.join('')}${part(name, 'ada¿')}--${boundary}--\r\n`, bytes)
        const answer = await send(url, {
          method: 'POST',
          headers: { 'content-type': multipart, ...browser },
          body,
        })
        const says = answer.text.includes(words('faults.malformed'))
        expect({ name, kind, status: answer.status, says }).toEqual({ name, kind, status: 200, says: true })
      }
  })
