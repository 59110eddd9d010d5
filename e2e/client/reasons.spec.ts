import { randomBytes } from 'node:crypto'
import { expect } from '@playwright/test'
import { App } from '@/e2e/support/clients/client-app'
import { newLogin } from '@/e2e/support/clients/device-api'
import { test } from '@/e2e/support/fixtures/client-test'
import { FaultyProxy } from '@/e2e/support/servers/faulty-proxy'
import { runAdmin } from '@/e2e/support/servers/run-command'
import { startServer } from '@/e2e/support/servers/server'
import { adviceFor, possibleCauses } from '@/lib/client/failures'
import { limits } from '@/lib/policy'

const password = 'correct horse battery'
const generated = /\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b/

const failed = (kind: string, code: number) => ({ ok: false, failure: { kind, code } })
const needsSignIn = (code: number) => ({
  kind: 'needs_sign_in',
  reason: { kind: 'login_taken_or_reset', code },
})

test('a password set by support sends every app to its sign-in screen, at once and with both options', async ({
  server,
  mailbox,
  address,
  open,
}) => {
  const [login, boss] = [newLogin(), newLogin()]
  const [keeper, other, admin] = [open({ keepPassword: true }), open(), open({ keepPassword: true })]
  for (const app of [keeper, other]) await app.client.enter({ login, password })
  await admin.client.enter({ login: boss, password })
  await runAdmin({ DATA_DIR: server.dataFolder }, 'grant', boss)
  expect(await admin.client.setPassword({ login, email: address })).toEqual({ ok: true, value: { login } })
  for (const app of [keeper, other]) expect(await app.whoAmI()).toBe(401)
  expect(keeper.client.state).toMatchObject(needsSignIn(100_501))
  expect(other.client.state).toMatchObject(needsSignIn(100_500))
  expect(keeper.client.state).toMatchObject({ login, user: { login } })
  expect(possibleCauses({ kind: 'login_taken_or_reset', code: 100_501 }).map(({ cause }) => cause)).toEqual([
    'login_taken_over',
    'password_reset_elsewhere',
  ])
  const changed = generated.exec((await mailbox.next(address, /Поддержка/)).text)?.[0] ?? ''
  expect(await keeper.client.enter({ login, password: changed })).toMatchObject({ ok: true })
  await keeper.expectSignedIn(login)
})

test('a generated password keeps working on the device that used it, and signs out the others', async ({
  network,
  mailbox,
  open,
}) => {
  const [login, token] = [newLogin(), `push-${randomBytes(8).toString('hex')}`]
  const first = open({ keepPassword: true, deviceToken: token })
  const second = open({ keepPassword: true })
  for (const app of [first, second]) await app.client.enter({ login, password })
  expect(await second.client.requestPassword({ tool: 'push', login })).toEqual({ ok: true, value: 'push' })
  const sent = generated.exec((await mailbox.next(token, /парол/i)).text)?.[0] ?? ''
  network.expireSessions()
  await first.expectSignedIn(login)
  expect(await second.client.enter({ login, password: sent })).toMatchObject({ ok: true })
  for (let i = 0; i < 3; i += 1) {
    network.expireSessions()
    await second.expectSignedIn(login)
  }
  expect(await first.whoAmI()).toBe(401)
  expect(first.client.state).toMatchObject(needsSignIn(100_501))
})

test('a forgotten device has to sign in, and so does a backup restored on another phone', async ({
  network,
  server,
  open,
}) => {
  const login = newLogin()
  const primary = open()
  await primary.client.enter({ login })
  const add = (device_id: string) =>
    primary.client.call('/auth', { method: 'POST', body: JSON.stringify({ login, device_id }) })
  const secondId = randomBytes(16).toString('hex')
  await add(secondId)
  const forgotten = open({ deviceId: secondId })
  expect(await forgotten.client.enter({ login })).toMatchObject({ ok: true })
  await forgotten.client.settled()
  // An account keeps the fifty devices that were seen last.
  for (let i = 0; i < 49; i += 1) await add(`newer-device-${i}`)
  network.expireSessions()
  expect(await forgotten.whoAmI()).toBe(401)
  expect(forgotten.client.state).toMatchObject(needsSignIn(100_500))
  await primary.client.settled()
  const backup = open({ restoredFrom: primary })
  expect(await backup.client.resume()).toMatchObject(needsSignIn(100_500))
  await primary.expectSignedIn(login)
  expect(server.output()).toContain('authn_login_fail')
})

test('"too frequent" waits silently as long as the server asks, and asks the user only if it never ends', async () => {
  test.setTimeout(240_000)
  const server = await startServer({ env: { RATE_LIMIT: 'on' } })
  const network = await FaultyProxy.start(server.url)
  const login = newLogin()
  const app = new App(network.url, { keepPassword: true })
  await app.client.enter({ login, password })
  const guess = () =>
    fetch(`${server.url}/api/auth`, {
      method: 'POST',
      body: JSON.stringify({ login, password: 'a wrong guess' }),
    })
  // As many as the network allows: until then the right password still works from a known network.
  const guesses = Array.from({ length: limits.signInFromNetwork.attempts }, guess)
  expect((await Promise.all(guesses)).map(({ status }) => status)).toContain(429)
  network.expireSessions()
  expect(await app.whoAmI()).toBe(401)
  expect(app.client.state).toMatchObject({ kind: 'signed_in', because: 'too_frequent', user: { login } })
  const person = await app.client.enter({ login, password })
  expect(person).toMatchObject({ failure: { kind: 'too_frequent', retryAfterSeconds: expect.any(Number) } })
  expect(person.ok || adviceFor(person.failure)).toEqual([])
  network.requests.length = 0
  await app.advance(240)
  await app.client.online()
  expect(network.requests).toEqual([])
  expect(app.signInScreenCount).toBe(0)
  // The app's clock runs ahead of the server's, which keeps rejecting, as it would during continued guessing.
  await app.advance(24 * 3_600)
  expect(app.client.state).toMatchObject({ kind: 'needs_sign_in', reason: { kind: 'too_frequent' } })
  await network.stop()
  await server.stop()
})

test("a user's actions lead to every other failure", async ({ server, address, network, open }) => {
  const [login, boss] = [newLogin(), newLogin()]
  const [app, stranger] = [open(), open()]
  await app.client.enter({ login, password })
  expect(await stranger.client.enter({ login })).toMatchObject(failed('account_used', 100_500))
  const wrong = await stranger.client.enter({ login, password: 'not this one' })
  expect(wrong).toMatchObject(failed('wrong_password', 100_501))
  expect(wrong.ok || adviceFor(wrong.failure)).toContain('clear_password_field')
  expect(await stranger.client.enter({ login: 'x' })).toMatchObject(failed('wrong_login', 100_503))
  expect(stranger.client.state).toEqual({ kind: 'guest' })
  expect(await stranger.client.tools(login)).toMatchObject(failed('no_tools', 100_600))
  expect(await app.client.requestPassword({ tool: 'email' })).toMatchObject(
    failed('tool_not_available', 100_700),
  )
  const noPhone = await app.client.setUser({ phone: 'none' })
  expect(noPhone).toMatchObject(failed('bad_request', 100_400))
  expect(noPhone.ok || adviceFor(noPhone.failure)).toEqual(['check_input'])
  const unknown = { login: newLogin(), email: address }
  expect(await app.client.setPassword(unknown)).toMatchObject(failed('admin_only', 100_403))
  expect(app.client.state).toMatchObject({ kind: 'signed_in' })
  const admin = open({ keepPassword: true })
  await admin.client.enter({ login: boss, password })
  await runAdmin({ DATA_DIR: server.dataFolder }, 'grant', boss)
  network.expireSessions()
  expect(await admin.client.setPassword(unknown)).toMatchObject(failed('no_such_login', 100_404))
  network.state = { status: 503 }
  expect(await admin.client.tools()).toMatchObject(failed('server_error', 100_000))
  network.state = 'cut'
  expect(await admin.client.tools()).toMatchObject({ failure: { kind: 'no_network', code: null } })
})
