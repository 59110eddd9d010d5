import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { config } from '@/lib/config'
import { pathOf } from '@/lib/server/request-path'

const ticketPage = /^\/(reset|verify-email)\/[^/]/
// Mails have inline styles and are shown in frames.
const previewPage = /^\/(inbox|gallery)(\/|$)/
const machinePath = /^\/(api\/|inbox\.json$)/
const picturePath = /^\/avatars\//
// Everything else may be personal and must not be cached, redirects included.
const publicPath = /^\/(_next\/|avatars\/|icon\.svg$)|\/openapi\.json$/

const always = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}

/** Sets the security headers (OWASP ASVS 5.0 §3.4) on every answer. Routes cannot weaken them: Next keeps existing ones. */
export function setSecurityHeaders(request: IncomingMessage, answer: ServerResponse): void {
  const headers = securityHeaders(pathOf(request.url ?? '/'))
  for (const [name, value] of Object.entries(headers)) answer.setHeader(name, value)
  // Next reads the nonce from here. Overwrites a client's own header.
  request.headers['content-security-policy'] = headers['content-security-policy']
  delete request.headers['content-security-policy-report-only']
}

function securityHeaders(path: string) {
  const isPreview = previewPage.test(path)
  return {
    ...always,
    'x-frame-options': isPreview ? 'SAMEORIGIN' : 'DENY',
    'cross-origin-resource-policy': picturePath.test(path) ? 'cross-origin' : 'same-origin',
    'referrer-policy': ticketPage.test(path) ? 'no-referrer' : 'strict-origin-when-cross-origin',
    'content-security-policy': contentSecurityPolicy(path),
    ...(publicPath.test(path) ? {} : { 'cache-control': 'no-store' }),
    ...(ticketPage.test(path) ? { 'x-robots-tag': 'noindex' } : {}),
    ...(config().isHttps ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  }
}

function contentSecurityPolicy(path: string): string {
  if (machinePath.test(path)) return "default-src 'none'; frame-ancestors 'none'"
  if (picturePath.test(path)) return "default-src 'none'; frame-ancestors 'none'; sandbox"
  const isPreview = previewPage.test(path)
  const nonce = randomBytes(16).toString('base64')
  const evalSource = config().isDevelopment ? " 'unsafe-eval'" : ''
  const styleSource = isPreview || config().isDevelopment ? " 'unsafe-inline'" : ''
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evalSource}`,
    `style-src 'self'${styleSource}`,
    "img-src 'self' https: data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${isPreview ? "'self'" : "'none'"}`,
  ].join('; ')
}
