import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

/** Our compiler, and the newest one with a JavaScript API, which apps use today. */
export const compilers = ['node_modules/typescript', 'e2e/api-clients/node_modules/typescript'] as const

const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  target: 'ES2023',
  lib: ['dom', 'dom.iterable', 'esnext'],
  module: 'esnext',
  moduleResolution: 'bundler',
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
  typeRoots: [path.join(root, 'node_modules/@types')],
}

/**
 * Compiles the generated clients and their journeys as a strict app would. The journeys import the openapi-fetch types
 * as `@generated/<dialect>`.
 *
 * @returns the compiler's output, empty when there is no error
 */
export async function compile(
  folder: string,
  compiler: (typeof compilers)[number],
  journeys: readonly string[],
): Promise<string> {
  const project = path.join(folder, 'tsconfig.json')
  const paths = { '@/*': [path.join(root, '*')], '@generated/*': [path.join(folder, 'fetch/*')] }
  const files = journeys.map((dialect) => path.join(root, 'e2e/api-clients/journeys', `${dialect}.ts`))
  await writeFile(
    project,
    JSON.stringify({ compilerOptions: { ...compilerOptions, paths }, files, include: ['**/*.ts'] }),
  )
  return new Promise((resolve) => {
    const command = [path.join(root, compiler, 'bin/tsc'), '-p', project, '--pretty', 'false']
    execFile(process.execPath, command, { maxBuffer: 1e8 }, (error, stdout) => {
      resolve(stdout || error?.message || '')
    })
  })
}
