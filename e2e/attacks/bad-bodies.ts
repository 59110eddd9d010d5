import { newRestPerson } from '@/e2e/support/clients/rest-api'

/** Malformed bodies, each in its own way. */
export const malformedBodies: Record<string, string | Uint8Array> = {
  'JSON cut off': '{"email":',
  'JSON with a comma too many': '{"email":"a@x.test",}',
  'two JSON texts': '{}{}',
  'a list': '[]',
  'a list of objects': '[{"email":"a@x.test","password":"correct horse"}]',
  'a text': '"email"',
  'a number that JSON does not have': '{"email":NaN}',
  'no UTF-8': Uint8Array.from([...Buffer.from('{"email":"'), 0xff, 0xfe, ...Buffer.from('"}')]),
  'UTF-8 cut off': Uint8Array.from([...Buffer.from('email=a'), 0xc3]),
  'UTF-16': Buffer.from('{"email":"a@x.test"}', 'utf16le'),
  'a surrogate as bytes': Uint8Array.from([...Buffer.from('email='), 0xed, 0xa0, 0x80]),
  'a name twice': 'email=a@x.test&email=b@x.test&password=correct+horse',
  'a name twice, once encoded': 'email=a@x.test&e%6dail=b@x.test',
  'NUL in a form': 'email=a%00@x.test&password=correct+horse',
  'NUL in a name': '{"a\\u0000":1}',
  'nine levels': `${'{"a":'.repeat(9)}1${'}'.repeat(9)}`,
  'a list of nine levels': `{"a":${'['.repeat(9)}${']'.repeat(9)}}`,
}

export const oddValues: unknown[] = [
  true,
  false,
  [],
  {},
  [[]],
  ['a@x.test', 'b@x.test'],
  { not: '' },
  { startsWith: '' },
  { 0: 'a@x.test', length: 1 },
  { toString: 'a@x.test' },
]

const person = JSON.stringify(newRestPerson()).slice(1, -1)
const pad = (bytes: number) => `{${person},"pad":"${'x'.repeat(bytes)}"}`
const keys = (count: number) => Array.from({ length: count }, (_, number) => number)

/** Bodies above the limits, in an otherwise valid request. */
export const oversizeBodies: Record<string, { body: string; chunked?: true }> = {
  '17 KiB': { body: pad(17 * 1_024) },
  '17 KiB in chunks': { body: pad(17 * 1_024), chunked: true },
  '1 MB': { body: pad(1_000_000) },
  '1 MB in chunks': { body: pad(1_000_000), chunked: true },
  '8,000 lists in each other': { body: '['.repeat(8_000) },
  '2,500 objects in each other': { body: `${`{"a":`.repeat(2_500)}1${'}'.repeat(2_500)}` },
  '1,500 names': { body: `{${person},${keys(1_500).map((key) => `"${key}":1`)}}` },
  '1,500 names in a form': {
    body: keys(1_500)
      .map((key) => `${key}=`)
      .join('&'),
  },
  '70 names, deeper': { body: `{${person},"a":{${keys(70).map((key) => `"${key}":1`)}}}` },
}

const urlencoded = 'application/x-www-form-urlencoded'
const boundary = 'latchkey-test'

/** The formats in which a valid request may be written. */
export const formPasses: { name: string; contentType?: string; encode(person: object): string }[] = [
  { name: 'JSON', contentType: 'application/json', encode: JSON.stringify },
  { name: 'JSON with a charset', contentType: 'application/json; charset=utf-16', encode: JSON.stringify },
  { name: 'JSON as text', contentType: 'text/plain', encode: JSON.stringify },
  { name: 'JSON as curl sends it', contentType: urlencoded, encode: JSON.stringify },
  { name: 'JSON without a type', encode: JSON.stringify },
  { name: 'JSON with an invalid content type', contentType: ';;;/', encode: JSON.stringify },
  {
    name: 'JSON spread out',
    contentType: 'TEXT/PLAIN',
    encode: (person) => `\n ${JSON.stringify(person, null, 2)}\n`,
  },
  { name: 'a form', contentType: urlencoded, encode: (person) => String(new URLSearchParams({ ...person })) },
  {
    name: 'a form called JSON',
    contentType: 'application/json',
    encode: (person) => String(new URLSearchParams({ ...person })),
  },
  {
    name: 'a multipart form',
    contentType: `multipart/form-data; boundary=${boundary}`,
    encode: (person) =>
      `${Object.entries(person)
        .map(
          ([name, value]) =>
            `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
        )
        .join('')}--${boundary}--\r\n`,
  },
]
