import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { policy } from '@/lib/policy'
import { fakeRequest } from '@/lib/testing/fake-request'
import { cutSlowBody } from './cut-slow-body'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function begun(url: string, headers: Record<string, string>) {
  const { request } = fakeRequest({ method: 'POST', url, headers })
  cutSlowBody(request)
  return request
}

test('who does not send the body in time is hung up on, but for a picture', () => {
  const sized = { 'content-length': '9' }
  const late = [begun('/login', sized), begun('/api/x', { 'transfer-encoding': 'chunked' })]
  const whole = begun('/login', sized)
  whole.complete = true
  const kept = [whole, begun('/edit-profile/picture', sized), begun('/login', {})]
  vi.advanceTimersByTime(policy.requestBodySeconds * 1_000 - 1)
  for (const request of late) expect(request.socket.destroyed).toBe(false)
  vi.advanceTimersByTime(1)
  for (const request of late) expect(request.socket.destroyed).toBe(true)
  for (const request of kept) expect(request.socket.destroyed).toBe(false)
})

test('a request that has ended leaves nothing behind', () => {
  begun('/login', { 'content-length': '9' }).emit('close')
  expect(vi.getTimerCount()).toBe(0)
})
