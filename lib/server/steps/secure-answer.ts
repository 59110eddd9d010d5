import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { config } from '@/lib/config'
import { pathOf } from '@/lib/server/request-path'

/** The address of such a page holds a secret: it must not travel on, nor be kept or found. */
const ticketPage = /^\/(reset|verify-email)\/[^/]/
/** These show mails, which carry their styles in themselves, and entries in frames of our own. */
const previewPage = /^\/(inbox|gallery)(\/|$)/
const machinePath = /^\/(api\/|inbox\.json$)/
const picturePath = /^\/avatars\//
/** What is the same for everybody; all else is somebody's, also where it only leads on. */
const publicPath = /^\/(_next\/|avatars\/|icon\.svg$)|\/openapi\.json$/

const always = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}

/**
 * Puts the headers that keep a browser safe on every answer of this process, also on those that Next gives
 * without asking a route (OWASP ASVS 5.0 §3.4). A route cannot weaken them: what stands here already, Next keeps.
 */
export function secureAnswer(request: IncomingMessage, answer: ServerResponse): void {
  const headers = securityHeaders(pathOf(request.url ?? '/'))
  for (const [name, value] of Object.entries(headers)) answer.setHeader(name, value)
  // Next reads the nonce from here, and marks its own scripts with it. A client's own is never taken.
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
    'content-security-policy': policyOf(path),
    ...(publicPath.test(path) ? {} : { 'cache-control': 'no-store' }),
    ...(ticketPage.test(path) ? { 'x-robots-tag': 'noindex' } : {}),
    ...(config().isHttps ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  }
}

/** With what the scripts of a page are marked with: 128 random bits, new with each answer. */
function policyOf(path: string): string {
  if (machinePath.test(path)) return "default-src 'none'; frame-ancestors 'none'"
  if (picturePath.test(path)) return "default-src 'none'; frame-ancestors 'none'; sandbox"
  const isPreview = previewPage.test(path)
  const nonce = randomBytes(16).toString('base64')
  // Next's development server evaluates what it reloads, and shows its faults with styles of its own.
  const evaluated = config().isDevelopment ? " 'unsafe-eval'" : ''
  const styled = isPreview || config().isDevelopment ? " 'unsafe-inline'" : ''
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluated}`,
    `style-src 'self'${styled}`,
    "img-src 'self' https: data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${isPreview ? "'self'" : "'none'"}`,
  ].join('; ')
}
