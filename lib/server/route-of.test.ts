import { expect, test } from 'vitest'
import { routeOf } from './route-of'

test.each([
  ['/', '/'],
  ['/login', '/login'],
  ['/login/', '/login'],
  ['/login?notice=signed_out', '/login'],
  ['/reset', '/reset'],
  ['/reset/kept-secret', '/reset/[ticket]'],
  ['/reset/kept-secret?id=1#x', '/reset/[ticket]'],
  ['/inbox.json?to=a@b.c', '/inbox.json'],
  ['/api/rest/auth/verify-email/kept-secret', '/api/rest/auth/verify-email/[token]'],
  ['/api/rest/auth/login', '/api/rest/auth/login'],
  ['/api/rest/auth/nothing', '/api/rest/[[...path]]'],
  ['/api/rest', '/api/rest/[[...path]]'],
  ['/api/nothing/at/all', '/api/[[...path]]'],
  ['/api/auth/session', '/api/auth/[...nextauth]'],
  ['/api/metrics', '/api/metrics'],
  ['/_next/static/chunks/1.js', '/_next'],
  ['/inboxXjson', 'none'],
  ['/nothing/here', 'none'],
  ['/%', 'none'],
])('%s belongs to %s', (url, pattern) => {
  expect(routeOf(url)).toBe(pattern)
})

test('slashes without end are looked at once', () => {
  const begun = performance.now()
  expect(routeOf(`/reset${'/'.repeat(200_000)}a`)).toBe('/reset/[ticket]')
  expect(routeOf(`/reset${'/'.repeat(200_000)}`)).toBe('/reset')
  expect(performance.now() - begun).toBeLessThan(1_000)
})
