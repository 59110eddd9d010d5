import { randomInt } from 'node:crypto'
import { type RunningServer, startServer } from './server'
import { test as base } from './test'

/** What a proxy in front tells of where a request came from. */
export type Place = { readonly 'x-forwarded-for': string }

/** A client of a network that nobody else comes from, for who needs many. */
export function fromElsewhere(): Place {
  const part = () => randomInt(1, 255)
  return { 'x-forwarded-for': `10.${part()}.${part()}.${part()}` }
}

interface LimitedFixtures {
  /** A client in a network that no other test uses. */
  from: (host?: number) => Place
}

/** The test with a server of the worker's own that counts tries, behind one proxy. */
export const test = base.extend<LimitedFixtures, { server: RunningServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: how Playwright says that a fixture needs no other
    async ({}, use) => {
      const server = await startServer({ env: { RATE_LIMIT: 'on', TRUSTED_PROXIES: '1' } })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  from: async ({}, use) => {
    const network = Array.from({ length: 2 }, () => 1 + Math.floor(Math.random() * 250)).join('.')
    await use((host = 1) => ({ 'x-forwarded-for': `10.${network}.${host}` }))
  },
})
