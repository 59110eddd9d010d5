import { randomBytes } from 'node:crypto'
import { freePort } from '@/lib/testing/servers/free-port'
import { startPostgres } from '@/lib/testing/servers/postgres-server'
import { faultSize } from './fault-size'
import { clientId, clientSecret, IdentityProvider } from './identity-provider'
import { providerName } from './oidc-test'
import { test as base } from './page-test'
import { RoundRobin } from './round-robin'
import { makeSecondCheckout } from './second-checkout'
import { launchServer, type RunningServer } from './server'

interface TwoBuilds {
  readonly balancer: RoundRobin
  readonly provider: IdentityProvider
  readonly first: RunningServer
}

/** The test for pages that two servers answer in turn, each from a build in a folder of its own, on one PostgreSQL. */
export const test = base.extend<
  { balancer: RoundRobin; provider: IdentityProvider },
  { twoBuilds: TwoBuilds }
>({
  twoBuilds: [
    // biome-ignore lint/correctness/noEmptyPattern: how Playwright says that a fixture needs no other
    async ({}, use) => {
      const folder = await makeSecondCheckout(faultSize.buildsAnew)
      const postgres = await startPostgres()
      const balancer = await RoundRobin.start()
      const redirectUri = `${balancer.url}/api/auth/callback/oidc`
      const provider = await IdentityProvider.start(await freePort(), redirectUri)
      const env = {
        DATABASE_URL: await postgres.createDatabase('two_builds'),
        AUTH_SECRET: randomBytes(32).toString('base64url'),
        APP_URL: balancer.url,
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: clientId,
        OIDC_CLIENT_SECRET: clientSecret,
        OIDC_NAME: providerName,
      }
      const first = await launchServer({ env })
      const second = await launchServer({ env, dataFolder: first.dataFolder, folder })
      await Promise.all([first.ready(), second.ready()])
      balancer.leadTo(...[first, second].map(({ url }) => Number(new URL(url).port)))
      await use({ balancer, provider, first: { ...first, url: balancer.url } })
      await Promise.all([first.stop(), second.stop()])
      await Promise.all([balancer.stop(), provider.stop(), postgres.stop()])
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  server: [async ({ twoBuilds }, use) => use(twoBuilds.first), { scope: 'worker' }],
  balancer: async ({ twoBuilds }, use) => use(twoBuilds.balancer),
  provider: async ({ twoBuilds }, use) => use(twoBuilds.provider),
})
