import type { NextConfig } from 'next'
import { PHASE_PRODUCTION_SERVER } from 'next/constants'

const nextConfig: NextConfig = {
  poweredByHeader: false,
  // An API answers in its own words at every address, also at one with a slash too many.
  skipTrailingSlashRedirect: true,
  images: { unoptimized: true },
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

/** What is built needs next-intl's plugin no more, which would load a compiler and a file watcher into the server. */
export default async function configure(phase: string): Promise<NextConfig> {
  if (phase === PHASE_PRODUCTION_SERVER) return nextConfig
  const { default: createNextIntlPlugin } = await import('next-intl/plugin')
  return createNextIntlPlugin('./lib/i18n/request.ts')(nextConfig)
}
