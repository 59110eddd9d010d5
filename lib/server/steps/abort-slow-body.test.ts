import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { policy } from '@/lib/policy'
import { fakeRequest } from '@/lib/testing/fake-request'
import { abortSlowBody } from './abort-slow-body'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function started(url: string, headers: Record<string, string>) {
  const { request } = fakeRequest({ method: 'POST', url, headers })
  abortSlowBody(request)
  return request
}

test('a slow body closes the connection, except for pictures', () => {
  const sized = { 'content-length': '9' }
  const late = [started('/login', sized), started('/api/x', { 'transfer-encoding': 'chunked' })]
  const whole = started('/login', sized)
  whole.complete = true
  const kept = [whole, started('/edit-profile/picture', sized), started('/login', {})]
  vi.advanceTimersByTime(policy.requestBodySeconds * 1_000 - 1)
  for (const request of late) expect(request.socket.destroyed).toBe(false)
  vi.advanceTimersByTime(1)
  for (const request of late) expect(request.socket.destroyed).toBe(true)
  for (const request of kept) expect(request.socket.destroyed).toBe(false)
})

test('a closed request leaves no timer', () => {
  started('/login', { 'content-length': '9' }).emit('close')
  expect(vi.getTimerCount()).toBe(0)
})
