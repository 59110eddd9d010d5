import path from 'node:path'
import { defineConfig } from 'vitest/config'

const alias = { '@': path.resolve(import.meta.dirname) }
const ownFolder = 'lib/testing/setup/own-folder.ts'
// For what hangs. A busy machine is slow: a test that takes seconds there may take a minute.
const patience = { testTimeout: 180_000, hookTimeout: 180_000, teardownTimeout: 60_000 }
const onDatabase = ['lib/account/**/*.test.ts', 'lib/delivery/**/*.test.ts', 'lib/db/counter.test.ts']

/** All files of a project share one database and run one after another. */
function databaseProject(name: string, setup: string, globalSetup: string[] = []) {
  return {
    resolve: { alias },
    test: {
      name,
      include: onDatabase,
      setupFiles: ['lib/testing/setup/quiet-console.ts', setup],
      globalSetup: [ownFolder, ...globalSetup],
      isolate: false,
      fileParallelism: false,
      ...patience,
    },
  }
}

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'plain',
          // All but `onDatabase`. Without an exclude list of its own, so that `--exclude` works.
          include: [
            '{app,components,emails}/**/*.test.{ts,tsx}',
            'lib/*.test.ts',
            'lib/!(account|delivery|db)/**/*.test.{ts,tsx}',
            'lib/db/!(counter).test.ts',
          ],
          setupFiles: ['lib/testing/setup/quiet-console.ts'],
          globalSetup: [ownFolder],
          ...patience,
        },
      },
      databaseProject('pglite', 'lib/testing/setup/open-pglite.ts'),
      databaseProject('postgres', 'lib/testing/setup/open-postgres.ts', [
        'lib/testing/servers/postgres-server.ts',
      ]),
    ],
  },
})
