import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '@/lib/testing/seed'
import { isApiPath, normalUrl, pathOf } from './request-path'

test('a path that cannot be decoded is taken to the letter, its query left alone', () => {
  expect(normalUrl('/reset/%zz?a=%zz&b=?')).toBe('/reset/%25zz?a=%zz&b=?')
  expect(normalUrl('/reset/%ff')).toBe('/reset/%25ff')
  expect(normalUrl('/%')).toBe('/%25')
})

test('an address with a host in it is its path, whatever host that is', () => {
  expect(normalUrl('http://evil.test/login?a=b')).toBe('/login?a=b')
  expect(normalUrl('https://ada@evil.test:1')).toBe('/')
  expect(normalUrl('http://evil.test?a')).toBe('/?a')
  expect(normalUrl('HTTP:\\\\evil.test\\login')).toBe('/login')
  expect(normalUrl('http:///evil.test/%zz')).toBe('/%25zz')
  expect(normalUrl('evil.test')).toBe('/evil.test')
  expect(normalUrl('*')).toBe('/*')
  expect(normalUrl('http://evil.test/api/../login')).toBe('/login')
})

test('an API is found behind a slash too many, and nothing else is moved by it', () => {
  expect(normalUrl('/api//auth/login?next=//x')).toBe('/api/auth/login?next=//x')
  expect(normalUrl('//api/rest\\/auth/%zz')).toBe('/api/rest/auth/%25zz')
  expect(normalUrl('/login//x')).toBe('/login//x')
  expect(normalUrl('//evil.test/api')).toBe('//evil.test/api')
})

test('a letter that needs no % stands without it, and nothing else does', () => {
  expect(normalUrl('/%61%50i/%72est/%7ex%2D%2E%5F%30?%61')).toBe('/aPi/rest/~x-._0?%61')
  expect(normalUrl('/%61pi/rest//auth')).toBe('/api/rest/auth')
  for (const path of ['/%2561', '/a%20%3F%2f%40%5b%60%7b%00', '/%d0%b0']) expect(normalUrl(path)).toBe(path)
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
])('%s is the address of the sign-in page', (url) => {
  expect(pathOf(normalUrl(url)).replace(/\/$/, '')).toBe('/login')
})

test('what only looks like a way up is none', () => {
  for (const path of ['/api/..%2flogin', '/api/..;/login', '/api/%252e%252e/login', '/api/..%5clogin'])
    expect(normalUrl(path)).toBe(path)
})

test('any other address stays as it is', () => {
  for (const url of ['/', '/reset/a%20b', '/%D0%B0?x=%', '/a?b?c']) expect(normalUrl(url)).toBe(url)
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

test('whatever is sent, everybody who resolves what came of it finds the same path', () => {
  fc.assert(
    fc.property(targets, (target) => {
      const url = normalUrl(target)
      expect(normalUrl(url)).toBe(url)
      const path = url.split('?', 1)[0] ?? ''
      expect(new URL(`http://n${url}`).pathname).toBe(path)
      expect(decodeURIComponent(path)).toEqual(expect.any(String))
      expect(isApiPath(path)).toBe(isApiPath(pathOf(url)))
    }),
    { seed, numRuns: 2_000 },
  )
})
