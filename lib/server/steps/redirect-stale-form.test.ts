import { beforeAll, expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { useTestConfig } from '@/lib/testing/test-config'
import { redirectStaleForm } from './redirect-stale-form'

beforeAll(() => useTestConfig())

function answerTo(status: number, sent: Parameters<typeof fakeRequest>[0], isUnknown = true) {
  const { request, answer } = fakeRequest({ method: 'POST', url: '/login?a=b', ...sent })
  redirectStaleForm(request, answer)
  if (isUnknown) answer.setHeader('x-nextjs-action-not-found', '1')
  answer.writeHead(status)
  return [answer.statusCode, answer.getHeader('location'), answer.getHeader('set-cookie')]
}

test('a form of another build is redirected to its page, with a cookie', () => {
  expect(answerTo(409, {})).toEqual([
    303,
    '/login?a=b',
    expect.stringMatching(/^latchkey.updated=1; Path=\/;/),
  ])
})

test.each([
  ['another status', 404, {}, true],
  ['a known action', 409, {}, false],
  ['a form sent by JavaScript', 409, { headers: { 'next-action': 'x' } }, true],
  ['a form of another site', 409, { headers: { 'sec-fetch-site': 'cross-site' } }, true],
  ['not a form', 409, { method: 'GET' }, true],
] as const)('not redirected: %s', (_, status, sent, isUnknown) => {
  expect(answerTo(status, sent, isUnknown)).toEqual([status, undefined, undefined])
})
