import { afterEach, expect, test, vi } from 'vitest'
import { isServing, noteTraffic } from './traffic'

afterEach(() => vi.useRealTimers())

test('the server counts as serving for a second after a request', () => {
  vi.useFakeTimers()
  expect(isServing()).toBe(false)
  noteTraffic()
  expect(isServing()).toBe(true)
  vi.advanceTimersByTime(1_001)
  expect(isServing()).toBe(false)
})
