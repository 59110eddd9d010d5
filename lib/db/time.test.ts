import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** Who may ask this server's own clock, and why nothing depends on it. */
const excused: Record<string, string> = {
  'lib/account/row-id.ts': 'ids only begin with a time',
  'lib/account/auth-adapter.ts': 'Auth.js compares with that clock',
  'lib/delivery/inbox.ts': "the inbox's messages are files of this machine",
}

test('nothing that happens or ends is told by the clock of a server', () => {
  const asking = ['lib/account', 'lib/delivery', 'lib/dialects'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
      .map((name) => path.join(folder, name))
      .filter((file) => /\bDate\.now\(|\bnew Date\(\s*\)/.test(readFileSync(file, 'utf8'))),
  )
  expect(asking.toSorted()).toEqual(Object.keys(excused).toSorted())
  // Prisma fills these by the server's clock.
  expect(readFileSync('prisma/schema.prisma', 'utf8')).not.toMatch(/@default\(now\(\)\)|@updatedAt/)
})
