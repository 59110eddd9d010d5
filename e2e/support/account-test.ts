import { AccountApi } from './account-api'
import { Doors } from './doors'
import { test as base } from './test'

/** The test with a server of the worker's own, and our own API of it. */
export const test = base.extend<{ api: AccountApi }>({
  api: async ({ server, mailbox }, use) => use(new AccountApi(server.url, new Doors(server.url, mailbox))),
})
