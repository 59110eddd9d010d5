import { encodeForm, readForm } from '@/e2e/support/raw-form'
import { send } from '@/e2e/support/send'
import { expect, test } from '@/e2e/support/test'
import { wordsOf } from '@/e2e/support/words'

const words = wordsOf('en')
const english = { 'accept-language': 'en' }

/** Ways to write an address that only raw clients send: a browser resolves them first. */
const detours: readonly ((path: string) => string)[] = [
  (path) => `/api/..${path}`,
  (path) => `/api/%2e%2e${path}`,
  (path) => `/api/.%2E${path}`,
  (path) => `/api\\..${path}`,
  (path) => `/api/x/../..${path}`,
  (path) => `/_next/static/../..${path}`,
  (path) => `/avatars/..${path}`,
  (path) => `/x/../api/./..${path}`,
  (path) => `http://evil.test/api/..${path}`,
  (path) => `/..${path}/.`,
  (path) => `/.${path}#/api/`,
]

test('a form is guarded at its page whatever leads there', async ({ server }) => {
  const form = await readForm({ url: `${server.url}/login` }, words('login.send'))
  const sent = { login: 'ada', password: 'correct horse battery' }
  const small = await encodeForm([...form.hidden, ...Object.entries(sent)])
  const large = await encodeForm([...form.hidden, ['more', 'x'.repeat(900_000)]])
  for (const detour of [(path: string) => path, ...detours]) {
    const target = detour('/login')
    const post = (headers: Record<string, string>, { type, body }: typeof small) =>
      send(server.url, {
        ...{ method: 'POST', target, body, mayHangUp: true },
        headers: { ...english, 'content-type': type, ...headers },
      })
    const foreign = await post({ origin: 'https://evil.test' }, small)
    expect({ target, status: foreign.status }).toEqual({ target, status: 200 })
    expect(foreign.text, target).toContain(words('faults.cross_site'))
    const own = await post({ origin: server.url }, small)
    expect({ target, status: own.status }).toEqual({ target, status: 200 })
    expect(own.text, target).toContain(words('faults.wrong_credentials'))
    const { status } = await post({ origin: server.url }, large)
    expect({ target, status: status || 413 }).toEqual({ target, status: 413 })
  }
})

test('a page is only read and posted to, whatever leads there', async ({ server }) => {
  for (const detour of detours)
    for (const method of ['PUT', 'PATCH', 'DELETE', 'PURGE']) {
      const target = detour('/edit-profile')
      const { status, headers } = await send(server.url, { method, target })
      expect({ target, method, status, allow: headers.allow }).toEqual({
        ...{ target, method, status: 405 },
        allow: 'GET, HEAD, POST',
      })
    }
})

test('what protects an answer is chosen by the page that gives it', async ({ server }) => {
  const targets = ['/reset', '/verify-email'].flatMap((page) => {
    const path = `${page}/${'A'.repeat(43)}`
    return [...detours.map((detour) => detour(path)), `/${path}`, `/x/..\\..${path}`, `${page}//A`]
  })
  for (const target of targets) {
    const { headers } = await send(server.url, { target })
    const told = { ...headers, target }
    expect(told).toMatchObject({
      ...{ target, 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' },
      ...{ 'cache-control': expect.stringContaining('no-store'), 'x-frame-options': 'DENY' },
      'content-security-policy': expect.stringContaining("default-src 'self'"),
    })
  }
  for (const target of ['/login/../api/rest/auth/login', '/reset/x/../../api/account']) {
    const { headers } = await send(server.url, { target })
    expect({ target, ...headers }).toMatchObject({
      ...{ target, 'content-type': expect.stringContaining('json') },
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
  }
  expect(server.output()).not.toContain('A'.repeat(43))
})
