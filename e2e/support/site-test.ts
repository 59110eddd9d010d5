import { test as base } from '@playwright/test'
import { type Site, startSite } from './site'

/** The test with servers of the worker's own on one PostgreSQL; faults that they log as unforeseen fail it. */
export const test = base.extend<object, { serverCount: number; site: Site }>({
  serverCount: [1, { option: true, scope: 'worker' }],
  site: [
    async ({ serverCount }, use) => {
      const site = await startSite(serverCount)
      await use(site)
      await site.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
})
