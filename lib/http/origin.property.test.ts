import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '@/lib/testing/seed'
import { sameOriginPath } from './origin'

const pieces = [
  '//',
  '/\\',
  '\\',
  '/%5c',
  '/%2f',
  'https:',
  'javascript:',
  'data:',
  '\t',
  '\n',
  '@',
  '..',
  '?',
  '#',
]
const hosts = [
  'evil.test',
  'localhost:3000',
  'localhost:3000@evil.test',
  '[',
  '[::1]',
  'evil.test:3000',
  'xn--',
]
const address = fc
  .array(fc.oneof(fc.constantFrom(...pieces, ...hosts), fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''))

test('a return path never leaves our origin', () => {
  const ours = 'http://localhost:3000'
  fc.assert(
    fc.property(fc.oneof(address, fc.webUrl(), fc.string()), (text) => {
      const path = sameOriginPath(text)
      expect(path).toMatch(/^\/(?![/\\])/)
      expect(new URL(path, ours).origin).toBe(ours)
    }),
    { numRuns: 20_000, seed },
  )
})
