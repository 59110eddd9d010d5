import { expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { normalizeAddress } from './normalize-address'

test('a request has one address, however it is written', () => {
  const { request } = fakeRequest({ url: 'http://evil.test/api/../login?a=%zz#b' })
  normalizeAddress(request)
  expect(request.url).toBe('/login?a=%zz')
})
