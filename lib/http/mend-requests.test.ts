import { expect, test } from 'vitest'
import { mendedUrl } from './mend-requests'

test('a path that cannot be decoded is taken to the letter, its query left alone', () => {
  expect(mendedUrl('/reset/%zz?a=%zz&b=?')).toBe('/reset/%25zz?a=%zz&b=?')
  expect(mendedUrl('/reset/%ff')).toBe('/reset/%25ff')
  expect(mendedUrl('/%')).toBe('/%25')
})

test('any other address stays as it is', () => {
  for (const url of ['/', '/reset/a%20b', '/%D0%B0?x=%', '*', '/a?b?c']) expect(mendedUrl(url)).toBe(url)
})
