import { beforeAll, expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { useTestConfig } from '@/lib/testing/test-config'
import { clearOnSignOut } from './clear-on-sign-out'

beforeAll(() => useTestConfig())

test.each([
  ['authjs.session-token=; Path=/; Max-Age=0', true],
  [['NEXT_LOCALE=ru', 'authjs.session-token=; Path=/'], true],
  ['authjs.session-token=secret; Path=/', false],
  [[], false],
])('an answer with the cookies %j clears browser data: %s', (cookies, clears) => {
  const { request, answer } = fakeRequest()
  clearOnSignOut(request, answer)
  answer.setHeader('set-cookie', cookies)
  answer.writeHead(200)
  expect(answer.getHeader('clear-site-data')).toBe(clears ? '"cache", "storage"' : undefined)
})
