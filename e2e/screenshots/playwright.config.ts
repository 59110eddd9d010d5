import { defineConfig } from '@playwright/test'
import everyTest from '@/e2e/playwright.config'

/**
 * Screenshots of the whole gallery, and their comparison with those that were stored before. They stay out of
 * git: two machines have different fonts, so a picture says something only next to one from the same machine.
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
  // A glyph may be smoothed otherwise: a pixel counts when its colour is clearly another one.
  expect: { toMatchSnapshot: { threshold: 0.25, maxDiffPixelRatio: 0.0005 } },
  use: { ...everyTest.use, trace: 'off' },
})
