import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeServer, newSession, openClient, openSignedIn } from '@/lib/testing/client/scripted-client'
import { adviceFor } from './failures'

const day = 24 * 3_600_000
const refused = { ok: false, failure: { kind: 'session_refused', code: null } }
const offline = { kind: 'signed_in', connection: 'offline', because: 'session_refused' }
const lostBoth = { cookiesTravel: false, tokensTravel: false }

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})

afterEach(() => {
  vi.useRealTimers()
})

test.each([
  ['auto', ['/auth cookies', '/account cookies', '/auth nothing', '/account token-1']],
  ['cookie', ['/auth cookies', '/account cookies']],
  ['bearer', ['/auth nothing', '/account token-1']],
] as const)('enter() reports a session that the server does not receive (%s)', async (session, way) => {
  const { client, requests, storage } = openClient(fakeServer('right', newSession(lostBoth)), { session })
  const answer = await client.enter({ login: 'ada', password: 'right' })
  expect(answer).toMatchObject(refused)
  expect(answer.ok || adviceFor(answer.failure)).toEqual(['try_later', 'write_to_support'])
  expect(client.state).toEqual({ kind: 'guest' })
  await vi.advanceTimersByTimeAsync(day)
  expect(requests()).toEqual(way)
  await client.settled()
  expect(await storage.get()).toBeNull()
})

test('a server without bearer sessions returns no token and is not asked again', async () => {
  const script = fakeServer('right', newSession({ cookiesTravel: false }))
  const { client, requests } = openClient((path, { session: _, ...body }, carried) =>
    script(path, body, carried),
  )
  expect(await client.enter({ login: 'ada', password: 'right' })).toMatchObject(refused)
  expect(requests()).toEqual(['/auth cookies', '/account cookies', '/auth nothing', '/account nothing'])
})

test.each([
  [
    'auto',
    [
      '/a cookies',
      '/account cookies',
      '/auth cookies',
      '/account cookies',
      '/auth nothing',
      '/account token-1',
    ],
  ],
  ['cookie', ['/a cookies', '/account cookies', '/auth cookies', '/account cookies']],
  ['bearer', ['/a token-1', '/account token-1', '/auth token-1', '/account token-2']],
] as const)(
  'a session that is lost after a silent re-login is reported and not requested again (%s)',
  async (option, way) => {
    const { client, session, events, signInPrompts, requests } = await openSignedIn({ session: option })
    Object.assign(session, lostBoth)
    expect((await client.call('/a')).status).toBe(401)
    expect(client.state).toMatchObject(offline)
    expect(events.at(-1)).toMatchObject({ type: 'state', state: offline })
    expect(signInPrompts()).toEqual([])
    expect(requests()).toEqual(way)
    await Promise.all(['/a', '/b'].map((path) => client.call(path)))
    await vi.advanceTimersByTimeAsync(day)
    expect(requests().slice(way.length)).toEqual([`/a ${way[0].split(' ')[1]}`, `/b ${way[0].split(' ')[1]}`])
  },
)

test('a call that needs no session starts no new attempt; online() makes one attempt', async () => {
  const { client, network, session, sent, signInAttempts } = await openSignedIn({ session: 'cookie' })
  const { script } = network
  session.cookiesTravel = false
  network.script = (path, ...rest) => (path === '/main' ? new Response('{}') : script(path, ...rest))
  await client.resume()
  sent.length = 0
  await client.call('/main')
  await client.settled()
  expect(signInAttempts()).toBe(0)
  expect(await client.online()).toMatchObject(offline)
  expect(signInAttempts()).toBe(1)
})

test('once sessions arrive again, resume() or the password restores the session', async () => {
  const { client, session, storage } = await openSignedIn({ session: 'bearer' })
  session.tokensTravel = false
  await client.call('/a')
  session.tokensTravel = true
  expect(await client.resume()).toMatchObject({ kind: 'signed_in', connection: 'online' })
  session.tokensTravel = false
  await client.resume()
  session.tokensTravel = true
  expect(await client.enter({ login: 'ada', password: 'right' })).toMatchObject({ ok: true })
  expect(client.state).toMatchObject({ connection: 'online' })
  await client.settled()
  expect(String(await storage.get())).toContain(`token-${session.tokens}`)
})

test('a failed sign-in keeps the current user signed in', async () => {
  const { client, session } = await openSignedIn({ session: 'bearer' })
  session.tokensTravel = false
  expect(await client.enter({ login: 'ada', password: 'right' })).toMatchObject(refused)
  expect(client.state).toMatchObject({ kind: 'signed_in', connection: 'online' })
})
