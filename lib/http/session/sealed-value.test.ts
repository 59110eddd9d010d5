import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { useTestConfig } from '@/lib/testing/test-config'
import { openValue, sealValue } from './sealed-value'

const shape = z.object({ account: z.string() })
beforeAll(() => useTestConfig())

test('a sealed value opens for the same purpose and reveals nothing', () => {
  const sealed = sealValue('news', { account: 'ada' })
  expect(sealed).not.toContain('ada')
  expect(openValue('news', shape, sealed)).toEqual({ account: 'ada' })
})

test('a value of another purpose or shape, changed or forged, is null', () => {
  const sealed = sealValue('news', { account: 'ada' })
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`
  expect(openValue('link', shape, sealed)).toBeNull()
  expect(openValue('news', z.object({ account: z.number() }), sealed)).toBeNull()
  for (const forged of [changed, '', 'made up', undefined, ['news']])
    expect(openValue('news', shape, forged)).toBeNull()
})
