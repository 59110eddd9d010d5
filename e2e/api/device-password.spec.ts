import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { type DeviceAnswer, DeviceApp, newLogin } from '@/e2e/support/clients/device-api'
import { expect, test } from '@/e2e/support/fixtures/test'

const goodPassword = 'correct horse battery'
const generated = /\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b/

const statusAndBody = ({ status, body }: DeviceAnswer) => ({ status, body })
const noTools = { status: 404, body: { error_message: 'No tools', error_code: 100600 } }
const notAvailable = { status: 400, body: { error_message: 'Tool not available', error_code: 100700 } }
const wrongPassword = { status: 401, body: { error_message: 'Wrong password', error_code: 100501 } }

function passwordIn({ text }: { text: string }): string {
  const password = generated.exec(text)?.[0]
  if (!password) throw new Error(`no password in: ${text}`)
  return password
}

const newToken = () => `push-${randomBytes(8).toString('hex')}`

async function register(serverUrl: string, email: string): Promise<string> {
  const username = newLogin()
  const body = JSON.stringify({ username, email, password: goodPassword })
  await fetch(`${serverUrl}/api/classic/auth/register`, { method: 'POST', body })
  return username
}

function today(): string {
  const [year, month, day] = new Date().toISOString().slice(0, 10).split('-')
  return `${day}/${month}/${year}`
}

test('both versions list the recovery tools, each in its own shape', async ({ server, address }) => {
  const login = await register(server.url, address)
  const app = new DeviceApp(server.url)
  const outsider = new DeviceApp(server.url)
  expect((await outsider.get(`/password/tools?login=${login}`)).body).toEqual({ tools: { email: true } })
  await app.auth({ login, password: goodPassword, device_id: 'one', device_token: newToken() })
  const v2 = { status: 200, body: { tools: { email: true, push: [today()] } } }
  const v1 = { status: 200, body: { tools: ['email', 'push'] } }
  expect(statusAndBody(await app.get('/password/tools'))).toEqual(v2)
  expect(statusAndBody(await app.get('/password_tools'))).toEqual(v1)
  expect(statusAndBody(await outsider.get(`/password/tools?login=${login}`))).toEqual(v2)
  expect(statusAndBody(await outsider.get(`/password_tools?login=${login}`))).toEqual(v1)
})

test('an unknown login and one without tools get the same answer, and so does a request', async ({
  server,
}) => {
  const bare = newLogin()
  const app = new DeviceApp(server.url)
  await app.auth({ login: bare, device_id: 'one' })
  const outsider = new DeviceApp(server.url)
  for (const address of ['/password/tools', '/password_tools'])
    for (const query of ['', `?login=${bare}`, `?login=${newLogin()}`, '?login=', '?login=a&login=b'])
      expect(statusAndBody(await outsider.get(address + query)), query).toEqual(noTools)
  expect(statusAndBody(await app.get('/password/tools'))).toEqual(noTools)
  for (const address of ['/password/request', '/request_password'])
    for (const body of [
      { tool: 'email', login: bare },
      { tool: 'push', login: newLogin() },
      { tool: 'sms', login: bare },
      { tool: 'email' },
    ])
      expect(statusAndBody(await outsider.post(address, body))).toEqual(notAvailable)
})

test('password by push: it goes to the primary device, and a second one replaces the first', async ({
  server,
  mailbox,
}) => {
  const login = newLogin()
  const token = newToken()
  const app = new DeviceApp(server.url)
  await app.auth({ login, device_id: 'one', device_token: token })
  expect(statusAndBody(await app.post('/request_password', { tool: 'push' }))).toEqual({
    status: 200,
    body: { tool: 'push' },
  })
  await mailbox.next(token, /новый пароль/)
  await app.post('/password/request', { tool: 'push', device: today() })
  await expect.poll(async () => (await mailbox.list(token)).length).toBe(2)
  const [second, first] = await mailbox.list(token)
  expect(second).toMatchObject({ kind: 'push', html: null })
  const auth = (sent: string) => new DeviceApp(server.url).auth({ login, password: sent, device_id: 'one' })
  expect(statusAndBody(await auth(passwordIn(first ?? { text: '' })))).toEqual(wrongPassword)
  expect((await new DeviceApp(server.url).auth({ login, device_id: 'one' })).status).toBe(200)
  expect((await auth(passwordIn(second ?? { text: '' }))).status).toBe(200)
  expect((await new DeviceApp(server.url).auth({ login, device_id: 'one' })).status).toBe(409)
  expect(server.output()).not.toContain(token)
  const files = await readdir(path.join(server.dataFolder, 'inbox'))
  expect(files.some((name) => name.endsWith('.json'))).toBe(true)
})
