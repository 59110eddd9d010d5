import { expect, test } from 'vitest'
import { readBody } from './body'

const url = 'http://x.test/api'

function posted(body: BodyInit, contentType?: string): Request {
  const headers = contentType === undefined ? {} : { 'content-type': contentType }
  return new Request(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
}

test('JSON is JSON and a form a form, whatever Content-Type says', async () => {
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

test('what its sender broke off is no body, and no fault of ours', async () => {
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
