import { App, type AppOptions } from './client-app'
import { FaultyProxy } from './faulty-proxy'
import { test as base } from './test'

interface Fixtures {
  /** The way from the apps to the server. */
  network: FaultyProxy
  /** An app on that way, on a device of its own. */
  open: (options?: AppOptions) => App
}

/** Playwright's test with a server, a network that can be faulty, and apps that reach the one by the other. */
export const test = base.extend<Fixtures>({
  network: async ({ server }, use) => {
    const network = await FaultyProxy.start(server.url)
    await use(network)
    await network.stop()
  },
  open: async ({ network }, use) => use((options) => new App(network.url, options)),
})
