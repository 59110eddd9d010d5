import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createClient } from '@hey-api/openapi-ts'
import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript'

/** Writes the openapi-fetch types of a dialect: `<folder>/<dialect>.ts`. */
export async function generateFetchTypes(document: string, dialect: string, folder: string): Promise<void> {
  const types = await openapiTypes(JSON.parse(document) as OpenAPI3)
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, `${dialect}.ts`), astToString(types))
}

/** Writes a hey-api client: `<folder>/<dialect>/`. */
export async function generateHeyApiClient(document: string, dialect: string, folder: string): Promise<void> {
  const output = path.join(folder, dialect)
  await createClient({ input: JSON.parse(document), output, logs: { level: 'silent', file: false } })
  await leaveUnchecked(path.join(output, 'client'))
  await leaveUnchecked(path.join(output, 'core'))
}

/**
 * The code that hey-api adds to every client does not compile under `exactOptionalPropertyTypes`
 * (https://github.com/hey-api/hey-api/issues/2363). The code that it generates from the document stays checked.
 */
async function leaveUnchecked(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name)
    await writeFile(file, `// @ts-nocheck\n${await readFile(file, 'utf8')}`)
  }
}
