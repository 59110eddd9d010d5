import { afterEach, beforeEach, expect, vi } from 'vitest'

// Any console warning or error fails its test.
const quiet = ['warn', 'error'] as const

beforeEach(() => {
  for (const level of quiet) vi.spyOn(console, level)
})

afterEach(() => {
  for (const level of quiet) expect(vi.mocked(console[level]).mock.calls).toEqual([])
  vi.restoreAllMocks()
})
