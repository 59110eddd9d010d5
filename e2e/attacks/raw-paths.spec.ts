import { encodeForm, readForm } from '@/e2e/support/channels/raw-form'
import { wordsOf } from '@/e2e/support/channels/words'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'

const words = wordsOf('en')
const english = { 'accept-language': 'en' }

/** Ways to write a path that only raw clients send: a browser normalizes them first. */
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

test('a form is protected at its page however the path is written', async ({ server }) => {
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

test('a page accepts only reads and posts, however the path is written', async ({ server }) => {
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

test('the security headers of an answer depend on the page that gives it', async ({ server }) => {
  const targets = ['/reset', '/verify-email'].flatMap((page) => {
    const path = `${page}/${'A'.repeat(43)}`
    return [...detours.map((detour) => detour(path)), `/${path}`, `/x/..\\..${path}`, `${page}//A`]
  })
  for (const target of targets) {
    const { headers } = await send(server.url, { target })
    const shown = { ...headers, target }
    expect(shown).toMatchObject({
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

test('an API answers the same however its path is written', async ({ server }) => {
  const post = (target: string) => send(server.url, { method: 'POST', target, body: '{' })
  const { status, text } = await post('/api/rest/auth/login')
  expect(status).toBe(400)
  for (const target of [
    '/%61pi/rest/auth/login',
    '/api/%72%65st/auth/lo%67in',
    '/%41%50I/../%61pi//rest/auth/login',
  ])
    expect({ target, ...(await post(target)) }).toMatchObject({ target, status, text })
})

test('an asterisk as the request target is not found', async ({ server }) => {
  for (const method of ['GET', 'POST', 'PATCH', 'PURGE']) {
    const { status } = await send(server.url, { method, target: '*' })
    expect({ method, isRefused: status === 404 || status === 405 }).toEqual({ method, isRefused: true })
  }
})

test('our own form is accepted from a browser that hides its page or sends an unreadable origin', async ({
  server,
}) => {
  const form = await readForm({ url: `${server.url}/login` }, words('login.send'))
  const { type, body } = await encodeForm([
    ...form.hidden,
    ['login', 'ada'],
    ['password', 'some wrong password'],
  ])
  for (const origin of ['null', '%%%', 'localhost']) {
    const headers = { ...english, 'content-type': type, origin, 'sec-fetch-site': 'same-origin' }
    const { status, text } = await send(`${server.url}/login`, { method: 'POST', headers, body })
    expect({ origin, status }).toEqual({ origin, status: 200 })
    expect(text, origin).toContain(words('faults.wrong_credentials'))
  }
})
