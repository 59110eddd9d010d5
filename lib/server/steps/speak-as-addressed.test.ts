import { expect, test } from 'vitest'
import { madeRequest } from '@/lib/testing/made-request'
import { speakAsAddressed } from './speak-as-addressed'

test.each([
  ['/gallery/ru/dark/login', 'NEXT_LOCALE=ru'],
  ['/gallery/en/', 'NEXT_LOCALE=en'],
  ['/gallery/fr/', 'a=b'],
  ['/login', 'a=b'],
])('at %s the cookies are %s', (url, cookie) => {
  const { request } = madeRequest({ url, headers: { cookie: 'a=b' } })
  speakAsAddressed(request)
  expect(request.headers.cookie).toBe(cookie)
})
