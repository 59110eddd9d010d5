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

test('of a form that another site sent Next sees no origin, and an action that it is foreign', () => {
  const sent = { origin: 'https://evil.test', referer: 'https://evil.test/x' }
  const told = { host: 'localhost', 'sec-fetch-site': 'cross-site', 'x-foreign-origin': 'https://evil.test' }
  expect(guarded('/login', sent).request.headers).toEqual(told)
  expect(guarded('/login', { referer: sent.referer }).request.headers).toEqual(told)
  expect(guarded('/api/account', sent).request.headers).toEqual({ host: 'localhost', ...sent })
})

test('our own origin is our own, whatever host a proxy names', () => {
  const origin = 'https://id.example.com'
  for (const more of [{}, { 'x-forwarded-host': 'inner' }, { host: 'inner' }])
    expect(guarded('/login', { origin, ...more }).request.headers['x-forwarded-host']).toBe('id.example.com')
  const same = guarded('/login', { origin, host: 'id.example.com' })
  expect(same.request.headers).not.toHaveProperty('x-forwarded-host')
})

test('a page that hides its origin, and is ours by another word, is ours', () => {
  const { headers } = guarded('/login', { origin: 'null', 'sec-fetch-site': 'same-origin' }).request
  expect([headers.origin, headers['x-forwarded-host']]).toEqual(['https://id.example.com', 'id.example.com'])
})

test('a form larger than any of ours is too large, and the connection ends with its answer', () => {
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

test('one that does not say how large it is is read so far and no further', () => {
  const { request, answer } = guarded('/login', { 'transfer-encoding': 'chunked' })
  expect(answer.getHeader('connection')).toBe('close')
  request.push(Buffer.alloc(65_536))
  expect(request.destroyed).toBe(false)
  request.push(Buffer.alloc(1))
  expect(request.destroyed).toBe(true)
})
