import { expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { speakAsAddressed } from './speak-as-addressed'

test.each([
  ['/gallery/ru/dark/login', 'NEXT_LOCALE=ru'],
  ['/gallery/en/', 'NEXT_LOCALE=en'],
  ['/gallery/fr/', 'a=b'],
  ['/login', 'a=b'],
])('at %s the cookies are %s', (url, cookie) => {
  const { request } = fakeRequest({ url, headers: { cookie: 'a=b' } })
  speakAsAddressed(request)
  expect(request.headers.cookie).toBe(cookie)
})
