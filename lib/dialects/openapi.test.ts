import { validate } from '@apidevtools/swagger-parser'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core'
import { oas } from '@stoplight/spectral-rulesets'
import { describe, expect, test } from 'vitest'
import { openApiOf } from './openapi'
import { references } from './references'

const context = {
  locale: 'en',
  appUrl: 'https://accounts.latchkey.test',
  passwordMinCharacters: 8,
  token: '',
} as const

describe.each(references)('the document of $title', (reference) => {
  const source = JSON.stringify(openApiOf(reference, context, { cookieName: 'a-cookie', supportEmail: null }))

  test('every JSON body refers to a named schema', () => {
    const bodies: object[] = []
    JSON.parse(source, (key, value) => {
      if (/^application\/.*json$/.test(key)) bodies.push(...(value.schema.anyOf ?? [value.schema]))
      return value
    })
    expect(bodies.length).toBeGreaterThan(0)
    const named = { $ref: expect.stringMatching(/^#\/components\/schemas\/\w+$/) }
    expect(bodies).toEqual(bodies.map(() => named))
  })

  test('Redocly finds no errors and no warnings', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] })
    const problems = await lintFromString({ source, config })
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([])
  })

  test('Spectral finds no errors, warnings or hints', async () => {
    const spectral = new Spectral()
    spectral.setRuleset(oas as RulesetDefinition)
    const problems = await spectral.run(source)
    expect(problems.map(({ code, message, path }) => `${code}: ${message} ${path.join('.')}`)).toEqual([])
  })

  test('is valid for @apidevtools/swagger-parser', async () => {
    await expect(validate(JSON.parse(source))).resolves.toBeDefined()
  })
})
