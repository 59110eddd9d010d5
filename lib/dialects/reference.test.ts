import { createConfig, lintFromString } from '@redocly/openapi-core'
import { describe, expect, test } from 'vitest'
import { answersOf, openApiOf } from './reference'
import { references } from './references'

const context = {
  locale: 'en',
  appUrl: 'https://accounts.example.com',
  passwordMinCharacters: 8,
  token: '',
} as const

describe.each(references)('$title', (reference) => {
  test('is a document without fault', async () => {
    const config = await createConfig({ extends: ['recommended'] })
    const source = JSON.stringify(openApiOf(reference, context, 'a-cookie'))
    const problems = await lintFromString({ source, config })
    const faults = problems.filter(({ severity }) => severity === 'error')
    expect(faults.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([])
  })

  test.each(reference.entries)('$path: every example fits its schema', (entry) => {
    for (const { name, schema, example } of answersOf(reference, entry, context)) {
      if (example === null) continue
      expect({ name, fault: schema.safeParse(example).error?.message }).toEqual({ name, fault: undefined })
    }
    if (entry.body) expect(entry.body.schema.safeParse(entry.body.example).error).toBeUndefined()
  })
})
