import { defineConfig } from '@playwright/test'
import { findChromium } from './support/pages/find-chromium'

/** What measures times, and would measure its neighbours: it runs when all others are done, one by one. */
const timed = ['attacks/enumeration-timing.spec.ts', 'faults/overload.spec.ts', 'faults/stop.spec.ts']

export default defineConfig({
  testDir: '.',
  projects: [
    // One by one, beside the rest: files that need the same servers then share them.
    { name: 'faults', testMatch: 'faults/*.spec.ts', testIgnore: timed, workers: 1 },
    { name: 'suite', testMatch: '**/*.spec.ts', testIgnore: [...timed, 'faults/*.spec.ts'] },
    { name: 'timed', testMatch: timed, dependencies: ['faults', 'suite'], workers: 1 },
  ],
  // What has no small version of its own: `npm run test:faults`.
  grepInvert: /@full/,
  globalSetup: './support/servers/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  // A condition that holds is met at once: the rest is for a machine that is busy.
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  outputDir: '../test-results/e2e',
  use: {
    // A trace of every test costs a third of the time of all; one that failed is run again with `--trace on`.
    trace: 'off',
    launchOptions: {
      ...findChromium(),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
