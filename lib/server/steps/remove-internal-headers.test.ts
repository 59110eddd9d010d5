import { expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { removeInternalHeaders } from './remove-internal-headers'

const tree = 'next-router-state-tree'

test('only headers reserved for Next and this server are removed', () => {
  const internal = [
    'x-middleware-subrequest',
    'x-invoke-path',
    'x-now-route-matches',
    'x-prerender-revalidate',
  ]
  const named = [...internal, 'x-matched-path', 'x-nextjs-data', 'next-resume', 'x-foreign-origin']
  const kept = { host: 'localhost', rsc: '1', 'next-action': 'x', 'x-middleware': '1' }
  const { request } = fakeRequest({ headers: { ...kept, ...Object.fromEntries(named.map((n) => [n, '1'])) } })
  removeInternalHeaders(request)
  expect(request.headers).toEqual(kept)
})

test('a router state is kept only when it is valid', () => {
  for (const [value, isKept] of [
    ['["",{}]', true],
    ['x', false],
  ] as const) {
    const { request } = fakeRequest({ headers: { [tree]: value } })
    removeInternalHeaders(request)
    expect([value, tree in request.headers]).toEqual([value, isKept])
  }
})
