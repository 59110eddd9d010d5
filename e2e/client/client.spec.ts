import { randomBytes } from 'node:crypto'
import { expect } from '@playwright/test'
import { CookieJar } from '@/e2e/support/clients/cookie-jar'
import { newLogin } from '@/e2e/support/clients/device-api'
import { test } from '@/e2e/support/fixtures/client-test'

const password = 'correct horse battery'

const carriers = {
  cookie: () => ({ fetch: new CookieJar().fetch }),
  bearer: () => ({}),
}

for (const [carrier, how] of Object.entries(carriers)) {
  test(`an expired ${carrier} is not the user’s concern: with a stored password the app signs in again, once for all calls`, async ({
    network,
    open,
  }) => {
    const login = newLogin()
    const app = open({ keepPassword: true, ...how() })
    await app.client.enter({ login, password })
    network.expireSessions()
    network.requests.length = 0
    const answers = await Promise.all([1, 2, 3].map(() => app.whoAmI()))
    expect(answers).toEqual(Array(3).fill(expect.objectContaining({ username: login })))
    expect(network.requests.filter((line) => line === 'POST /api/auth')).toHaveLength(1)
    expect(app.client.state).toMatchObject({ kind: 'signed_in', connection: 'online' })
    expect(app.signInScreenCount).toBe(0)
  })

  test(`an account without password is signed in again by its device, also after app restarts (${carrier})`, async ({
    network,
    open,
  }) => {
    const login = newLogin()
    const app = open(how())
    await app.client.enter({ login })
    for (let i = 0; i < 3; i += 1) {
      network.expireSessions()
      await app.expectSignedIn(login)
      network.expireSessions()
      await app.restart()
      expect(app.client.state).toMatchObject({ kind: 'signed_in', connection: 'online' })
    }
    expect(app.signInScreenCount).toBe(0)
  })
}

test('a session that was ended elsewhere is renewed silently while the password is right', async ({
  server,
  open,
}) => {
  const login = newLogin()
  const app = open({ keepPassword: true })
  await app.client.enter({ login, password })
  await app.client.call('/logout', { method: 'POST' })
  await app.expectSignedIn(login)
  expect(server.output()).not.toContain(password)
})

test('without a network the user stays known, and is signed in again automatically', async ({
  network,
  open,
}) => {
  const login = newLogin()
  const app = open({ keepPassword: true })
  await app.client.enter({ login, password })
  network.expireSessions()
  network.state = 'cut'
  await expect(app.client.call('/account')).rejects.toThrow()
  expect(app.client.signedInUser()).toMatchObject({ login })
  await app.advance(24 * 3_600)
  expect(app.client.state).toMatchObject({ kind: 'signed_in', connection: 'offline', because: 'no_network' })
  expect(await app.client.tools()).toMatchObject({ ok: false, failure: { kind: 'no_network' } })
  await app.restart()
  expect(app.client.signedInUser()).toMatchObject({ login })
  network.state = 'clear'
  await app.advance(12 * 3_600)
  expect(app.client.state).toMatchObject({ kind: 'signed_in', connection: 'online' })
  await app.expectSignedIn(login)
  expect(app.signInScreenCount).toBe(0)
})

test('the app need not wait for that: online() retries at once', async ({ network, open }) => {
  const login = newLogin()
  const app = open()
  await app.client.enter({ login })
  network.state = 'cut'
  await app.client.resume()
  expect(app.client.state).toMatchObject({ connection: 'offline' })
  network.state = 'clear'
  expect(await app.client.online()).toMatchObject({ kind: 'signed_in', connection: 'online' })
})

test('a first login whose answer was lost has created an account, and its device signs in', async ({
  network,
  open,
}) => {
  const login = newLogin()
  const app = open()
  network.state = 'lost_answers'
  expect(await app.client.enter({ login })).toMatchObject({ ok: false, failure: { kind: 'no_network' } })
  network.state = 'clear'
  expect(await app.client.enter({ login })).toMatchObject({ ok: true, value: { login } })
  expect(await open().client.enter({ login })).toMatchObject({ ok: false, failure: { kind: 'account_used' } })
})

for (const status of [500, 502, 503] as const)
  test(`a server that answers ${status} signs nobody out, and is not flooded with retries`, async ({
    network,
    open,
  }) => {
    const login = newLogin()
    const app = open({ keepPassword: true })
    await app.client.enter({ login, password })
    await app.client.settled()
    network.expireSessions()
    network.state = { status, retryAfterSeconds: 3_600 }
    await app.client.resume()
    expect(app.client.state).toMatchObject({ kind: 'signed_in', because: 'server_error', user: { login } })
    network.requests.length = 0
    await app.advance(3_000)
    expect(network.requests).toEqual([])
    network.state = 'clear'
    await app.advance(1_200)
    expect(app.client.state).toMatchObject({ kind: 'signed_in', connection: 'online' })
    expect(app.signInScreenCount).toBe(0)
  })

test('a login that was changed in the browser is followed, and its old name is not created again', async ({
  server,
  open,
}) => {
  const [login, username] = [newLogin(), newLogin()]
  const app = open({ keepPassword: true })
  await app.client.enter({ login, password })
  await app.client.settled()
  const body = JSON.stringify({ password, username })
  await app.client.call('/classic/auth/edit', { method: 'POST', body })
  await app.restart()
  await app.expectSignedIn(username)
  const old = await fetch(`${server.url}/api/auth`, { method: 'POST', body: JSON.stringify({ login }) })
  expect(await old.json()).toEqual({ user: { login } })
})

test('signing out ends the session on the server, without a network as soon as there is one', async ({
  network,
  open,
}) => {
  for (const state of ['clear', 'cut'] as const) {
    const app = open({ keepPassword: true })
    await app.client.enter({ login: newLogin(), password })
    await app.client.settled()
    network.state = state
    expect(await app.client.signOut()).toBe(state === 'clear')
    expect(app.client.state).toEqual({ kind: 'guest' })
    network.state = 'clear'
    await app.restart()
    expect(app.client.state).toEqual({ kind: 'guest' })
    expect(await app.whoAmI()).toBe(401)
    expect(network.requests.at(-1)).toBe('GET /api/account')
  }
})

test('a push token that becomes known later is sent to the server, and receives the new password', async ({
  mailbox,
  open,
}) => {
  const [login, token] = [newLogin(), `push-${randomBytes(8).toString('hex')}`]
  const app = open()
  await app.client.enter({ login })
  expect(await app.client.tools()).toMatchObject({ ok: false, failure: { kind: 'no_tools' } })
  await app.client.setDeviceToken(token)
  const tools = await app.client.tools()
  const device = (tools.ok && tools.value.push[0]) || ''
  expect(tools).toEqual({
    ok: true,
    value: { email: false, push: [expect.stringMatching(/^\d\d\/\d\d\/\d{4}$/)] },
  })
  expect(await app.client.requestPassword({ tool: 'push', device })).toEqual({ ok: true, value: 'push' })
  expect(await mailbox.next(token, /парол/i)).toMatchObject({ kind: 'push' })
})
