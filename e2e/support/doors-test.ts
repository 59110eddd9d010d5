import { Doors } from './doors'
import { test as base } from './test'

/** The test with a server of the worker's own, and all its doors. */
export const test = base.extend<{ doors: Doors }>({
  doors: async ({ server, mailbox }, use) => use(new Doors(server.url, mailbox)),
})
