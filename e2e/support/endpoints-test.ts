import { call, cookieIn } from './call'
import { newLogin } from './device-api'
import { EndpointCaller } from './endpoint-caller'
import { runAdmin } from './run-command'
import { test as base } from './test'

/** The test with a server of the worker's own, and somebody who calls any endpoint of it, as an administrator too. */
export const test = base.extend<{ caller: EndpointCaller }, { adminSecret: string }>({
  adminSecret: [
    async ({ server }, use) => {
      const login = newLogin()
      const secret = cookieIn(await call(`${server.url}/api/auth`, { login })) ?? ''
      await runAdmin({ DATA_DIR: server.dataFolder }, 'grant', login)
      await use(secret)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  caller: async ({ server, mailbox, adminSecret }, use) =>
    use(new EndpointCaller(server.url, mailbox, adminSecret)),
})
