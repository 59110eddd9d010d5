import { beforeAll, expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { useTestConfig } from '@/lib/testing/test-config'
import { leadStaleFormBack } from './lead-stale-form-back'

beforeAll(() => useTestConfig())

function answered(status: number, told: Parameters<typeof fakeRequest>[0], isUnknown = true) {
  const { request, answer } = fakeRequest({ method: 'POST', url: '/login?a=b', ...told })
  leadStaleFormBack(request, answer)
  if (isUnknown) answer.setHeader('x-nextjs-action-not-found', '1')
  answer.writeHead(status)
  return [answer.statusCode, answer.getHeader('location'), answer.getHeader('set-cookie')]
}

test('a form that another build drew leads back to its page, which knows of it', () => {
  expect(answered(409, {})).toEqual([
    303,
    '/login?a=b',
    expect.stringMatching(/^latchkey.updated=1; Path=\/;/),
  ])
})

test.each([
  ['another status', 404, {}, true],
  ['an action that Next knows', 409, {}, false],
  ['a form that script sent', 409, { headers: { 'next-action': 'x' } }, true],
  ['a form of another site', 409, { headers: { 'sec-fetch-site': 'cross-site' } }, true],
  ['no form', 409, { method: 'GET' }, true],
] as const)('nothing else does: %s', (_, status, told, isUnknown) => {
  expect(answered(status, told, isUnknown)).toEqual([status, undefined, undefined])
})
