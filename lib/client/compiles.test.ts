import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reactNativeGlobals } from '@/lib/testing/client/react-native-globals'

/** From `npm create vite@latest` (create-vite 9.3): tsconfig.json of vanilla-ts, without vite's types. */
const vanilla = {
  target: 'es2023',
  module: 'esnext',
  lib: ['ES2023', 'DOM'],
  types: [],
  allowArbitraryExtensions: true,
  skipLibCheck: true,
  moduleResolution: 'bundler',
  allowImportingTsExtensions: true,
  verbatimModuleSyntax: true,
  moduleDetection: 'force',
  noEmit: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  erasableSyntaxOnly: true,
  noFallthroughCasesInSwitch: true,
}

const react = { ...vanilla, jsx: 'react-jsx' }

const strictest = {
  ...vanilla,
  strict: true,
  isolatedModules: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUncheckedSideEffectImports: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
}

/** From @react-native/typescript-config 0.87: tsconfig.json, without jest's types. */
const reactNative = {
  target: 'esnext',
  module: 'esnext',
  types: [],
  lib: [
    'es2019',
    'es2020.bigint',
    'es2020.date',
    'es2020.number',
    'es2020.promise',
    'es2020.string',
    'es2020.symbol.wellknown',
    'es2021.promise',
    'es2021.string',
    'es2021.weakref',
    'es2022.array',
    'es2022.error',
    'es2022.object',
    'es2022.string',
    'es2024.promise',
    'esnext.promise',
  ],
  allowJs: true,
  jsx: 'react-native',
  noEmit: true,
  isolatedModules: true,
  strict: true,
  moduleResolution: 'bundler',
  customConditions: ['react-native'],
  allowImportingTsExtensions: true,
  allowArbitraryExtensions: true,
  resolveJsonModule: true,
  resolvePackageJsonImports: false,
  allowSyntheticDefaultImports: true,
  esModuleInterop: true,
  skipLibCheck: true,
  forceConsistentCasingInFileNames: false,
}

const apps: [name: string, options: object, globals?: string][] = [
  ['vite, vanilla-ts', vanilla],
  ['vite, react-ts', react],
  ['the strictest options', strictest],
  ['React Native', reactNative, reactNativeGlobals],
  [
    'React Native, exactOptionalPropertyTypes',
    { ...reactNative, exactOptionalPropertyTypes: true },
    reactNativeGlobals,
  ],
]

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latchkey-client-'))
})

afterAll(() => rm(folder, { recursive: true }))

async function compile(
  name: string,
  { options, globals = '', also = '' }: { options: object; globals?: string; also?: string },
) {
  const app = path.join(folder, name)
  const copy = path.join(app, 'src', 'latchkey')
  await mkdir(copy, { recursive: true })
  await cp('lib/client', copy, { recursive: true, filter: (file) => !file.endsWith('.test.ts') })
  await writeFile(path.join(app, 'src', 'globals.d.ts'), globals)
  await writeFile(path.join(app, 'src', 'app.ts'), `${usage}\n${also}`)
  await writeFile(
    path.join(app, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, include: ['src'] }),
  )
  const tsc = path.resolve('node_modules/typescript/bin/tsc')
  return await new Promise<string>((resolve) => {
    execFile(process.execPath, [tsc, '-p', app], (error, stdout, stderr) => {
      resolve(error ? stdout + stderr || String(error) : 'compiles')
    })
  })
}

const usage = `
import { createClient } from './latchkey/client'

const client = createClient({
  baseUrl: 'https://id.example.com/api',
  deviceId: 'device',
  storage: { get: () => null, set: () => {} },
})
client.on((event) => {
  if (event.type === 'state' && event.state.kind === 'needs_sign_in') void client.tools(event.state.login)
})
export const entered = client.enter({ login: 'Toto', password: 'test' })
export const answer = client.withSession(({ headers, credentials }) => fetch('https://id.example.com/x', { headers, credentials }))
`

test.each(apps)('compiles unchanged when copied into an app: %s', async (name, options, globals) => {
  expect(await compile(name, { options, ...(globals && { globals }) })).toBe('compiles')
})

test('the check finds code that such an app does not accept', async () => {
  const also = 'export class Parameter {\n  constructor(private readonly name: string) {}\n}\n'
  expect(await compile('with a parameter property', { options: vanilla, also })).toMatch(/app\.ts.*TS1294/)
  const redirect = "export const init: RequestInit = { redirect: 'error' }"
  const found = await compile('with a redirect', {
    options: reactNative,
    globals: reactNativeGlobals,
    also: redirect,
  })
  expect(found).toMatch(/app\.ts.*TS2353/)
})
