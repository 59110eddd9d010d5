import './lib/build/no-telemetry.mjs'
import { PHASE_PRODUCTION_SERVER } from 'next/constants.js'
import { buildId, sourceHash } from './lib/build/source-hash.mjs'

/** @type {import('next').NextConfig} */
const nextConfig = {
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

/**
 * A server reads this too. What only a build asks for is not loaded there, where it would stay: 30 MB of memory, and in
 * TypeScript, for the compiler, 30 more.
 *
 * @param {string} phase
 */
export default async function configFor(phase) {
  if (phase === PHASE_PRODUCTION_SERVER) return nextConfig
  const { default: createNextIntlPlugin } = await import('next-intl/plugin')
  return createNextIntlPlugin('./lib/i18n/request.ts')({ ...nextConfig, ...ofTheseSources() })
}

/**
 * Servers that share a database may each build for themselves, and a form that one of them drew goes to any other. So
 * all that a browser sees of a build follows from its sources: the build's id, and the ids of actions, which Next
 * makes from the key with which it would encrypt what an action closes over. That key is no secret then, and need not
 * be: no action of ours closes over anything (`lib/build/source-hash.test.ts`), forms carry what they need in their fields.
 */
function ofTheseSources() {
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = Buffer.from(sourceHash(), 'hex').toString('base64')
  return { generateBuildId: buildId }
}
