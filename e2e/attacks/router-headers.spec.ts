import { wordsOf } from '@/e2e/support/channels/words'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { someOf } from '@/e2e/support/servers/fault-size'

const words = wordsOf('en')
const english = { 'accept-language': 'en' }

/** Headers of Next's internal protocol, with values that our own script would not send. */
const oddRouterHeaders: Readonly<Record<string, readonly string[]>> = {
  'next-router-state-tree': [
    'x',
    '%',
    '%7B%7D',
    'null',
    '[]',
    '["",{}]',
    '["",{"children":["login",{"children":["__PAGE__",{}]}]},null,"refetch",true]',
    '["",{"__proto__":["x",{}],"constructor":["y",{}]}]',
    `${'["",{"children":'.repeat(700)}["x",{}]${'}]'.repeat(700)}`,
    'x'.repeat(9_000),
  ],
  'next-router-prefetch': ['1', '2', '3', '', '{}', '-1'],
  'next-router-segment-prefetch': [
    '/_tree',
    '/_index',
    '/_full',
    '/',
    '',
    '/../..',
    '%',
    '/__proto__',
    'x'.repeat(9_000),
  ],
  'next-url': ['/login', 'x', '//evil.test', '%', 'http://evil.test/', '/(.)login', 'x'.repeat(9_000)],
  'next-hmr-refresh': ['1', 'x'],
  'next-html-request-id': ['x', '__proto__'],
  'next-request-id': ['x'],
  'next-test-fetch-priority': ['x'],
  'x-action-forwarded': ['1', 'x'],
  'x-action-redirect': ['/login', '//evil.test'],
  'x-action-revalidated': ['[[],1,1]', 'x'],
  'x-nextjs-postponed': ['1', 'x'],
  'x-nextjs-html-request-id': ['x'],
  'next-action': ['', 'x', '0', 'f'.repeat(42), '__proto__', 'x'.repeat(9_000)],
}
const everyPage = [
  ...['/', '/register', '/login', '/reset', '/reset/x', '/verify-email', '/verify-email/x', '/edit-profile'],
  ...['/inbox', '/gallery', '/nowhere', '/api/auth/session', '/api/account'],
]

const otherHeaders = [{}, { rsc: '1' }, { rsc: '1', 'next-router-prefetch': '1' }]

for (const [name, values] of Object.entries(oddRouterHeaders)) {
  test(`J03, J10: no page fails on an odd ${name}`, async ({ server }) => {
    for (const [pageAt, page] of everyPage.entries()) {
      for (const [valueAt, value] of values.entries()) {
        for (const others of someOf(otherHeaders, pageAt + valueAt)) {
          const headers = { ...english, ...others, [name]: value }
          for (const method of name === 'next-action' ? ['GET', 'POST'] : ['GET']) {
            const { status } = await send(`${server.url}${page}`, { method, headers })
            const request = { page, method, value: value.slice(0, 80), others }
            expect({ ...request, isFault: status >= 500 }).toEqual({ ...request, isFault: false })
          }
        }
      }
    }
  })
}

test('an unreadable Next router header changes nothing on a page', async ({ server }) => {
  for (const headers of [{}, { 'next-router-state-tree': 'x' }, { rsc: 'x' }, { 'next-url': '%' }]) {
    const { status, text } = await send(`${server.url}/login`, { headers: { ...english, ...headers } })
    expect({ headers, status, hasForm: text.includes(words('login.send')) }).toEqual({
      headers,
      status: 200,
      hasForm: true,
    })
  }
})
