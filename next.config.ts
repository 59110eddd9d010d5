import './lib/no-telemetry.mjs'
import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'
import { sourceHash } from './lib/source-hash.mjs'

/**
 * Servers that share a database may each build for themselves, and a form that one of them drew goes to any other. So
 * all that a browser sees of a build follows from its sources: the build's id, and the ids of actions, which Next
 * makes from the key with which it would encrypt what an action closes over. That key is no secret then, and need not
 * be: no action of ours closes over anything (`lib/source-hash.test.ts`), forms carry what they need in their fields.
 */
const hash = sourceHash()
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = Buffer.from(hash, 'hex').toString('base64')

const nextConfig: NextConfig = {
  generateBuildId: () => hash,
  poweredByHeader: false,
  // An API answers in its own words at every address, also at one with a slash too many.
  skipTrailingSlashRedirect: true,
  images: { unoptimized: true },
  // Types are checked by `npm test`. A server is built where the tests' own dependencies may be left out.
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: '64kb' } },
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@prisma/schema-engine-wasm',
    'pg-boss',
    'piscina',
    'pino',
    'prom-client',
  ],
}

export default createNextIntlPlugin('./lib/i18n/request.ts')(nextConfig)
