import { beforeAll, expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { useTestConfig } from '@/lib/testing/test-config'
import { guardForm } from './guard-form'

beforeAll(() => useTestConfig({ APP_URL: 'https://id.example.com' }))

function guarded(url: string, headers: Record<string, string>) {
  const { request, answer } = fakeRequest({ method: 'POST', url, headers })
  guardForm(request, answer)
  answer.writeHead(200)
  return { request, answer }
}

test('Next does not see the origin of a cross-site form, but actions can tell that it is foreign', () => {
  const sent = { origin: 'https://evil.test', referer: 'https://evil.test/x' }
  const expected = {
    host: 'localhost',
    'sec-fetch-site': 'cross-site',
    'x-foreign-origin': 'https://evil.test',
  }
  expect(guarded('/login', sent).request.headers).toEqual(expected)
  expect(guarded('/login', { referer: sent.referer }).request.headers).toEqual(expected)
  expect(guarded('/api/account', sent).request.headers).toEqual({ host: 'localhost', ...sent })
})

test('our own origin is accepted whatever host a proxy names', () => {
  const origin = 'https://id.example.com'
  for (const more of [{}, { 'x-forwarded-host': 'inner' }, { host: 'inner' }])
    expect(guarded('/login', { origin, ...more }).request.headers['x-forwarded-host']).toBe('id.example.com')
  const same = guarded('/login', { origin, host: 'id.example.com' })
  expect(same.request.headers).not.toHaveProperty('x-forwarded-host')
})

test('a page that hides its origin is ours when Sec-Fetch-Site says so', () => {
  const { headers } = guarded('/login', { origin: 'null', 'sec-fetch-site': 'same-origin' }).request
  expect([headers.origin, headers['x-forwarded-host']]).toEqual(['https://id.example.com', 'id.example.com'])
})

test('a form over the limit is answered with 413 and closes the connection', () => {
  const large = guarded('/login', { 'content-length': '65537' })
  expect([large.request.method, large.answer.statusCode, large.answer.getHeader('connection')]).toEqual([
    ...['PUT', 413, 'close'],
  ])
  const small = guarded('/login', { 'content-length': '65536' })
  expect([small.request.method, small.answer.statusCode, small.answer.getHeader('connection')]).toEqual([
    ...['POST', 200, undefined],
  ])
  expect(guarded('/edit-profile/picture', { 'content-length': '900000' }).answer.statusCode).toBe(200)
})

test('a form without a declared size is read up to the limit', () => {
  const { request, answer } = guarded('/login', { 'transfer-encoding': 'chunked' })
  expect(answer.getHeader('connection')).toBe('close')
  request.push(Buffer.alloc(65_536))
  expect(request.destroyed).toBe(false)
  request.push(Buffer.alloc(1))
  expect(request.destroyed).toBe(true)
})
