import { expect, test } from 'vitest'
import { cpuMillis } from '@/lib/testing/cpu-millis'
import { routePattern } from './route-pattern'

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
  expect(routePattern(url)).toBe(pattern)
})

test('many slashes are matched in linear time', async () => {
  const millis = await cpuMillis(() => {
    expect(routePattern(`/reset${'/'.repeat(200_000)}a`)).toBe('/reset/[ticket]')
    expect(routePattern(`/reset${'/'.repeat(200_000)}`)).toBe('/reset')
  })
  expect(millis).toBeLessThan(1_000)
})
