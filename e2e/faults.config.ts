import { defineConfig } from '@playwright/test'
import suite from './playwright.config'

// Workers load this file too, and with it the size that `support/fault-size.ts` reads.
process.env.LATCHKEY_FAULTS = 'full'

/** The tests of faults, and of times that tell, at their full size: `npm run test:faults`. */
export default defineConfig({
  ...suite,
  projects: [{ name: 'full', testMatch: ['faults/*.spec.ts', 'attacks/enumeration-timing.spec.ts'] }],
  workers: 1,
  timeout: 1_800_000,
})
