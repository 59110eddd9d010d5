import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** A file in the folder, its import, and the expected result. */
const imports: [folder: string, from: string, rule: 'allowed' | 'refused'][] = [
  ['app/api', '@/lib/account/operations/entering/sign-in', 'allowed'],
  ['app/(pages)', '@/lib/db/client', 'refused'],
  ['app/(pages)', '@/lib/delivery/outbox', 'refused'],
  ['app/gallery', '@/emails/render', 'allowed'],
  ['app/gallery', '@/lib/db/client', 'refused'],
  ['app/inbox', '@/emails/render', 'refused'],
  ['components/form', '@/lib/rules', 'allowed'],
  ['components/form', '@/lib/account/operations/entering/sign-in', 'refused'],
  ['components/form', '@/lib/policy', 'refused'],
  ['components/form', '../frame/mark', 'refused'],
  ['emails', '@/lib/policy', 'refused'],
  ['emails', '@/components/tokens', 'allowed'],
  ['emails', '@/components/frame/mark', 'refused'],
  ['lib/http', '@/lib/account/operations/entering/sign-in', 'allowed'],
  ['lib/http', '@/lib/db/client', 'refused'],
  ['lib/http', '@/lib/pictures/encode-picture', 'refused'],
  ['lib/http', '@/lib/server/answer', 'refused'],
  ['app/(pages)', '@/lib/server/answer', 'refused'],
  ['lib/account', '@/lib/server/answer', 'refused'],
  ['lib/server', '@/lib/http/origin', 'allowed'],
  ['lib/server', '@/lib/account/operations/operator/sweep', 'allowed'],
  ['lib/server', 'next', 'allowed'],
  ['lib/server', 'next/dist/server/next', 'refused'],
  ['lib/server', '@/components/frame/mark', 'refused'],
  ['lib/dialects', '@/lib/rules', 'allowed'],
  ['lib/dialects', 'next/headers', 'refused'],
  ['lib/dialects', '@/lib/config', 'refused'],
  ['lib/dialects', 'node:crypto', 'refused'],
  ['lib/account', '@/lib/db/client', 'allowed'],
  ['lib/account', 'next/headers', 'refused'],
  ['lib/account', 'react', 'refused'],
  ['lib/account', '@/lib/dialects/rest', 'refused'],
  ['lib/account', '@/lib/http/serve', 'refused'],
  ['lib/delivery', '@/emails/render', 'allowed'],
  ['lib/delivery', '@/lib/account/operations/entering/sign-in', 'refused'],
  ['lib/db', '@/lib/account/operations/entering/sign-in', 'refused'],
  ['lib/account', '@/lib/pictures/encode-picture', 'allowed'],
  ['lib/pictures', '@/lib/account/operations/entering/sign-in', 'refused'],
  ['lib/account', '@/lib/account/limits/networks', 'refused'],
  ['lib/account', '@/lib/account/records/session', 'refused'],
  ['lib/account', '@/lib/account/password/prove-password', 'refused'],
  ['lib/account/limits', '@/lib/account/failure', 'allowed'],
  ['lib/account/limits', '@/lib/account/records/session', 'refused'],
  ['lib/account/records', '@/lib/account/limits/networks', 'allowed'],
  ['lib/account/records', '@/lib/account/password/prove-password', 'refused'],
  ['lib/account/password', '@/lib/account/records/session', 'allowed'],
  ['lib/account/password', '@/lib/account/operations/entering/sign-in', 'refused'],
  ['lib/account/operations/profile', '@/lib/account/password/prove-password', 'allowed'],
  ['lib/account/operations/profile', '@/lib/account/operations/email/change-email', 'allowed'],
  ['lib/account/operations/profile', '@/lib/account/operations/entering/sign-in', 'refused'],
  ['lib/account/operations/email', '@/lib/account/operations/profile/edit-account', 'refused'],
  ['lib/control', '@/lib/account/operations/operator/set-role', 'allowed'],
  ['lib/control', '@/lib/http/origin', 'refused'],
  ['lib/process', '@/lib/config', 'allowed'],
  ['lib/process', '@/lib/server/answer', 'refused'],
  ['lib/http', '@/lib/testing/accounts', 'refused'],
  ['lib/http', 'pg', 'refused'],
  ['lib/db', 'pg', 'allowed'],
  ['lib/client', './reasons', 'allowed'],
  ['lib/client', '@/lib/rules', 'refused'],
  ['lib/client', 'zod', 'refused'],
  ['lib/client', 'node:crypto', 'refused'],
  ['lib/client', 'react', 'refused'],
]

let folder: string
let report: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'latchkey-layout-'))
  for (const file of ['biome.json', 'lib/imports.grit']) cpSync(file, path.join(folder, file))
  for (const [index, [importer, from]] of imports.entries()) {
    mkdirSync(path.join(folder, importer), { recursive: true })
    const source = `import { something } from '${from}'\n\nexport const other = something\n`
    writeFileSync(path.join(folder, importer, `case-${index}.ts`), source)
  }
  writeFileSync(path.join(folder, 'lib', 'reads-environment.ts'), 'export const port = process.env.PORT\n')
  const biome = path.resolve('node_modules/.bin/biome')
  const options = ['lint', '--vcs-enabled=false', '--reporter=github', '--max-diagnostics=200']
  report = spawnSync(biome, options, { cwd: folder, encoding: 'utf8' }).stdout
})

afterAll(() => rmSync(folder, { recursive: true }))

test.each(imports.map(([importer, from, rule], index) => ({ importer, from, rule, index })))(
  '$importer imports $from: $rule',
  ({ index, rule }) => {
    const lines = report.split('\n').filter((line) => line.includes(`case-${index}.ts`))
    const isReported = lines.some((line) => line.includes('title=plugin'))
    expect(isReported).toBe(rule !== 'allowed')
  },
)

test('only the configuration reads the environment', () => {
  expect(report.split('\n').find((line) => line.includes('reads-environment.ts'))).toContain('noProcessEnv')
})
