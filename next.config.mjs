import './lib/build/no-telemetry.mjs'
import { PHASE_PRODUCTION_SERVER } from 'next/constants.js'
import { buildId, sourceHash } from './lib/build/source-hash.mjs'

/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  // The APIs answer unknown addresses in their own format, also with a trailing slash.
  skipTrailingSlashRedirect: true,
  images: { unoptimized: true },
  // `npm test` checks types. A production build may lack the tests' dependencies.
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: '64kb' } },
  // The guides are part of the build.
  turbopack: { rules: { '*.md': { type: 'text' } } },
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@prisma/schema-engine-wasm',
    'pg-boss',
    'piscina',
    'pino',
    'prom-client',
  ],
}

// A running server loads this file too, but not what only a build needs: that would use 30–60 MB of memory.
/** @param {string} phase */
export default async function configFor(phase) {
  if (phase === PHASE_PRODUCTION_SERVER) return nextConfig
  const { default: createNextIntlPlugin } = await import('next-intl/plugin')
  return createNextIntlPlugin('./lib/i18n/request.ts')({ ...nextConfig, ...reproducibleIds() })
}

// Servers that share a database may build separately, and must accept each other's forms: build id and action ids depend on
// the sources only. The key need not be secret: no action has a closure to encrypt (`lib/build/source-hash.test.ts`).
function reproducibleIds() {
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = Buffer.from(sourceHash(), 'hex').toString('base64')
  return { generateBuildId: buildId }
}
