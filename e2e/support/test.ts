import { randomBytes } from 'node:crypto'
import { test as base } from '@playwright/test'
import { Mailbox } from './mailbox'
import { type RunningServer, startServer } from './server'

interface Fixtures {
  mailbox: Mailbox
  /** An address that no other test uses. */
  address: string
}

interface WorkerFixtures {
  server: RunningServer
}

/** Playwright's test with a server of the worker's own, and the mailbox of it. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await startServer()
      await use(server)
      await server.stop()
      // A form refused for a reason that it does not declare, so the gallery does not show it (lib/http/act.ts).
      if (/"undeclared_refusal"/.test(server.output())) throw new Error(server.output())
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  mailbox: async ({ server }, use) => use(new Mailbox(server.url)),
  address: async ({}, use) => use(`ada${randomBytes(5).toString('hex')}@example.com`),
})

export { expect } from '@playwright/test'
