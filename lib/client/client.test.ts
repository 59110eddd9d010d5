import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  ada,
  connectionError,
  errorAnswer,
  json,
  openClient,
  openSignedIn,
  signedInAnswer,
  tooFrequent,
  unauthorized,
} from '@/lib/testing/client/scripted-client'
import { adviceFor, possibleCauses, readFailure } from './failures'
import { memoryStorage } from './storage'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})

afterEach(() => {
  vi.useRealTimers()
})

test('the state is unknown until the storage is read; an empty storage means guest', async () => {
  const { client, sent } = openClient(signedInAnswer)
  expect(client.state).toEqual({ kind: 'unknown' })
  expect(await client.resume()).toEqual({ kind: 'guest' })
  expect(client.signedInUser()).toBeNull()
  expect(sent).toEqual([])
})

test('enter() sends login, password and device, and sets the user', async () => {
  const { client, sent } = openClient(signedInAnswer, { deviceToken: 'push-1' })
  expect(await client.enter({ login: 'ada', password: 'right' })).toEqual({ ok: true, value: ada })
  const body = { login: 'ada', password: 'right', device_id: 'device-1', device_token: 'push-1' }
  expect(sent[0]).toEqual({ path: '/auth', body, carried: 'cookies' })
  expect(client.state).toEqual({ kind: 'signed_in', connection: 'online', user: ada })
})

test('an empty password is not sent', async () => {
  const { client, sent } = openClient(signedInAnswer)
  await client.enter({ login: 'ada', password: '' })
  expect(sent[0]?.body).toEqual({ login: 'ada', device_id: 'device-1' })
})

test('the password is stored only with keepPassword', async () => {
  for (const keepPassword of [true, false]) {
    const { client, storage } = openClient(signedInAnswer, { keepPassword })
    await client.enter({ login: 'ada', password: 'right' })
    await client.settled()
    expect(String(await storage.get()).includes('right')).toBe(keepPassword)
  }
})

test('a failed sign-in does not change the state', async () => {
  const { client, signInPrompts } = await openSignedIn()
  const answer = await client.enter({ login: 'ada', password: 'wrong' })
  expect(answer).toEqual({ ok: false, failure: { kind: 'wrong_password', code: 100_501, message: 'No' } })
  expect(client.signedInUser()).toEqual(ada)
  expect(signInPrompts()).toEqual([])
})

test('concurrent calls on an expired cookie share one silent re-login and are all repeated', async () => {
  const { client, session, sent, signInAttempts } = await openSignedIn()
  session.isGood = false
  const answers = await Promise.all(['/a', '/b', '/c'].map((path) => client.call(path)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(signInAttempts()).toBe(1)
  expect(sent.filter(({ path }) => path.length === 2)).toHaveLength(6)
})

test('a call that fails with a valid session is repeated once and opens no session', async () => {
  const { client, network, sent } = await openSignedIn()
  const { script } = network
  network.script = (path, ...rest) => (path === '/a' ? unauthorized() : script(path, ...rest))
  expect((await client.call('/a')).status).toBe(401)
  expect(sent.map(({ path, body }) => [path, body.password])).toEqual([
    ['/a', undefined],
    ['/account', undefined],
    ['/auth', undefined],
    ['/a', undefined],
  ])
  expect(client.state).toMatchObject({ kind: 'signed_in', connection: 'online' })
})

test('a call of one user is not repeated for the next user', async () => {
  const { client, network, sent } = await openSignedIn()
  let answer: (response: Response) => void = () => {}
  network.script = (path) => {
    if (path === '/auth') return json(200, { user: { login: 'Bob' } })
    if (path === '/account') return json(200, { account: { id: 'b2', username: 'Bob' } })
    return path === '/slow' ? new Promise((resolve) => (answer = resolve)) : unauthorized()
  }
  const slow = client.call('/slow')
  await client.enter({ login: 'bob' })
  answer(unauthorized())
  expect((await slow).status).toBe(401)
  expect(sent.filter(({ path }) => path === '/slow')).toHaveLength(1)
  expect(client.signedInUser()).toEqual({ login: 'Bob' })
})

test('a short Retry-After is waited for, a long one is returned', async () => {
  const { client, network } = await openSignedIn()
  const answers = [errorAnswer(429, 100_502, { 'retry-after': '3' }), json(200, { tools: { email: true } })]
  network.script = () => answers.shift() ?? tooFrequent()
  const tools = client.tools()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await tools).toEqual({ ok: true, value: { email: true, push: [] } })
  expect(await client.tools()).toMatchObject({ ok: false, failure: { retryAfterSeconds: 600 } })
})

test('signing out forgets the user at once; without network the server is told later', async () => {
  const { client, network, sent, storage } = await openSignedIn()
  network.script = connectionError
  expect(await client.signOut()).toBe(false)
  expect(client.state).toEqual({ kind: 'guest' })
  await client.settled()
  expect(String(await storage.get())).not.toMatch(/ada|right/i)
  network.script = () => json(200, {})
  await client.online()
  await client.online()
  expect(sent.map(({ path }) => path)).toEqual(['/logout', '/logout'])
})

test('a failing storage is reported and the session goes on', async () => {
  const error = new Error('locked')
  const storage = { get: () => Promise.reject(error), set: () => Promise.reject(error) }
  const { client, events } = openClient(signedInAnswer, { storage })
  expect(await client.enter({ login: 'ada' })).toMatchObject({ ok: true })
  await client.settled()
  expect(events).toContainEqual({ type: 'storage_failed', error })
  expect(client.signedInUser()).toEqual(ada)
})

test.each(['', 'null', '[]', '{"version":1,"known":{"login":7}}', '{"version":2}', 'no json'])(
  'a storage that holds %j counts as empty',
  async (json) => {
    const { client } = openClient(signedInAnswer, { storage: memoryStorage(json) })
    expect(await client.resume()).toEqual({ kind: 'guest' })
  },
)

test('every failure of the document is recognized and has its advice', () => {
  const kinds = [
    [409, 100_500, 'account_used'],
    [401, 100_501, 'wrong_password'],
    [429, 100_502, 'too_frequent'],
    [400, 100_503, 'wrong_login'],
    [404, 100_600, 'no_tools'],
    [400, 100_700, 'tool_not_available'],
    [401, 100_403, 'not_signed_in'],
    [403, 100_403, 'admin_only'],
    [404, 100_404, 'no_such_login'],
    [400, 100_400, 'bad_request'],
    [503, 100_000, 'server_error'],
  ] as const
  for (const [status, code, kind] of kinds)
    expect(readFailure(status, { error_code: code, error_message: 'x' }, null)).toMatchObject({ kind, code })
  expect(adviceFor(readFailure(429, null, 5))).toEqual([])
  expect(possibleCauses({ kind: 'login_taken_or_reset', code: 100_500 })).toEqual([
    { cause: 'login_taken_over', advice: ['write_to_support'] },
    {
      cause: 'password_reset_elsewhere',
      advice: ['enter_changed_password', 'request_password', 'write_to_support'],
    },
  ])
})

test('requests about other accounts carry no session', async () => {
  const { client, network, sent } = await openSignedIn()
  network.script = (path) =>
    path.startsWith('/password/tools') ? json(200, { tools: { email: true } }) : json(200, { tool: 'email' })
  await client.tools()
  await client.tools('Ada')
  await client.tools('Bob')
  await client.requestPassword({ tool: 'email', login: 'Bob' })
  await client.requestPassword({ tool: 'email' })
  expect(sent.map(({ path, carried, body }) => [path, carried, body.login])).toEqual([
    ['/password/tools?login=Ada', 'cookies', undefined],
    ['/password/tools?login=Ada', 'cookies', undefined],
    ['/password/tools?login=Bob', 'nothing', undefined],
    ['/password/request', 'nothing', 'Bob'],
    ['/password/request', 'cookies', 'Ada'],
  ])
})

test('an app can abort a response that has begun', async () => {
  const { client, network, signals } = await openSignedIn()
  network.script = () => json(200, {})
  const patience = new AbortController()
  await client.call('/long', { signal: patience.signal })
  patience.abort()
  expect(signals.at(-1)?.aborted).toBe(true)
})
