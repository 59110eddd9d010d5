import { beforeEach, expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { useTestConfig } from '@/lib/testing/test-config'
import { setSecurityHeaders } from './set-security-headers'

beforeEach(() => useTestConfig())

function secured(url: string) {
  const { request, answer } = fakeRequest({
    url,
    headers: {
      'content-security-policy': "script-src 'nonce-mine'",
      'content-security-policy-report-only': 'x',
    },
  })
  setSecurityHeaders(request, answer)
  return { headers: answer.getHeaders(), seen: request.headers }
}

test('every answer has the security headers, and Next reads only our nonce', () => {
  const { headers, seen } = secured('/login')
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
    'content-security-policy': expect.stringMatching(
      /script-src 'self' 'nonce-[\w+/]{22}==' 'strict-dynamic'/,
    ),
  })
  expect(headers).not.toHaveProperty('strict-transport-security')
  expect(seen['content-security-policy']).toBe(headers['content-security-policy'])
  expect(seen).not.toHaveProperty('content-security-policy-report-only')
  expect(secured('/login').headers['content-security-policy']).not.toBe(headers['content-security-policy'])
})

test('the headers depend on the path', () => {
  expect(secured('/reset/secret').headers).toMatchObject({
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  })
  expect(secured('/api/account').headers['content-security-policy']).toBe(
    "default-src 'none'; frame-ancestors 'none'",
  )
  expect(secured('/avatars/x').headers['cross-origin-resource-policy']).toBe('cross-origin')
  expect(secured('/gallery/en').headers['x-frame-options']).toBe('SAMEORIGIN')
  expect(secured('/_next/static/x.js').headers).not.toHaveProperty('cache-control')
})

test('HTTPS answers have Strict-Transport-Security', () => {
  useTestConfig({ APP_URL: 'https://id.example.com' })
  expect(secured('/').headers).toHaveProperty('strict-transport-security')
})
