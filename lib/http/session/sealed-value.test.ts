import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { useTestConfig } from '@/lib/testing/test-config'
import { openValue, sealValue } from './sealed-value'

const shape = z.object({ account: z.string() })
beforeAll(() => useTestConfig())

test('what was sealed is opened for the same purpose, and shows nothing of itself', () => {
  const sealed = sealValue('news', { account: 'ada' })
  expect(sealed).not.toContain('ada')
  expect(openValue('news', shape, sealed)).toEqual({ account: 'ada' })
})

test('for another purpose, in another shape, changed or made up it is nothing', () => {
  const sealed = sealValue('news', { account: 'ada' })
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`
  expect(openValue('link', shape, sealed)).toBeNull()
  expect(openValue('news', z.object({ account: z.number() }), sealed)).toBeNull()
  for (const made of [changed, '', 'made up', undefined, ['news']])
    expect(openValue('news', shape, made)).toBeNull()
})
