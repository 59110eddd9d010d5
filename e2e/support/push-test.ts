import { type ApnsStandIn, startApns } from '@/lib/testing/servers/push-servers'
import { type RunningServer, startServer } from './server'
import { test as base } from './test'

interface PushWorker {
  apns: ApnsStandIn
  server: RunningServer
}

/** The test with a server of the worker's own that pushes to Apple's devices; mails go to the inbox. */
export const test = base.extend<object, PushWorker>({
  apns: [
    // biome-ignore lint/correctness/noEmptyPattern: how Playwright says that a fixture needs no other
    async ({}, use) => {
      const apns = await startApns()
      await use(apns)
      await apns.close()
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ apns }, use) => {
      const server = await startServer({ env: apns.env })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
})
