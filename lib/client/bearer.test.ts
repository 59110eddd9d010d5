import { expect, test } from 'vitest'
import {
  ada,
  connectionError,
  errorAnswer,
  fakeServer,
  json,
  newSession,
  openClient,
  openSignedIn,
  unauthorized,
} from '@/lib/testing/client/scripted-client'

const withoutCookies = () => newSession({ cookiesTravel: false })
const keep = { keepPassword: true }

test('without a cookie from the server, the client signs in by bearer token and keeps using it', async () => {
  const session = withoutCookies()
  const first = openClient(fakeServer('right', session), keep)
  expect(await first.client.enter({ login: 'ada', password: 'right' })).toEqual({ ok: true, value: ada })
  expect(first.client.state).toEqual({ kind: 'signed_in', connection: 'online', user: ada })
  expect((await first.client.call('/a')).status).toBe(200)
  const found = ['/auth cookies', '/account cookies', '/auth nothing', '/account token-1', '/a token-1']
  expect(first.requests()).toEqual(found)
  await first.client.settled()
  const next = openClient(fakeServer('right', session), { ...keep, storage: first.storage })
  expect(await next.client.resume()).toMatchObject({ connection: 'online' })
  session.isGood = false
  await next.client.call('/a')
  const again = ['/a token-1', '/account token-1', '/auth token-1', '/account token-2', '/a token-2']
  expect(next.requests()).toEqual(['/account token-1', '/auth token-1', ...again])
})

test('an app can choose bearer sessions or cookies only', async () => {
  const bearer = openClient(fakeServer('right', newSession()), { session: 'bearer' })
  await bearer.client.enter({ login: 'ada', password: 'right' })
  expect(bearer.sent[0]?.body).toMatchObject({ session: 'bearer' })
  expect(bearer.requests()).toEqual(['/auth nothing', '/account token-1'])
  await bearer.client.settled()
  const cookie = openClient(fakeServer('right', newSession()), { session: 'cookie', storage: bearer.storage })
  await cookie.client.resume()
  expect(cookie.sent[0]).toEqual({ path: '/account', body: {}, carried: 'cookies' })
})

test('an expired bearer token still identifies the user until sign-out', async () => {
  const { client, network, session, storage, requests, sent } = await openSignedIn({}, withoutCookies())
  const { script } = network
  session.isGood = false
  network.script = (path, ...rest) => (path === '/auth' ? errorAnswer(401, 100_501) : script(path, ...rest))
  await client.call('/a')
  expect(client.state).toMatchObject({ kind: 'needs_sign_in' })
  network.script = () => json(200, { tool: 'push', tools: { push: ['22/09/2014'] } })
  sent.length = 0
  await client.tools()
  await client.requestPassword({ tool: 'push' })
  await client.signOut()
  await client.tools('Ada')
  const whose = '/password/tools?login=Ada'
  expect(requests()).toEqual([
    `${whose} token-1`,
    '/password/request token-1',
    '/logout token-1',
    `${whose} nothing`,
  ])
  await client.settled()
  expect(String(await storage.get())).not.toContain('token-1')
})

test('an expired bearer token signs in to an account without a password, and the new token replaces it', async () => {
  const session = withoutCookies()
  const { client, storage, sent } = openClient(fakeServer(null, session), { session: 'bearer' })
  await client.enter({ login: 'ada' })
  session.isGood = false
  expect((await client.call('/a')).status).toBe(200)
  const [, again] = sent.filter(({ path }) => path === '/auth')
  expect(again?.carried).toBe('token-1')
  await client.settled()
  expect(String(await storage.get())).toContain('token-2')
})

test('a sign-in sends the old bearer token, so that the server ends that session', async () => {
  const { client, network, requests } = await openSignedIn({ session: 'bearer' })
  network.script = (path) =>
    path === '/auth'
      ? json(200, { user: { login: 'Bob' }, token: 'token-7' })
      : json(200, { account: { id: 'b2', username: 'Bob' } })
  await client.enter({ login: 'bob' })
  expect(requests()).toEqual(['/auth token-1', '/account token-7'])
})

test('without network a sign-out keeps the bearer token until the server knows', async () => {
  const { client, network, storage, requests } = await openSignedIn({ session: 'bearer' })
  network.script = connectionError
  expect(await client.signOut()).toBe(false)
  await client.settled()
  expect(String(await storage.get())).toContain('token-1')
  network.script = () => json(200, {})
  await client.online()
  await client.settled()
  expect(requests()).toEqual(['/logout token-1', '/logout token-1'])
  expect(String(await storage.get())).not.toMatch(/token-1|ada/i)
})

test('forget() drops the bearer token without a request to the server', async () => {
  const { client, storage, sent } = await openSignedIn({ session: 'bearer' })
  await client.forget()
  await client.settled()
  expect(String(await storage.get())).not.toContain('token-1')
  expect(sent).toEqual([])
})

test('withSession() passes the current credentials, also on the repeat', async () => {
  const { client, session } = await openSignedIn({ session: 'bearer' })
  session.isGood = false
  const carried: unknown[] = []
  await client.withSession(async (init) => {
    carried.push(init)
    return carried.length === 1 ? unauthorized() : json(200, {})
  })
  expect(carried).toEqual([
    { headers: { authorization: 'Bearer token-1' }, credentials: 'omit' },
    { headers: { authorization: 'Bearer token-2' }, credentials: 'omit' },
  ])
})

test.each([
  ['a line break in the token', 'token-1\nx'],
  ['a number for the token', 7],
  ['no token', null],
])('%s in the storage counts as no session', async (_, token) => {
  const storage = {
    get: () => JSON.stringify({ version: 1, known: null, credential: { carrier: 'bearer', token } }),
    set: () => {},
  }
  const { client, requests } = openClient(fakeServer('right', withoutCookies()), { storage })
  await client.call('/a')
  expect(requests()).toEqual(['/a nothing'])
})
