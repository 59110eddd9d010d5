import { startServer } from './server'
import { test as base } from './test'
import { WebAppServer } from './web-app'

/** The origin of an app's page in an iOS WebView, as Capacitor has it. */
export const webViewOrigin = 'capacitor://localhost'

/** Playwright's test with the page of a web app, and a server that lets it, and an app in a WebView, call it. */
export const test = base.extend<object, { pages: WebAppServer }>({
  pages: [
    // biome-ignore lint/correctness/noEmptyPattern: how Playwright says that a fixture needs no other
    async ({}, use) => {
      const pages = await WebAppServer.start()
      await use(pages)
      await pages.stop()
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ pages }, use) => {
      const origins = [...Object.values(pages.origins), webViewOrigin]
      const server = await startServer({ env: { ALLOWED_ORIGINS: origins.join(',') } })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
})
