import { RestApi } from './rest-api'
import { test as base } from './test'

/** The test with a server of the worker's own, and its rest dialect. */
export const test = base.extend<{ rest: RestApi }>({
  rest: async ({ server }, use) => use(new RestApi(server.url)),
})
