import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const allowed: Record<string, string> = {
  'app/gallery/samples/people.ts': 'sample data',
  'components/form/resend-button.tsx': "a countdown in the browser, by the browser's clock",
  'components/inbox/inbox-list.tsx': 'formats a time',
  'components/profile/sessions-section.tsx': 'formats a time',
  'lib/account/operations/entering/auth-adapter.ts': 'Auth.js compares with that clock',
  'lib/account/row-id.ts': 'ids only begin with a time',
  'lib/control/format-messages.ts': 'formats a time',
  'lib/db/create-migration.ts': 'names a new migration, for developers',
  'lib/db/folder-lock.ts': 'compared with times that this machine wrote',
  'lib/delivery/push/apns.ts': "Apple's servers compare it with theirs",
  'lib/delivery/push/fcm.ts': "Google's servers compare it with theirs",
  'lib/delivery/inbox/inbox.ts': "the inbox's messages are files of this machine",
  'lib/http/forms/browser-memory.ts': 'when the button is enabled again; the limit itself is in the database',
  'lib/http/forms/form-answer.ts': 'formats a duration',
}

const clockUse = /\bDate\.now\b|\bnew Date\b(?!\()|(?<!\w)Date\(\s*\)|setIssuedAt\(\s*\)/

const ignored = /^lib\/(db\/generated|client|testing)\/|\.test\.|\.d\.ts$/

test('no event or expiry depends on the clock of a server', () => {
  const files = ['app', 'components', 'emails', 'lib'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => path.posix.join(folder, ...name.split(path.sep)))
      .filter((file) => /\.(tsx?|mjs)$/.test(file) && !ignored.test(file)),
  )
  expect(files.length).toBeGreaterThan(300)
  const found = files.filter((file) => clockUse.test(withoutComments(readFileSync(file, 'utf8'))))
  expect(found.toSorted()).toEqual(Object.keys(allowed).toSorted())
})

test.each([
  'Date.now()',
  'map(Date.now)',
  'new Date()',
  'new Date( )',
  'new Date',
  'Date()',
  '.setIssuedAt()',
])('%s reads the clock', (text) => expect(clockUse.test(text)).toBe(true))

test.each([
  'new Date(moment)',
  'new Date(0)',
  'z.date()',
  'setIssuedAt(at)',
  'let at: Date',
  'performance.now()',
])('%s does not read the clock', (text) => expect(clockUse.test(text)).toBe(false))

test('Prisma sets no times: it would use the clock of the server', () => {
  expect(readFileSync('prisma/schema.prisma', 'utf8')).not.toMatch(/@default\(now\(\)\)|@updatedAt/)
})

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}
