import { expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { dropInternalHeaders } from './drop-internal-headers'

const tree = 'next-router-state-tree'

test('what only Next itself and we may send is taken away, and nothing else', () => {
  const own = ['x-middleware-subrequest', 'x-invoke-path', 'x-now-route-matches', 'x-prerender-revalidate']
  const named = [...own, 'x-matched-path', 'x-nextjs-data', 'next-resume', 'x-foreign-origin']
  const kept = { host: 'localhost', rsc: '1', 'next-action': 'x', 'x-middleware': '1' }
  const { request } = fakeRequest({ headers: { ...kept, ...Object.fromEntries(named.map((n) => [n, '1'])) } })
  dropInternalHeaders(request)
  expect(request.headers).toEqual(kept)
})

test('a tree of pages stays when it is one', () => {
  for (const [value, stays] of [
    ['["",{}]', true],
    ['x', false],
  ] as const) {
    const { request } = fakeRequest({ headers: { [tree]: value } })
    dropInternalHeaders(request)
    expect([value, tree in request.headers]).toEqual([value, stays])
  }
})
