import './lib/no-telemetry.mjs'
import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const nextConfig: NextConfig = {
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
