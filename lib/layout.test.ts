import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** A file of that folder with that import, and whether the layout's rules allow it. */
const imports: [folder: string, from: string, rule: 'allowed' | 'noRestrictedImports'][] = [
  ['app', '@/lib/account/sign-in', 'allowed'],
  ['app', '@/lib/db/client', 'noRestrictedImports'],
  ['app', '@/lib/delivery/outbox', 'noRestrictedImports'],
  ['app/gallery', '@/emails/render', 'allowed'],
  ['app/gallery', '@/lib/db/client', 'noRestrictedImports'],
  ['app/inbox', '@/emails/render', 'noRestrictedImports'],
  ['components/form', '@/lib/rules', 'allowed'],
  ['components/form', '@/lib/account/sign-in', 'noRestrictedImports'],
  ['components/form', '@/lib/policy', 'noRestrictedImports'],
  ['components/form', '../frame/mark', 'noRestrictedImports'],
  ['emails', '@/lib/policy', 'noRestrictedImports'],
  ['emails', '@/components/tokens', 'allowed'],
  ['emails', '@/components/frame/mark', 'noRestrictedImports'],
  ['lib/http', '@/lib/account/sign-in', 'allowed'],
  ['lib/http', '@/lib/db/client', 'noRestrictedImports'],
  ['lib/http', '@/lib/pictures/encode-picture', 'noRestrictedImports'],
  ['lib/http', '@/lib/server/answer', 'noRestrictedImports'],
  ['app', '@/lib/server/answer', 'noRestrictedImports'],
  ['lib/account', '@/lib/server/answer', 'noRestrictedImports'],
  ['lib/server', '@/lib/http/origin', 'allowed'],
  ['lib/server', '@/lib/account/sweep', 'allowed'],
  ['lib/server', 'next', 'allowed'],
  ['lib/server', 'next/dist/server/next', 'noRestrictedImports'],
  ['lib/server', '@/components/frame/mark', 'noRestrictedImports'],
  ['lib/dialects', '@/lib/rules', 'allowed'],
  ['lib/dialects', 'next/headers', 'noRestrictedImports'],
  ['lib/dialects', '@/lib/config', 'noRestrictedImports'],
  ['lib/dialects', 'node:crypto', 'noRestrictedImports'],
  ['lib/account', '@/lib/db/client', 'allowed'],
  ['lib/account', 'next/headers', 'noRestrictedImports'],
  ['lib/account', 'react', 'noRestrictedImports'],
  ['lib/account', '@/lib/dialects/rest', 'noRestrictedImports'],
  ['lib/account', '@/lib/http/serve', 'noRestrictedImports'],
  ['lib/delivery', '@/emails/render', 'allowed'],
  ['lib/delivery', '@/lib/account/sign-in', 'noRestrictedImports'],
  ['lib/db', '@/lib/account/sign-in', 'noRestrictedImports'],
  ['lib/account', '@/lib/pictures/encode-picture', 'allowed'],
  ['lib/pictures', '@/lib/account/sign-in', 'noRestrictedImports'],
  ['lib/client', './reasons', 'allowed'],
  ['lib/client', '@/lib/rules', 'noRestrictedImports'],
  ['lib/client', 'zod', 'noRestrictedImports'],
  ['lib/client', 'node:crypto', 'noRestrictedImports'],
  ['lib/client', 'react', 'noRestrictedImports'],
]

let folder: string
let report: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'latchkey-layout-'))
  cpSync('biome.json', path.join(folder, 'biome.json'))
  for (const [index, [place, from]] of imports.entries()) {
    mkdirSync(path.join(folder, place), { recursive: true })
    const source = `import { something } from '${from}'\n\nexport const other = something\n`
    writeFileSync(path.join(folder, place, `case-${index}.ts`), source)
  }
  writeFileSync(path.join(folder, 'lib', 'reads-environment.ts'), 'export const port = process.env.PORT\n')
  const biome = path.resolve('node_modules/.bin/biome')
  const options = ['lint', '--vcs-enabled=false', '--reporter=github', '--max-diagnostics=200']
  report = spawnSync(biome, options, { cwd: folder, encoding: 'utf8' }).stdout
})

afterAll(() => rmSync(folder, { recursive: true }))

test.each(imports.map(([place, from, rule], index) => ({ place, from, rule, index })))(
  '$place imports $from: $rule',
  ({ index, rule }) => {
    const lines = report.split('\n').filter((line) => line.includes(`case-${index}.ts`))
    const broken = lines.some((line) => line.includes('noRestrictedImports'))
    expect(broken).toBe(rule !== 'allowed')
  },
)

test('only the configuration reads the environment', () => {
  expect(report.split('\n').find((line) => line.includes('reads-environment.ts'))).toContain('noProcessEnv')
})
