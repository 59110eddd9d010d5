import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
]
// The address of such a page holds a secret: it must not travel on, nor be kept or found.
const ticketHeaders = [
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'Cache-Control', value: 'no-store' },
  { key: 'X-Robots-Tag', value: 'noindex' },
]

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
    'react-email',
  ],
  headers: async () => [
    {
      source: '/:path*',
      headers: [...securityHeaders, { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' }],
    },
    { source: '/reset/:ticket', headers: ticketHeaders },
    { source: '/verify-email/:ticket', headers: ticketHeaders },
  ],
}

export default createNextIntlPlugin('./lib/i18n/request.ts')(nextConfig)
