import { beforeAll, expect, test } from 'vitest'
import { loggedRoute, requestIdOf } from '@/lib/http/request-id'
import { fakeRequest } from '@/lib/testing/fake-request'
import { useTestConfig } from '@/lib/testing/test-config'
import { factsOf, identifyRequest, requestIdIn } from './identify-request'

beforeAll(() => useTestConfig())

test('a request gets its own id and a path without secrets, whatever the client sends', () => {
  const sent = {
    'x-latchkey-request': 'mine',
    'x-latchkey-route': '/mine',
    'x-forwarded-for': '10.0.0.1, 192.0.2.1',
  }
  const { request, answer } = fakeRequest({ url: '/reset/secret?a=b', headers: sent })
  identifyRequest(request, answer)
  const id = requestIdIn(request)
  expect(id).toMatch(/^[0-9a-f]{16}$/)
  expect(answer.getHeader('x-request-id')).toBe(id)
  const headers = new Headers(request.headers as Record<string, string>)
  expect([requestIdOf(headers), loggedRoute(headers)]).toEqual([id, '/reset/[ticket]'])
  expect(factsOf(request)).toEqual({ request: id, route: '/reset/[ticket]', address: '192.0.2.1' })

  const other = fakeRequest()
  identifyRequest(other.request, other.answer)
  expect(requestIdIn(other.request)).not.toBe(id)
})
