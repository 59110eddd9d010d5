import { expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { guardMethod } from './guard-method'

function statusOf(method: string, url: string, status = 200) {
  const { request, answer } = fakeRequest({ method, url })
  guardMethod(request, answer)
  answer.writeHead(status)
  return [request.method, answer.statusCode, answer.getHeader('allow')]
}

test('a page allows reading and POST only', () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST'])
    expect(statusOf(method, '/login')).toEqual([method, 200, undefined])
  for (const method of ['PUT', 'PATCH', 'DELETE'])
    expect(statusOf(method, '/login')).toEqual([method, 405, 'GET, HEAD, POST'])
  expect(statusOf('PUT', '/nowhere', 404)).toEqual(['PUT', 404, undefined])
})

test('an unknown method becomes PUT', () => {
  expect(statusOf('PURGE', '/login')).toEqual(['PUT', 405, 'GET, HEAD, POST'])
  expect(statusOf('PURGE', '/api/rest/auth/login')).toEqual(['PUT', 200, undefined])
})
