import { expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { normalizeRequestUrl } from './normalize-request-url'

test('the request URL is normalized', () => {
  const { request } = fakeRequest({ url: 'http://evil.test/api/../login?a=%zz#b' })
  normalizeRequestUrl(request)
  expect(request.url).toBe('/login?a=%zz')
})
