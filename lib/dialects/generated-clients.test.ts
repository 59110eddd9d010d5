import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compile, compilers } from '@/e2e/api-clients/compile'
import { generateFetchTypes, generateHeyApiClient } from '@/e2e/api-clients/generate'
import { openApiOf } from './openapi'
import { references } from './references'

const context = {
  locale: 'en',
  appUrl: 'https://accounts.latchkey.test',
  passwordMinCharacters: 8,
  token: '',
} as const
const dialects = references.map(({ dialect: { name } }) => name)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.resolve('node_modules/.generated-clients-'))
  for (const reference of references) {
    const { name } = reference.dialect
    const document = openApiOf(reference, context, { cookieName: 'a-cookie', supportEmail: null })
    await generateFetchTypes(JSON.stringify(document), name, path.join(folder, 'fetch'))
    await generateHeyApiClient(JSON.stringify(document), name, path.join(folder, 'hey-api'))
  }
})

afterAll(() => rm(folder, { recursive: true }))

test.each(compilers)(
  'generated clients and the code that uses them compile in strict mode with %s',
  async (compiler) => {
    expect(await compile(folder, compiler, dialects)).toBe('')
  },
)
