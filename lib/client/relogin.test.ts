import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  ada,
  connectionError,
  errorAnswer,
  fakeServer,
  json,
  newSession,
  openClient,
  openSignedIn,
  signedInAnswer,
  tooFrequent,
  unauthorized,
} from '@/lib/testing/client/scripted-client'
import { possibleCauses } from './failures'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})

afterEach(() => {
  vi.useRealTimers()
})

test('without network the user stays signed in, delays grow, and online() retries at once', async () => {
  const { client, network, events, signInAttempts } = await openSignedIn()
  const { script } = network
  network.script = connectionError
  await expect(client.call('/a')).rejects.toThrow('Failed to fetch')
  expect(client.state).toEqual({ kind: 'signed_in', connection: 'offline', user: ada, because: 'no_network' })
  await vi.advanceTimersByTimeAsync(60_000)
  const waits = () => events.flatMap((event) => (event.type === 'retry_scheduled' ? [event.inMillis] : []))
  expect(waits()).toEqual([1_500, 3_000, 6_000, 12_000, 24_000, 48_000])
  network.script = script
  await client.online()
  expect(client.state).toEqual({ kind: 'signed_in', connection: 'online', user: ada })
  expect(signInAttempts()).toBe(1)
  await vi.advanceTimersByTimeAsync(24 * 3_600_000)
  expect(waits()).toHaveLength(6)
})

test('no delay is longer than 15 minutes, jitter included', async () => {
  const { client, network, events } = await openSignedIn({ random: () => 1 })
  network.script = connectionError
  await client.resume()
  await vi.advanceTimersByTimeAsync(24 * 3_600_000)
  const waits = events.flatMap((event) => (event.type === 'retry_scheduled' ? [event.inMillis] : []))
  expect(Math.max(...waits)).toBe(15 * 60_000)
  expect(client.signedInUser()).toEqual(ada)
})

test.each([
  ['a server error', () => errorAnswer(500, 100_000)],
  ['a proxy without a server', () => new Response('Bad gateway', { status: 502 })],
  ["a hotel network's page", () => new Response('<html>Welcome</html>', { status: 200 })],
  ['a 403 of a firewall', () => new Response('Forbidden', { status: 403 })],
  ['a success without a user', () => json(200, { user: {} })],
  ['an error with a user', () => json(500, { user: ada })],
])('%s does not sign the user out', async (_, answer) => {
  const { client, network, signInPrompts } = await openSignedIn()
  network.script = answer
  await client.resume()
  expect(client.state).toMatchObject({ kind: 'signed_in', connection: 'offline', because: 'server_error' })
  expect(signInPrompts()).toEqual([])
})

test('a server that never answers counts as no network', async () => {
  const { client, network } = await openSignedIn()
  network.script = () => new Promise(() => {})
  const state = client.resume()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(await state).toMatchObject({ kind: 'signed_in', connection: 'offline', because: 'no_network' })
})

test('a request that the app aborts does not change the state', async () => {
  const { client, network } = await openSignedIn()
  const controller = new AbortController()
  controller.abort()
  network.script = () => Promise.reject(new DOMException('aborted', 'AbortError'))
  await expect(client.call('/a', { signal: controller.signal })).rejects.toThrow('aborted')
  expect(client.state).toMatchObject({ connection: 'online' })
})

test.each([
  ['a changed password', () => errorAnswer(401, 100_501), 100_501],
  ['a login that is taken', () => errorAnswer(409, 100_500), 100_500],
])(
  '%s asks the user to sign in, gives the reason, forgets the password and stops retrying',
  async (_, auth, code) => {
    const { client, network, storage, sent, signInPrompts } = await openSignedIn()
    network.script = (path) => (path === '/auth' ? auth() : unauthorized())
    expect((await client.call('/a')).status).toBe(401)
    const reason = { kind: 'login_taken_or_reset', code }
    expect(client.state).toEqual({ kind: 'needs_sign_in', login: 'ada', user: ada, reason })
    expect(signInPrompts()).toHaveLength(1)
    sent.length = 0
    await vi.advanceTimersByTimeAsync(24 * 3_600_000)
    await client.online()
    await client.resume()
    expect(sent).toEqual([])
    await client.call('/a')
    expect(sent.map(({ path }) => path)).toEqual(['/a'])
    await client.settled()
    expect(String(await storage.get())).not.toContain('right')
  },
)

test('the reason survives a restart until the user signs in', async () => {
  const first = await openSignedIn()
  first.network.script = (path) => (path === '/auth' ? errorAnswer(401, 100_501) : unauthorized())
  await first.client.resume()
  await first.client.settled()
  const { client } = openClient(signedInAnswer, { storage: first.storage, keepPassword: true })
  expect(await client.resume()).toEqual(first.client.state)
  await client.enter({ login: 'ada', password: 'changed' })
  await client.settled()
  expect(client.state).toEqual({ kind: 'signed_in', connection: 'online', user: ada })
  expect(String(await first.storage.get())).toContain('changed')
})

test('a login that the server no longer accepts asks the user to sign in, also after a restart', async () => {
  const { client, network, storage } = await openSignedIn()
  network.script = (path) => (path === '/auth' ? errorAnswer(400, 100_503) : unauthorized())
  await client.resume()
  const reason = { kind: 'login_refused', code: 100_503 } as const
  expect(client.state).toMatchObject({ kind: 'needs_sign_in', reason })
  expect(possibleCauses(reason)).toEqual([{ cause: 'login_taken_over', advice: ['write_to_support'] }])
  await client.settled()
  expect(await openClient(signedInAnswer, { storage }).client.resume()).toEqual(client.state)
})

test('"too frequent" waits for Retry-After, even with online(), and shows nothing', async () => {
  const { client, network, sent, signInPrompts } = await openSignedIn()
  const { script } = network
  network.script = (path) => (path === '/auth' ? tooFrequent() : unauthorized())
  await client.call('/a')
  expect(client.state).toMatchObject({ kind: 'signed_in', connection: 'offline', because: 'too_frequent' })
  network.script = script
  sent.length = 0
  await vi.advanceTimersByTimeAsync(500_000)
  await client.online()
  expect(sent).toEqual([])
  await vi.advanceTimersByTimeAsync(200_000)
  expect(client.state).toMatchObject({ kind: 'signed_in', connection: 'online' })
  expect(signInPrompts()).toEqual([])
})

test('repeated "too frequent" asks the user to sign in and keeps the password', async () => {
  const { client, network, storage } = await openSignedIn()
  network.script = (path) => (path === '/auth' ? tooFrequent() : unauthorized())
  await client.call('/a')
  await vi.advanceTimersByTimeAsync(3 * 660_000)
  expect(client.state).toMatchObject({ kind: 'signed_in' })
  await vi.advanceTimersByTimeAsync(660_000)
  expect(client.state).toMatchObject({ kind: 'needs_sign_in', reason: { kind: 'too_frequent' } })
  expect(String(await storage.get())).toContain('right')
})

test('resume() sends no password while the cookie is valid', async () => {
  const { client, sent } = await openSignedIn()
  await client.resume()
  expect(sent.map(({ path, body }) => [path, body.password])).toEqual([
    ['/account', undefined],
    ['/auth', undefined],
  ])
})

test('an account without a password signs in again by device', async () => {
  const { client } = openClient(fakeServer(null, newSession()))
  await client.enter({ login: 'ada' })
  expect(await client.resume()).toMatchObject({ kind: 'signed_in', connection: 'online' })
})

test('concurrent calls without a server share one attempt', async () => {
  const { client, network, signInAttempts } = await openSignedIn()
  network.script = (path) => (path === '/auth' ? connectionError() : unauthorized())
  await Promise.all(['/a', '/b', '/c'].map((path) => client.call(path)))
  expect(signInAttempts()).toBe(1)
})

test.each([0, 10_000])('a sign-in that takes %i ms cancels the planned retry', async (millis) => {
  const { client, network, sent } = await openSignedIn()
  network.script = connectionError
  await client.resume()
  sent.length = 0
  let answer: (response: Response) => void = () => {}
  network.script = (path) => (path === '/auth' ? new Promise((resolve) => (answer = resolve)) : json(200, {}))
  const entering = client.enter({ login: 'ada', password: 'right' })
  await vi.advanceTimersByTimeAsync(millis)
  answer(signedInAnswer())
  await entering
  await vi.advanceTimersByTimeAsync(24 * 3_600_000)
  expect(sent.filter(({ path }) => path === '/auth')).toHaveLength(1)
})
