import { expect, test } from 'vitest'
import { readBody } from './body'

const url = 'http://x.test/api'

function posted(body: BodyInit, contentType?: string): Request {
  const headers = contentType === undefined ? {} : { 'content-type': contentType }
  return new Request(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
}

test('the format is detected from the body, whatever Content-Type says', async () => {
  const multipart = 'multipart/form-data; boundary=x'
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', multipart]) {
    expect([type, await readBody(posted(' {"a":"b"}', type))]).toEqual([type, { a: 'b' }])
    expect([type, await readBody(posted('', type))]).toEqual([type, {}])
  }
  for (const type of ['application/json', 'text/plain'])
    expect([type, await readBody(posted('a=b', type))]).toEqual([type, { a: 'b' }])
  const form = new FormData()
  form.append('a', 'b')
  expect(await readBody(posted(form))).toEqual({ a: 'b' })
})

test('a body cut off by a disconnect is malformed', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"a":'))
    },
    pull(controller) {
      controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))
    },
  })
  expect(await readBody(posted(body))).toBeNull()
})

test('a number becomes the text of its digits; strings stay as they are', async () => {
  const sent =
    '{"login":79161234567890123456789,"n":-0,"e":1e400,"in":"1 \\"2\\" 3","deep":{"a":[1,true,null]}}'
  expect(await readBody(posted(sent))).toEqual({
    login: '79161234567890123456789',
    n: '-0',
    e: '1e400',
    in: '1 "2" 3',
    deep: { a: ['1', true, null] },
  })
  for (const broken of ['{"a":01}', '{"a":1.}', '{"a":- 1}', '{"a":"1" 2}', '{1:"a"}'])
    expect([broken, await readBody(posted(broken))]).toEqual([broken, null])
})

test('invalid UTF-8 is malformed: raw, percent-encoded and in multipart', async () => {
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(parts.map((part) => Buffer.from(part as string)))
  const type = 'multipart/form-data; boundary=x'
  const multipart = (value: string | number[]) =>
    bytes('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n', value, '\r\n--x--\r\n')
  expect(await readBody(posted(multipart('é'), type))).toEqual({ a: 'é' })
  expect(await readBody(posted(multipart([0xff, 0xfe]), type))).toBeNull()
  expect(await readBody(posted(bytes('{"a":"', [0xff, 0xfe], '"}')))).toBeNull()
  for (const broken of ['a=%ff%fe', 'a=%c0%ae', 'a=%ed%a0%80', '%ff=a', 'a=%e4%bd'])
    expect([broken, await readBody(posted(broken))]).toEqual([broken, null])
  expect(await readBody(posted('a=100%&b=%C3%A9+%2B&&c&d=e=f'))).toEqual({
    a: '100%',
    b: 'é +',
    c: '',
    d: 'e=f',
  })
})
