import { expect, test } from 'vitest'
import { isRouterTree } from './router-tree'

const page = ['__PAGE__', {}, null, 'refetch']

test.each([
  ['', {}],
  ['', { children: ['login', { children: page }] }, null, null, 16],
  [
    '',
    { children: [['ticket', 'kept', 'd', null], { children: page }, ['/reset/x', ''], null, 4] },
    null,
    null,
  ],
  ['', { children: [['path', 'a/b', 'oc', ['c']], {}, null, 'inside-shared-layout', 1, 'nonce'] }],
])('a state that a browser sends is valid: %j', (...tree) => {
  expect(isRouterTree(JSON.stringify(tree))).toBe(true)
  expect(isRouterTree(encodeURIComponent(JSON.stringify(tree)))).toBe(true)
})

test.each([
  ...[[], [''], ['', []], ['', null], [1, {}], ['', { children: 'x' }], ['', {}, null, true]],
  ...[
    ['', {}, ['a']],
    ['', {}, null, null, '1'],
    ['', {}, null, null, 1, null],
  ],
  ...[
    ['', {}, null, null, 1, 'x', 'more'],
    [['a', 'b'], {}],
    [['a', 'b', 'x', null], {}],
  ],
  ...[[['a', 'b', 'd', [1]], {}], { 0: '', 1: {}, length: 2 }, null, 'x', 1],
])('a state that Next could not read is invalid: %j', (value) => {
  expect(isRouterTree(JSON.stringify(value))).toBe(false)
})

test('text that is not JSON, has a __proto__ key, or is too long or too deep is invalid', () => {
  const deep = (levels: number) => `${'["",{"a":'.repeat(levels)}["x",{}]${'}]'.repeat(levels)}`
  for (const header of ['', 'x', '%', '{', '["",{"__proto__":"x"}]', 'x'.repeat(50_000), deep(4_000)])
    expect([header.slice(0, 40), isRouterTree(header)]).toEqual([header.slice(0, 40), false])
  expect(isRouterTree(deep(700))).toBe(true)
})
