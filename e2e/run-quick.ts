import { existsSync } from 'node:fs'
import { checkSources, runCore } from './support/run/parts'
import { inOwnFolder } from './support/run/report'

/** What takes most of the time: databases made anew, documents checked whole, programs started, back-off awaited. */
const leftOut = [
  'lib/account/records/ticket-after-change.test.ts',
  'lib/account/records/ticket-kinds.test.ts',
  'lib/build/ensure-built.test.ts',
  'lib/build/npm-ci.test.ts',
  'lib/client/compiles.test.ts',
  'lib/db/check-schema.test.ts',
  'lib/db/embedded.test.ts',
  'lib/db/migrate.test.ts',
  'lib/db/pool.test.ts',
  'lib/delivery/mail/resend.test.ts',
  'lib/delivery/manage-outbox.test.ts',
  'lib/delivery/start-workers.test.ts',
  'lib/dialects/generated-clients.test.ts',
  'lib/dialects/openapi.test.ts',
  'lib/passwords/hash-password.test.ts',
]

/** `npm run test:quick`: format, lint, types, and most unit tests and core tests on PGlite. */
await inOwnFolder(async (folder) => {
  const gone = leftOut.filter((file) => !existsSync(file))
  if (gone.length > 0) throw new Error(`There is no ${gone.join(', ')}`)
  const parts = await Promise.all([
    checkSources(),
    runCore('pglite', folder, leftOut).then((result) => [result]),
    runCore('plain', folder, leftOut).then((result) => [result]),
  ])
  console.log(`\nLeft out: PostgreSQL, the build, the browser, and\n  ${leftOut.join('\n  ')}`)
  return parts.flat()
})
