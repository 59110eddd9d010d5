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

test('without network the user stays, attempts grow further apart, and online() attempts at once', async () => {
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

test('no wait is longer than a quarter of an hour, whatever chance says', async () => {
  const { client, network, events } = await openSignedIn({ random: () => 1 })
  network.script = connectionError
  await client.resume()
  await vi.advanceTimersByTimeAsync(24 * 3_600_000)
  const waits = events.flatMap((event) => (event.type === 'retry_scheduled' ? [event.inMillis] : []))
  expect(Math.max(...waits)).toBe(15 * 60_000)
  expect(client.signedInUser()).toEqual(ada)
})

test.each([
  ['a fault of the server', () => errorAnswer(500, 100_000)],
  ['a proxy without server', () => new Response('Bad gateway', { status: 502 })],
  ['the page of a hotel network', () => new Response('<html>Welcome</html>', { status: 200 })],
  ['a wall with another 403', () => new Response('Forbidden', { status: 403 })],
  ['a success that names nobody', () => json(200, { user: {} })],
  ['a fault that names somebody', () => json(500, { user: ada })],
])('%s signs nobody out', async (_, answer) => {
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

test('a request that the app gives up says nothing of the network', async () => {
  const { client, network } = await openSignedIn()
  const controller = new AbortController()
  controller.abort()
  network.script = () => Promise.reject(new DOMException('aborted', 'AbortError'))
  await expect(client.call('/a', { signal: controller.signal })).rejects.toThrow('aborted')
  expect(client.state).toMatchObject({ connection: 'online' })
})

test.each([
  ['another password', () => errorAnswer(401, 100_501), 100_501],
  ['a login that is used', () => errorAnswer(409, 100_500), 100_500],
])(
  '%s asks the person at once, says why, forgets the password and attempts no more',
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

test('the reason outlives the app, and the changed password ends it', async () => {
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

test('a login that the server takes no more asks the person, also after a restart', async () => {
  const { client, network, storage } = await openSignedIn()
  network.script = (path) => (path === '/auth' ? errorAnswer(400, 100_503) : unauthorized())
  await client.resume()
  const reason = { kind: 'login_refused', code: 100_503 } as const
  expect(client.state).toMatchObject({ kind: 'needs_sign_in', reason })
  expect(possibleCauses(reason)).toEqual([{ cause: 'login_taken_over', advice: ['write_to_support'] }])
  await client.settled()
  expect(await openClient(signedInAnswer, { storage }).client.resume()).toEqual(client.state)
})

test('too frequent waits as long as it is told and shows nothing, even to online()', async () => {
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

test('too frequent again and again, each wait kept, asks the person and keeps the password', async () => {
  const { client, network, storage } = await openSignedIn()
  network.script = (path) => (path === '/auth' ? tooFrequent() : unauthorized())
  await client.call('/a')
  await vi.advanceTimersByTimeAsync(3 * 660_000)
  expect(client.state).toMatchObject({ kind: 'signed_in' })
  await vi.advanceTimersByTimeAsync(660_000)
  expect(client.state).toMatchObject({ kind: 'needs_sign_in', reason: { kind: 'too_frequent' } })
  expect(String(await storage.get())).toContain('right')
})

test('resuming spares the password while the cookie is good', async () => {
  const { client, sent } = await openSignedIn()
  await client.resume()
  expect(sent.map(({ path, body }) => [path, body.password])).toEqual([
    ['/account', undefined],
    ['/auth', undefined],
  ])
})

test('an account without password comes back by its device', async () => {
  const { client } = openClient(fakeServer(null, newSession()))
  await client.enter({ login: 'ada' })
  expect(await client.resume()).toMatchObject({ kind: 'signed_in', connection: 'online' })
})

test('calls that find no server share one try', async () => {
  const { client, network, signInAttempts } = await openSignedIn()
  network.script = (path) => (path === '/auth' ? connectionError() : unauthorized())
  await Promise.all(['/a', '/b', '/c'].map((path) => client.call(path)))
  expect(signInAttempts()).toBe(1)
})

test.each([0, 10_000])(
  'a person who enters in %i ms while a try is due leaves nothing to try',
  async (millis) => {
    const { client, network, sent } = await openSignedIn()
    network.script = connectionError
    await client.resume()
    sent.length = 0
    let answer: (response: Response) => void = () => {}
    network.script = (path) =>
      path === '/auth' ? new Promise((resolve) => (answer = resolve)) : json(200, {})
    const entering = client.enter({ login: 'ada', password: 'right' })
    await vi.advanceTimersByTimeAsync(millis)
    answer(signedInAnswer())
    await entering
    await vi.advanceTimersByTimeAsync(24 * 3_600_000)
    expect(sent.filter(({ path }) => path === '/auth')).toHaveLength(1)
  },
)
