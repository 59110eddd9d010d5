import { expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { blameUnreadableAction } from './blame-unreadable-action'

test.each([
  [{ 'next-action': 'x' }, 500, 400],
  [{ 'next-action': 'x' }, 404, 404],
  [{}, 500, 500],
])('%j answered with %i is answered with %i', (headers, status, told) => {
  const { request, answer } = fakeRequest({ method: 'POST', headers })
  blameUnreadableAction(request, answer)
  answer.writeHead(status)
  expect(answer.statusCode).toBe(told)
})
