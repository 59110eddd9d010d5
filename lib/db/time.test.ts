import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** Who may ask this server's own clock, and why nothing that happens or ends depends on it. */
const excused: Record<string, string> = {
  'app/gallery/samples/people.ts': 'samples, which nobody signs in with',
  'components/form/resend-button.tsx': "a countdown in the browser, by the browser's clock",
  'components/inbox/inbox-list.tsx': 'how a time is shown',
  'components/profile/sessions-section.tsx': 'how a time is shown',
  'lib/account/operations/entering/auth-adapter.ts': 'Auth.js compares with that clock',
  'lib/account/row-id.ts': 'ids only begin with a time',
  'lib/control/describe-messages.ts': 'how a time is shown',
  'lib/db/create-migration.ts': 'names a new migration, for developers',
  'lib/db/folder-lock.ts': 'compared with what this machine or its disk wrote',
  'lib/delivery/push/apns.ts': "Apple's servers compare it with theirs",
  'lib/delivery/push/fcm.ts': "Google's servers compare it with theirs",
  'lib/delivery/inbox/inbox.ts': "the inbox's messages are files of this machine",
  'lib/http/forms/browser-memory.ts':
    'when the page lets its button be pressed again; the limit itself is in the database',
  'lib/http/forms/form-answer.ts': 'how a span is worded, from its beginning to its end',
}

/** The clock as JavaScript asks it, and as jose does for a token without being given a time. */
const asking = /\bDate\.now\b|\bnew Date\b(?!\()|(?<!\w)Date\(\s*\)|setIssuedAt\(\s*\)/

/** What is not ours, what tests stand on, and what runs in an app: that has a clock of its own. */
const others = /^lib\/(db\/generated|client|testing)\/|\.test\.|\.d\.ts$/

test('nothing that happens or ends is told by the clock of a server', () => {
  const files = ['app', 'components', 'emails', 'lib'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => path.posix.join(folder, ...name.split(path.sep)))
      .filter((file) => /\.(tsx?|mjs)$/.test(file) && !others.test(file)),
  )
  expect(files.length).toBeGreaterThan(300)
  const found = files.filter((file) => asking.test(withoutComments(readFileSync(file, 'utf8'))))
  expect(found.toSorted()).toEqual(Object.keys(excused).toSorted())
})

test.each([
  'Date.now()',
  'map(Date.now)',
  'new Date()',
  'new Date( )',
  'new Date',
  'Date()',
  '.setIssuedAt()',
])('%s asks the clock', (text) => expect(asking.test(text)).toBe(true))

test.each([
  'new Date(moment)',
  'new Date(0)',
  'z.date()',
  'setIssuedAt(at)',
  'let at: Date',
  'performance.now()',
])('%s does not', (text) => expect(asking.test(text)).toBe(false))

test('no row is given its time by Prisma, which asks the clock of the server', () => {
  expect(readFileSync('prisma/schema.prisma', 'utf8')).not.toMatch(/@default\(now\(\)\)|@updatedAt/)
})

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}
