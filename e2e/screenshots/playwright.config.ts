import { defineConfig } from '@playwright/test'
import everyTest from '@/e2e/playwright.config'

/**
 * Compares screenshots of the whole gallery with stored ones. They are not in git: fonts differ between machines, so
 * only pictures from the same machine can be compared.
 */
export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'gallery', testMatch: 'gallery.shots.ts' },
    { name: 'readme', testMatch: 'readme.shots.ts' },
  ],
  globalSetup: './serve-gallery.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 300_000,
  reporter: [['dot'], ['html', { outputFolder: '../../screenshots/report', open: 'never' }]],
  outputDir: '../../screenshots/differences',
  snapshotPathTemplate: '../../screenshots/stored/{arg}{ext}',
  // Font smoothing may differ: a pixel counts only when its colour clearly differs.
  expect: { toMatchSnapshot: { threshold: 0.25, maxDiffPixelRatio: 0.0005 } },
  use: { ...everyTest.use, trace: 'off' },
})
