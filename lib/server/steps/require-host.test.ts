import { expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { requireHost } from './require-host'

test('a request without a host is refused, except in HTTP/1.0', () => {
  for (const [httpVersion, host, isRefused] of [
    ['1.1', undefined, true],
    ['1.1', '', false],
    ['1.0', undefined, false],
  ] as const) {
    const { request, answer } = fakeRequest({ httpVersion })
    if (host === undefined) delete request.headers.host
    else request.headers.host = host
    requireHost(request, answer)
    expect([httpVersion, host, answer.writableEnded]).toEqual([httpVersion, host, isRefused])
    if (isRefused) expect(answer.statusCode).toBe(400)
  }
})
