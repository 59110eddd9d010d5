import { expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { rejectUnreadableAction } from './reject-unreadable-action'

test.each([
  [{ 'next-action': 'x' }, 500, 400],
  [{ 'next-action': 'x' }, 404, 404],
  [{}, 500, 500],
])('with headers %j, status %i becomes %i', (headers, status, expected) => {
  const { request, answer } = fakeRequest({ method: 'POST', headers })
  rejectUnreadableAction(request, answer)
  answer.writeHead(status)
  expect(answer.statusCode).toBe(expected)
})
