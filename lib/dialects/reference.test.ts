import { describe, expect, test } from 'vitest'
import { answersOf } from './reference'
import { references } from './references'

const context = {
  locale: 'en',
  appUrl: 'https://accounts.example.com',
  passwordMinCharacters: 8,
  token: '',
} as const

describe.each(references)('$title', (reference) => {
  test.each(reference.entries)('$path: every example matches its schema', (entry) => {
    for (const { name, schema, example } of answersOf(reference, entry, context)) {
      const fault = schema === null ? example : schema.safeParse(example).error?.message
      expect({ name, fault: fault ?? null }).toEqual({ name, fault: null })
    }
    if (entry.body) expect(entry.body.schema.safeParse(entry.body.example).error).toBeUndefined()
  })
})
