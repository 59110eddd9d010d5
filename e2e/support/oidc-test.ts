import type { BrowserContext } from '@playwright/test'
import { unique } from '@/lib/testing/accounts'
import { freePort } from '@/lib/testing/servers/free-port'
import { clientId, clientSecret, IdentityProvider, type ProvidersPerson } from './identity-provider'
import { test as base } from './page-test'
import { startServer } from './server'

export const providerName = 'Example ID'

interface Pair {
  readonly server: Awaited<ReturnType<typeof startServer>>
  readonly provider: IdentityProvider
}

/** The test for pages, with a server that knows another provider, and that provider. */
export const test = base.extend<{ provider: IdentityProvider }, { pair: Pair }>({
  pair: [
    // biome-ignore lint/correctness/noEmptyPattern: how Playwright says that a fixture needs no other
    async ({}, use) => {
      const [port, providersPort] = [await freePort(), await freePort()]
      const redirectUri = `http://localhost:${port}/api/auth/callback/oidc`
      const provider = await IdentityProvider.start(providersPort, redirectUri)
      const env = {
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: clientId,
        OIDC_CLIENT_SECRET: clientSecret,
        OIDC_NAME: providerName,
      }
      const server = await startServer({ port, env })
      await use({ server, provider })
      await server.stop()
      await provider.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  server: [async ({ pair }, use) => use(pair.server), { scope: 'worker' }],
  provider: async ({ pair }, use) => use(pair.provider),
})

/** Somebody new whom the provider knows, with an address that it has verified. */
export function somebody(over: Partial<ProvidersPerson> = {}): ProvidersPerson {
  const sub = unique('sub')
  return { sub, email: `${sub}@example.com`, email_verified: true, ...over }
}

/** Lets a browser be somebody else at the provider next time. */
export async function forgetAtProvider(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: /^_(session|interaction)/ })
}
