import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sourceHash, sources } from './source-hash.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'latchkey-sources-'))
  write('app/login/page.tsx', 'export default 1\n')
  write('lib/policy.ts', 'export const a = 1\nexport const b = 2\n')
  write('package-lock.json', '{}\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(file: string, text: string): void {
  const place = path.join(folder, file)
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(place, text)
}

test('a copy with another folder, other dates and line endings has the same hash', () => {
  const copy = path.join(mkdtempSync(path.join(tmpdir(), 'latchkey-copy-')), 'deeper')
  cpSync(folder, copy, { recursive: true })
  const original = sourceHash(folder)
  write('lib/policy.ts', 'export const a = 1\r\nexport const b = 2\r\n')
  utimesSync(path.join(folder, 'app/login/page.tsx'), 0, 0)
  expect(sourceHash(folder)).toBe(original)
  expect(sourceHash(copy)).toBe(original)
  expect(original).toMatch(/^[0-9a-f]{64}$/)
  rmSync(path.dirname(copy), { recursive: true })
})

test('every listed source exists', () => {
  expect(sources.filter((source) => !existsSync(source))).toEqual([])
})

test.each([
  ['a test', 'lib/policy.test.ts'],
  ['generated code', 'lib/db/generated/client.ts'],
  ['code outside the build', 'e2e/support/pages/page-form.ts'],
  ['the README', 'README.md'],
])('%s does not change the hash', (_, file) => {
  const before = sourceHash(folder)
  write(file, 'export {}\n')
  expect(sourceHash(folder)).toBe(before)
})

test('changed, added, renamed or moved content changes the hash', () => {
  const hashes = [sourceHash(folder)]
  const record = () => hashes.push(sourceHash(folder))
  write('lib/policy.ts', 'export const b = 2\n')
  record()
  write('app/login/page.tsx', 'export const a = 1\nexport default 1\n')
  record()
  write('emails/first.tsx', '')
  record()
  rmSync(path.join(folder, 'emails/first.tsx'))
  write('emails/renamed.tsx', '')
  record()
  write('package-lock.json', '{"lockfileVersion":3}\n')
  record()
  // A guide is a page.
  write('app/docs/guides/operate.md', '# Operate\n')
  record()
  expect(new Set(hashes).size).toBe(hashes.length)
})

/** Next encrypts the closure of an inline action with our key, which is public. */
test('every action is in a file of actions, without a closure', () => {
  const files = ['app', 'components', 'emails', 'lib'].flatMap((place) =>
    readdirSync(place, { recursive: true, encoding: 'utf8' }).map((file) => path.join(place, file)),
  )
  const sources = files.filter((file) => /(?<!\.test)\.tsx?$/.test(file))
  const directive = /['"]use (server|cache)\b/g
  const marked = sources.filter((file) => readFileSync(file, 'utf8').match(directive))
  expect(marked.length).toBeGreaterThan(5)
  for (const file of marked) {
    const text = readFileSync(file, 'utf8')
    expect({ file, directives: [...text.matchAll(directive)].map(({ index }) => index) }).toEqual({
      file,
      directives: [0],
    })
  }
})
