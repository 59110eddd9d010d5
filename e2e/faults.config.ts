import { defineConfig } from '@playwright/test'
import suite from './playwright.config'

// Workers load this file too, and with it the size that `support/fault-size.ts` reads.
process.env.LATCHKEY_FAULTS = 'full'

/** What of the attacks has a size. */
const sized = [
  'bearer',
  'browser',
  'browser-pages',
  'device',
  'enumeration-timing',
  'fuzz',
  'fuzz-addresses',
  'fuzz-forms',
  'input-names',
  'input-passwords',
  'input-shape',
  'limits',
  'oidc',
  'router-headers',
].map((name) => `attacks/${name}.spec.ts`)

/** The tests of faults, of floods, and of times that tell, at their full size: `npm run test:faults`. */
export default defineConfig({
  ...suite,
  grepInvert: [],
  projects: [
    {
      name: 'full',
      testMatch: ['faults/*.spec.ts', 'client/thousand-days.spec.ts', 'pages/gallery.spec.ts', ...sized],
    },
  ],
  workers: 1,
  timeout: 1_800_000,
})
