import { expect, test } from 'vitest'
import { mendedUrl } from './mend-requests'

test('a path that cannot be decoded is taken to the letter, its query left alone', () => {
  expect(mendedUrl('/reset/%zz?a=%zz&b=?')).toBe('/reset/%25zz?a=%zz&b=?')
  expect(mendedUrl('/reset/%ff')).toBe('/reset/%25ff')
  expect(mendedUrl('/%')).toBe('/%25')
})

test('an address with a host in it is its path, whatever host that is', () => {
  expect(mendedUrl('http://evil.test/login?a=b')).toBe('/login?a=b')
  expect(mendedUrl('https://ada@evil.test:1')).toBe('/')
  expect(mendedUrl('http://evil.test?a')).toBe('/?a')
  expect(mendedUrl('HTTP:\\\\evil.test\\login')).toBe('/\\login')
  expect(mendedUrl('http:///evil.test/%zz')).toBe('/%25zz')
  expect(mendedUrl('evil.test')).toBe('/evil.test')
})

test('an API is found behind a slash too many, and nothing else is moved by it', () => {
  expect(mendedUrl('/api//auth/login?next=//x')).toBe('/api/auth/login?next=//x')
  expect(mendedUrl('//api/rest\\/auth/%zz')).toBe('/api/rest/auth/%25zz')
  expect(mendedUrl('/login//x')).toBe('/login//x')
  expect(mendedUrl('//evil.test/api')).toBe('//evil.test/api')
})

test('any other address stays as it is', () => {
  for (const url of ['/', '/reset/a%20b', '/%D0%B0?x=%', '*', '/a?b?c']) expect(mendedUrl(url)).toBe(url)
})
