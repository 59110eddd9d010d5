import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { DeviceApp } from '@/e2e/support/clients/device-api'
import { LegacyApp } from '@/e2e/support/clients/legacy-app'
import { resetSubject, verifySubject } from '@/e2e/support/clients/rest-api'
import type { Answer } from '@/e2e/support/clients/send'
import { test as base, expect } from '@/e2e/support/fixtures/test'
import { type Mailbox, ticketIn } from '@/e2e/support/servers/mailbox'
import { runAdmin } from '@/e2e/support/servers/run-command'
import { type RunningServer, startServer } from '@/e2e/support/servers/server'

/** The sample bodies of the five documents, exactly as printed, on a new server. */

const test = base.extend<object, { server: RunningServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright requires an object pattern here
    async ({}, use) => {
      const server = await startServer()
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
})
// The usernames are those of the documents: each can be registered only once.
test.describe.configure({ mode: 'default' })

const userpic = expect.stringMatching(/^http:\/\/localhost:\d+\/avatars\//)
const statusAndBody = ({ status, text }: Answer) => ({ status, body: JSON.parse(text) })
const fine = (body: object) => ({ status: 200, body })

test('device-v1.md and device-v2.md', async ({ server, mailbox }) => {
  const app = new LegacyApp(server.url, 'device')
  const sendSample = async (call: string, body?: string) => statusAndBody(await app.send(call, body))
  const toto = { login: 'Toto', email: 'test@test.com', phone: '12321', gender: false, region: 'Nsk' }
  const rows: [call: string, body: string | undefined, answer: object][] = [
    ['POST /auth', '{"login":"Toto", "password":"test"}', { user: { login: 'Toto' } }],
    [
      'POST /auth',
      '{"login":"Toto", "password":"test", "device_id":"id", "device_token":"token"}',
      { user: { login: 'Toto', userpic } },
    ],
    [
      'POST /user/set',
      '{"email":"test@test.com", "phone":"12321", "gender":false, "region":"Nsk"}',
      { user: { ...toto, userpic } },
    ],
    [
      'POST /auth',
      '{"login":"Toto", "password":"test", "primary_device_id":"id", "device_token":"token"}',
      { user: { ...toto, userpic } },
    ],
    ['GET /password_tools', undefined, { tools: ['email', 'push'] }],
    [
      'GET /password/tools',
      undefined,
      { tools: { email: true, push: [expect.stringMatching(/^\d\d\/\d\d\/\d{4}$/)] } },
    ],
    ['POST /request_password', '{"tool":"email"}', { tool: 'email' }],
    ['POST /password/request', '{"tool":"push"}', { tool: 'push' }],
    [
      'GET /main',
      undefined,
      { auth: '/auth', password_tools: '/password/tools', password_request: '/password/request' },
    ],
  ]
  for (const [call, body, answer] of rows)
    expect([call, await sendSample(call, body)]).toEqual([call, fine(answer)])
  await mailbox.next('test@test.com', /парол/i)
})

test('the command in device-v2.md', async ({ server }) => {
  const printed = `curl -v -b cookies.txt -c cookies.txt -d '{"login":"todtcdoccd4", "device_id":"2123", "password":"234"}' http://localhost:8080/api/auth`
  const command = printed.replace('http://localhost:8080', server.url)
  const cwd = await mkdtemp(path.join(tmpdir(), 'latchkey-curl-'))
  const run = async () => JSON.parse((await promisify(execFile)('sh', ['-c', command], { cwd })).stdout)
  expect(await run()).toEqual({ user: { login: 'todtcdoccd4' } })
  expect(await run()).toEqual({ user: { login: 'todtcdoccd4', userpic } })
})

test('the support sample of both device documents', async ({ server, mailbox }) => {
  const [admin, pupkin] = [new DeviceApp(server.url), new DeviceApp(server.url)]
  await pupkin.auth({ login: 'pupkin' })
  await admin.auth({ login: 'support1', password: 'test' })
  await runAdmin({ DATA_DIR: server.dataFolder }, 'grant', 'support1')
  const sample = '{"login":"pupkin", "email":"pupkin@mail.ru", "password":"193rfhwiHSD"}'
  for (const [index, address] of ['/password/set', '/set_user_password'].entries()) {
    const { status, body } = await admin.post(address, sample)
    expect({ status, body }).toEqual(fine({ user: { login: 'pupkin' } }))
    await expect.poll(async () => (await passwordMails(mailbox)).length, { intervals: [50] }).toBe(index + 1)
    expect((await pupkin.auth({ login: 'pupkin' })).status).toBe(409)
    expect((await pupkin.auth({ login: 'pupkin', password: '193rfhwiHSD' })).status).toBe(200)
  }
})

async function passwordMails(mailbox: Mailbox) {
  return (await mailbox.list('pupkin@mail.ru')).filter(({ text }) => text.includes('193rfhwiHSD'))
}

test('rest.md', async ({ server, mailbox }) => {
  const app = new LegacyApp(server.url, 'rest', { 'content-type': 'application/json' })
  const sendSample = async (call: string, body?: string) => statusAndBody(await app.send(call, body))
  const said = (message: string) => ({ success: true, message })
  const email = '{\n  "email": "user@example.com"\n}'
  const register =
    '{\n  "email": "user@example.com",\n  "password": "securePassword123",\n  "firstName": "Иван",\n  "lastName": "Петров"\n}'
  expect(await sendSample('POST /auth/register', register)).toEqual({
    status: 201,
    body: said('Регистрация успешна. Пожалуйста, проверьте вашу почту для верификации аккаунта.'),
  })
  expect(await sendSample('POST /auth/resend-verification', email)).toEqual(
    fine(said('Новое письмо для верификации отправлено на ваш email.')),
  )
  const verify = ticketIn(await mailbox.next('user@example.com', verifySubject))
  expect(await sendSample(`GET /auth/verify-email/${verify}`)).toEqual(
    fine(said('Email успешно верифицирован. Теперь вы можете войти в систему.')),
  )
  const login = '{\n  "email": "user@example.com",\n  "password": "securePassword123"\n}'
  expect(await sendSample('POST /auth/login', login)).toEqual(fine({ success: true, token: jwt, user: ivan }))
  expect(await sendSample('POST /auth/forgot-password', email)).toEqual(
    fine(said('Инструкция по сбросу пароля отправлена на ваш email.')),
  )
  const reset = ticketIn(await mailbox.next('user@example.com', resetSubject))
  const chosen = '{\n  "password": "newSecurePassword123"\n}'
  expect(await sendSample(`POST /auth/reset-password/${reset}`, chosen)).toEqual(
    fine(said('Пароль успешно изменен. Теперь вы можете войти с новым паролем.')),
  )
})

const jwt = expect.stringMatching(/^eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\./)
const ivan = {
  id: expect.any(String),
  email: 'user@example.com',
  firstName: 'Иван',
  lastName: 'Петров',
  role: 'user',
  avatar: expect.stringMatching(/^http.*\/avatars\/default-[\w-]+\.png$/),
}

test('ticket.md: every payload that its interfaces describe', async ({ server, mailbox }) => {
  const app = new LegacyApp(server.url, 'ticket', { 'content-type': 'application/json' })
  const sendSample = async (call: string, body: object, headers = {}) =>
    statusAndBody(await app.send(call, body, headers))
  const [email, username] = ['ada@example.com', 'Ada']
  const twice = (newPassword: string) => ({ newPassword, newPasswordRepeat: newPassword })
  const signup = { email, username, ...twice('correct horse battery') }
  expect(await sendSample('POST /auth/signup', signup)).toEqual(fine({}))
  const verify = await mailbox.nextTicket(email, '/verify-email/')
  expect(await sendSample('POST /auth/signup/verifyEmail', { ticket: verify })).toEqual(fine({}))
  const password = 'correct horse battery'
  const { status, body } = await sendSample('POST /auth/login', { email, password })
  expect({ status, body }).toEqual(fine({ token: jwt }))
  const change = { password, ...twice('battery staple 9') }
  expect(await sendSample('PATCH /auth/changePassword', change, { authorization: body.token })).toEqual(
    fine({}),
  )
  expect(await sendSample('POST /auth/login/resetPassword', { email })).toEqual(fine({}))
  const reset = await mailbox.nextTicket(email, '/reset/')
  const confirm = { ticket: reset, ...twice('staple of another kind') }
  expect(await sendSample('POST /auth/login/resetPassword/confirm', confirm)).toEqual(fine({}))
})

test('classic.md: every call with the parameters that it names', async ({ server }) => {
  const app = new LegacyApp(server.url, 'classic', { 'content-type': 'application/x-www-form-urlencoded' })
  const done = { status: 1, error: 0 }
  const email = 'bob@example.com'
  const rows: [call: string, body: string | undefined, answer: object][] = [
    ['POST /auth/register', `username=bob&password=correct+horse&email=${email}`, done],
    ['POST /auth/login', 'username=bob&password=correct+horse', { ...done, result: { email } }],
    ['POST /auth/login', 'cookies=true', { ...done, result: { email } }],
    ['POST /auth/edit', 'password=correct+horse', { ...done, result: {} }],
    [
      'POST /auth/edit',
      'password=correct+horse&username=robert&new_password=battery+staple&email=robert@example.com',
      { ...done, result: { username: true, new_password: true, email: true } },
    ],
    ['POST /auth/restore', 'email=robert@example.com', done],
    ['GET /auth/logout', undefined, done],
    ['GET /auth/logout', undefined, done],
  ]
  for (const [call, body, answer] of rows)
    expect([call, statusAndBody(await app.send(call, body))]).toEqual([call, fine(answer)])
})
