import path from 'node:path'
import { defineConfig } from 'vitest/config'

const alias = { '@': path.resolve(import.meta.dirname) }
const onDatabase = ['lib/account/**/*.test.ts', 'lib/delivery/**/*.test.ts', 'lib/db/counter.test.ts']

/** All files of a project share one database and run one after another. */
function databaseProject(name: string, setup: string, globalSetup: string[] = []) {
  return {
    resolve: { alias },
    test: {
      name,
      include: onDatabase,
      setupFiles: ['lib/testing/setup/quiet-console.ts', setup],
      globalSetup,
      isolate: false,
      fileParallelism: false,
      testTimeout: 30_000,
      hookTimeout: 60_000,
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
          include: ['{app,lib,emails,components}/**/*.test.{ts,tsx}'],
          exclude: onDatabase,
          setupFiles: ['lib/testing/setup/quiet-console.ts'],
          testTimeout: 30_000,
        },
      },
      databaseProject('pglite', 'lib/testing/setup/open-pglite.ts'),
      databaseProject('postgres', 'lib/testing/setup/open-postgres.ts', [
        'lib/testing/servers/postgres-server.ts',
      ]),
    ],
  },
})
