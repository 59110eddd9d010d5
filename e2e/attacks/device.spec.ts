import { Channels, signInChannels } from '@/e2e/support/channels/channels'
import { type DeviceAnswer, DeviceApp, newLogin } from '@/e2e/support/clients/device-api'
import { type ClientNetwork, test } from '@/e2e/support/fixtures/limited-test'
import { expect } from '@/e2e/support/fixtures/test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { runAdmin } from '@/e2e/support/servers/run-command'
import { limits } from '@/lib/policy'
import { goodPassword, otherPassword, unique } from '@/lib/testing/accounts'

const statusAndBody = ({ status, body }: DeviceAnswer) => ({ status, body })
const accountUsed = { status: 409, body: { error_message: 'Account used', error_code: 100500 } }
const wrongPassword = { status: 401, body: { error_message: 'Wrong password', error_code: 100501 } }
const adminOnly = { status: 403, body: { error_message: 'Admin only', error_code: 100403 } }
const tooFrequent = { status: 429, body: { error_message: 'Too frequent request', error_code: 100502 } }

/** One call of an app from a network, with no cookies from an earlier one. */
function auth(serverUrl: string, network: ClientNetwork, body: object): Promise<DeviceAnswer> {
  return new DeviceApp(serverUrl).post('/auth', body, network)
}

test('L01: a device_id cannot be found by guessing from many networks, and its owner is not locked out', async ({
  server,
  from,
}) => {
  const login = newLogin()
  const [home, own] = [from(1), { login, device_id: '2123' }]
  expect((await auth(server.url, home, own)).status).toBe(200)
  const { attempts } = limits.deviceForAccount
  const step = 10_000 / faultSize.deviceGuesses
  const guesses = Array.from({ length: faultSize.deviceGuesses }, (_, n) => String(n * step).padStart(4, '0'))
  const names = [login, login.toUpperCase(), ` ${login} `, login.replace('t', 'ｔ')]
  for (const [n, guess] of guesses.entries()) {
    const field = n % 2 ? 'device_id' : 'primary_device_id'
    const answer = await auth(server.url, from(10 + (n % 50)), {
      login: names[n % names.length],
      [field]: guess,
    })
    expect({ n, ...statusAndBody(answer) }).toEqual({ n, ...(n < attempts ? accountUsed : tooFrequent) })
  }
  const right = await auth(server.url, from(90), own)
  expect(statusAndBody(right)).toEqual(tooFrequent)
  expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(right.headers.get('set-cookie')).toBeNull()
  expect((await auth(server.url, home, own)).status).toBe(200)
  const events = (kind: string) => server.output().split(`"event":"${kind}"`).length - 1
  await expect.poll(() => events('authn_login_fail')).toBeGreaterThanOrEqual(attempts)
  await expect.poll(() => events('authn_login_fail_max')).toBeGreaterThan(40)
})

test('L03, L05: a failed sign-in changes nothing: no password, no device, no push destination', async ({
  server,
  mailbox,
  from,
}) => {
  const [login, other] = [newLogin(), newLogin()]
  const [mine, theirs] = [unique('push-mine-'), unique('push-theirs-')]
  const owner = new DeviceApp(server.url)
  await owner.post('/auth', { login, device_id: 'mine', device_token: mine }, from(1))
  const attacker = new DeviceApp(server.url)
  await attacker.post('/auth', { login: other, device_id: 'theirs' }, from(2))
  const { cookie } = attacker
  const bySession = (body: object) =>
    new DeviceApp(server.url, cookie).post('/auth', { device_token: theirs, ...body }, from(2))
  expect(statusAndBody(await bySession({ login }))).toEqual(accountUsed)
  expect(statusAndBody(await bySession({ login, device_id: 'theirs' }))).toEqual(accountUsed)
  const outside = (body: object) => auth(server.url, from(3), { login, device_token: theirs, ...body })
  expect(statusAndBody(await outside({}))).toEqual(accountUsed)
  expect(statusAndBody(await outside({ device_id: 'other' }))).toEqual(accountUsed)
  for (const password of [goodPassword, ' ', 'mine'])
    expect({ password, ...statusAndBody(await outside({ device_id: 'mine', password })) }).toEqual({
      password,
      ...wrongPassword,
    })
  expect(statusAndBody(await outside({ password: goodPassword }))).toEqual(wrongPassword)
  const revoked = new DeviceApp(server.url, owner.cookie)
  await fetch(`${server.url}/api/classic/auth/logout`, { headers: { cookie: owner.cookie ?? '' } })
  expect(statusAndBody(await revoked.post('/auth', { login, device_token: theirs }, from(3)))).toEqual(
    accountUsed,
  )
  await new DeviceApp(server.url).post('/password/request', { tool: 'push', login }, from(4))
  await expect.poll(async () => (await mailbox.list(mine)).length).toBe(1)
  expect(await mailbox.list(theirs)).toEqual([])
  expect((await owner.post('/auth', { login, device_id: 'mine' }, from(1))).status).toBe(200)
})

test('L03: a device that is added later never becomes the one that receives messages by itself', async ({
  server,
  mailbox,
  from,
}) => {
  const login = newLogin()
  const [first, later] = [unique('push-first-'), unique('push-later-')]
  const owner = { login, password: goodPassword }
  await auth(server.url, from(1), { ...owner, device_id: 'first', device_token: first })
  for (const field of ['device_id', 'primary_device_id']) {
    const thief = { ...owner, [field]: 'later', device_token: later, is_primary: true, primary: 'true' }
    expect((await auth(server.url, from(2), thief)).status).toBe(200)
  }
  await new DeviceApp(server.url).post('/password/request', { tool: 'push', login }, from(3))
  await expect.poll(async () => (await mailbox.list(first)).length).toBe(1)
  expect(await mailbox.list(later)).toEqual([])
})

test('L04: only an administrator sets passwords, not from another site, with a limit, and all sessions end', async ({
  server,
  mailbox,
  from,
}) => {
  // Runs the operator's command, a process that loads the whole core.
  test.setTimeout(180_000)
  const channels = new Channels(server.url, mailbox, from(1))
  const victim = await channels.newVerifiedPerson()
  const sessions = await channels.signInEverywhere(victim)
  expect(await channels.areLive(sessions)).toEqual(signInChannels.map(() => true))
  const boss = newLogin()
  const admin = new DeviceApp(server.url)
  await admin.post('/auth', { login: boss, device_id: 'desk', role: 'admin', isAdmin: true }, from(2))
  const support = `support-${victim.email}`
  const body = { login: victim.username, email: support, role: 'admin' }
  const set = (app: DeviceApp, headers: Record<string, string> = {}, more: object = {}) =>
    app.post('/password/set', { ...body, ...more }, { ...from(2), ...headers })
  for (const path of ['/password/set', '/set_user_password']) {
    expect(statusAndBody(await new DeviceApp(server.url).post(path, body, from(3)))).toEqual(adminOnly)
    expect(statusAndBody(await admin.post(path, body, from(2)))).toEqual(adminOnly)
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'])
      expect((await admin.send(method, path, undefined)).status).toBe(405)
  }
  const granted = await runAdmin({ DATA_DIR: server.dataFolder }, 'grant', boss)
  expect(granted).toEqual({ code: 0, stdout: `${boss} is now an administrator.\n`, stderr: '' })
  const foreign = [
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: server.url.replace('localhost', 'evil.localhost') },
    { referer: 'https://evil.test/' },
  ]
  for (const headers of foreign)
    expect(statusAndBody(await set(admin, headers))).toMatchObject({
      status: 403,
      body: { error_code: 100403 },
    })
  expect(await channels.areLive(sessions)).toEqual(signInChannels.map(() => true))
  expect(statusAndBody(await set(admin, {}, { login: newLogin() })).body).toMatchObject({
    error_code: 100404,
  })
  expect((await set(admin, {}, { email: 'nowhere' })).status).toBe(400)
  const done = { status: 200, body: { user: { login: victim.username } } }
  expect(statusAndBody(await set(admin))).toEqual(done)

  expect(await channels.areLive(sessions)).toEqual(signInChannels.map(() => false))
  const { text } = await mailbox.next(support, /Поддержка/)
  const password = /\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b/.exec(text)?.[0] ?? ''
  expect(await channels.signInEverywhere(victim)).toEqual(signInChannels.map(() => null))
  expect(await channels.signIn('classic', { ...victim, password })).not.toBeNull()
  for (const event of ['authz_admin', 'authz_fail']) expect(server.output()).toContain(`"event":"${event}"`)
  expect(server.output()).not.toContain(password)

  // Two attempts were used above: one for an unknown login, and the successful one.
  for (let count = 2; count < limits.passwordsSetByAdmin.attempts; count++)
    expect(statusAndBody(await set(admin, {}, { password: otherPassword }))).toEqual(done)
  expect(statusAndBody(await set(admin))).toEqual(tooFrequent)
  await runAdmin({ DATA_DIR: server.dataFolder }, 'revoke', boss)
  expect(statusAndBody(await set(admin))).toEqual(adminOnly)
})
