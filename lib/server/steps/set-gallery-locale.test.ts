import { expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { setGalleryLocale } from './set-gallery-locale'

test.each([
  ['/gallery/ru/dark/login', 'NEXT_LOCALE=ru'],
  ['/gallery/en/', 'NEXT_LOCALE=en'],
  ['/gallery/fr/', 'a=b'],
  ['/login', 'a=b'],
])('%s gets the cookies %s', (url, cookie) => {
  const { request } = fakeRequest({ url, headers: { cookie: 'a=b' } })
  setGalleryLocale(request)
  expect(request.headers.cookie).toBe(cookie)
})
