import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '@/lib/testing/seed'
import { isApiPath, normalizeUrl, pathOf } from './request-path'

test('a path that cannot be decoded is escaped; its query stays as it is', () => {
  expect(normalizeUrl('/reset/%zz?a=%zz&b=?')).toBe('/reset/%25zz?a=%zz&b=?')
  expect(normalizeUrl('/reset/%ff')).toBe('/reset/%25ff')
  expect(normalizeUrl('/%')).toBe('/%25')
})

test('the host of an absolute URL is dropped', () => {
  expect(normalizeUrl('http://evil.test/login?a=b')).toBe('/login?a=b')
  expect(normalizeUrl('https://ada@evil.test:1')).toBe('/')
  expect(normalizeUrl('http://evil.test?a')).toBe('/?a')
  expect(normalizeUrl('HTTP:\\\\evil.test\\login')).toBe('/login')
  expect(normalizeUrl('http:///evil.test/%zz')).toBe('/%25zz')
  expect(normalizeUrl('evil.test')).toBe('/evil.test')
  expect(normalizeUrl('*')).toBe('/*')
  expect(normalizeUrl('http://evil.test/api/../login')).toBe('/login')
})

test('duplicate slashes are merged in API paths only', () => {
  expect(normalizeUrl('/api//auth/login?next=//x')).toBe('/api/auth/login?next=//x')
  expect(normalizeUrl('//api/rest\\/auth/%zz')).toBe('/api/rest/auth/%25zz')
  expect(normalizeUrl('/login//x')).toBe('/login//x')
  expect(normalizeUrl('//evil.test/api')).toBe('//evil.test/api')
})

test('only unreserved characters are decoded', () => {
  expect(normalizeUrl('/%61%50i/%72est/%7ex%2D%2E%5F%30?%61')).toBe('/aPi/rest/~x-._0?%61')
  expect(normalizeUrl('/%61pi/rest//auth')).toBe('/api/rest/auth')
  for (const path of ['/%2561', '/a%20%3F%2f%40%5b%60%7b%00', '/%d0%b0'])
    expect(normalizeUrl(path)).toBe(path)
})

test.each([
  '/api/../login',
  '/api/%2e%2e/login',
  '/api/.%2E/login',
  '/api\\..\\login',
  '/api/x/../../login',
  '/./login',
  '/login/.',
  '/login/%2E',
  '/../../login',
  '/login#/../x?a',
])('%s is the sign-in page', (url) => {
  expect(pathOf(normalizeUrl(url)).replace(/\/$/, '')).toBe('/login')
})

test('segments that only look like ".." stay as they are', () => {
  for (const path of ['/api/..%2flogin', '/api/..;/login', '/api/%252e%252e/login', '/api/..%5clogin'])
    expect(normalizeUrl(path)).toBe(path)
})

test('other URLs stay as they are', () => {
  for (const url of ['/', '/reset/a%20b', '/%D0%B0?x=%', '/a?b?c']) expect(normalizeUrl(url)).toBe(url)
})

const pieces = [
  ...[
    '/',
    '//',
    '\\',
    '.',
    '..',
    '%2e',
    '.%2E',
    '%2f',
    '%5c',
    '%252e',
    '%61',
    '%2561',
    '%',
    '%zz',
    '%ff',
    ';',
    '?',
    '#',
    '\xe9',
  ],
  ...['api', 'login', 'reset', '_next', 'http://evil.test', ':', '@'],
]
const targets = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => `/${parts.join('')}`)

test('every parser resolves a normalized URL to the same path', () => {
  fc.assert(
    fc.property(targets, (target) => {
      const url = normalizeUrl(target)
      expect(normalizeUrl(url)).toBe(url)
      const path = url.split('?', 1)[0] ?? ''
      expect(new URL(`http://n${url}`).pathname).toBe(path)
      expect(decodeURIComponent(path)).toEqual(expect.any(String))
      expect(isApiPath(path)).toBe(isApiPath(pathOf(url)))
    }),
    { seed, numRuns: 2_000 },
  )
})
