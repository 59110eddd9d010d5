import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type DeviceAnswer, DeviceApp, newLogin } from '@/e2e/support/clients/device-api'
import { expect, test } from '@/e2e/support/fixtures/test'

const goodPassword = 'correct horse battery'

const badRequest = { status: 400, body: { error_message: expect.any(String), error_code: 100400 } }
const wrongDevice = { status: 400, body: { error_message: 'Wrong device_id', error_code: 100503 } }
const created = (login: string) => ({ status: 200, body: { user: { login } } })
const userpic = expect.stringMatching(/^http:\/\/localhost:\d+\/avatars\/default-\d-54\.png$/)

const statusAndBody = ({ status, body }: DeviceAnswer) => ({ status, body })

test('main lists the endpoints', async ({ server }) => {
  const answer = await new DeviceApp(server.url).get('/main')
  expect(statusAndBody(answer)).toEqual({
    status: 200,
    body: { auth: '/auth', password_tools: '/password/tools', password_request: '/password/request' },
  })
})

test('a first login is answered with the login alone, and with a long-lived cookie', async ({ server }) => {
  const login = newLogin()
  const answer = await new DeviceApp(server.url).auth({ login, device_id: '2123', device_token: 't' })
  expect(statusAndBody(answer)).toEqual(created(login))
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(
    /^authjs\.session-token=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/,
  )
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
})

test('a later login is answered with the filled fields', async ({ server, address }) => {
  const username = newLogin()
  const register = JSON.stringify({ username, email: address, password: goodPassword })
  await fetch(`${server.url}/api/classic/auth/register`, { method: 'POST', body: register })
  const app = new DeviceApp(server.url)
  expect(statusAndBody(await app.auth({ login: username, password: goodPassword }))).toEqual({
    status: 200,
    body: { user: { login: username, email: address, userpic } },
  })
})

test('the command in the document works as printed', async ({ server }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-curl-'))
  const curl = async (body: string) => {
    const sent = ['-s', '-b', 'cookies.txt', '-c', 'cookies.txt', '-d', body, `${server.url}/api/auth`]
    const { stdout } = await promisify(execFile)('curl', sent, { cwd: folder })
    return JSON.parse(stdout)
  }
  const login = newLogin()
  const printed = `{"login":"${login}", "device_id":"2123", "password":"234"}`
  expect(await curl(printed)).toEqual({ user: { login } })
  expect(await curl(printed)).toEqual({ user: { login, userpic } })
  expect(await curl(printed.replace('234', '235'))).toMatchObject({ error_code: 100501 })
  expect(await curl(`{"login":"${login}"}`)).toEqual({ user: { login, userpic } })
})

test('a form is read like JSON, and primary_device_id like device_id', async ({ server }) => {
  const login = newLogin()
  const app = new DeviceApp(server.url)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  expect(statusAndBody(await app.post('/auth', `login=${login}&primary_device_id=one`, form))).toEqual(
    created(login),
  )
  const other = new DeviceApp(server.url)
  expect((await other.auth({ login, device_id: 'one' })).status).toBe(200)
})

test('a valid cookie proves the account, stays valid, and is set again', async ({ server }) => {
  const login = newLogin()
  const app = new DeviceApp(server.url)
  await app.auth({ login, password: goodPassword, device_id: 'one' })
  const before = app.cookie
  const answers = await Promise.all([1, 2, 3].map(() => app.auth({ login, device_id: 'one' })))
  for (const answer of answers) {
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toContain(`${before}; Path=/; Max-Age=34560000;`)
  }
})

const wrongTypes = ['true', 'false', '[]', '{}', '[[]]', '["a"]']
const fields = {
  '/auth': ['login', 'password', 'device_id', 'primary_device_id', 'device_token'],
  '/user/set': ['email', 'phone', 'region', 'password', 'current_password'],
  '/password/request': ['tool', 'login', 'device'],
  '/password/set': ['login', 'email', 'password'],
}
for (const [address, names] of Object.entries(fields)) {
  for (const name of names) {
    test(`${address} rejects ${name} that is not text`, async ({ server }) => {
      const app = new DeviceApp(server.url)
      const good = { login: `"${newLogin()}"`, tool: '"email"', email: '"a@x.test"' }
      for (const wrong of wrongTypes) {
        const body = Object.entries({ ...good, [name]: wrong }).map(([key, value]) => `"${key}":${value}`)
        const answer = statusAndBody(await app.post(address, `{${body.join(',')}}`))
        expect(answer, wrong).toEqual(/device_id$/.test(name) ? wrongDevice : badRequest)
      }
    })
  }
}

test('malformed, missing or invalid fields are a bad request that names the problem', async ({ server }) => {
  const app = new DeviceApp(server.url)
  for (const body of ['{', '[]', '"x"', '{"login":"a\\u0000b"}', `{"login":"${'x'.repeat(17_000)}"}`])
    expect(statusAndBody(await app.post('/auth', body)), body.slice(0, 40)).toEqual(badRequest)
  const detail = async (body: object) => (await app.auth(body)).body.error_message
  for (const login of [undefined, null, '', 'ab', 7, 'x'.repeat(33), 'two words', 'admin', 'a@b'])
    expect(await app.auth({ login }), String(login)).toMatchObject({
      status: 400,
      body: { error_message: 'Wrong login', error_code: 100503 },
    })
  expect(await detail({ login: newLogin(), password: 'ab' })).toMatch(/at least 3 characters/)
  expect(statusAndBody(await app.auth({ login: newLogin(), device_id: 'x'.repeat(257) }))).toEqual(
    wrongDevice,
  )
  expect(app.cookie).toBeNull()
})

test('a wrong method, an unknown path and another site are rejected in the same shape', async ({
  server,
}) => {
  const app = new DeviceApp(server.url)
  const wrongMethod = await app.get('/auth')
  expect(statusAndBody(wrongMethod)).toEqual({
    status: 405,
    body: { error_message: 'Method not allowed', error_code: 100400 },
  })
  expect(wrongMethod.headers.get('allow')).toBe('POST')
  for (const address of ['', '/nothing', '/password', '/password/other', '/main/x'])
    expect(statusAndBody(await app.get(address)), address).toEqual({
      status: 404,
      body: { error_message: 'Not found', error_code: 100404 },
    })
  const foreign = await app.post('/auth', { login: newLogin() }, { origin: 'https://evil.test' })
  expect(statusAndBody(foreign)).toMatchObject({ status: 403, body: { error_code: 100403 } })
  expect(foreign.headers.get('set-cookie')).toBeNull()
})
