import { newRestPerson, RestApi } from '@/e2e/support/clients/rest-api'
import { expect, test } from '@/e2e/support/fixtures/test'
import { runOutbox } from '@/e2e/support/servers/run-command'
import { startServer } from '@/e2e/support/servers/server'
import { startResend } from '@/lib/testing/servers/resend-sink'
import { startSmtp } from '@/lib/testing/servers/smtp-sink'

const MAIL_FROM = 'Latchkey <accounts@example.com>'
const soon = { timeout: 60_000 }

test.describe.configure({ timeout: 240_000 })

test('without its mail server, mails wait where the operator sees them; when it is back, they are sent', async () => {
  const away = await startSmtp()
  await away.close()
  const server = await startServer({ env: { SMTP_URL: away.url, MAIL_FROM } })
  const rest = new RestApi(server.url)
  const outbox = (...options: string[]) => runOutbox({ DATA_DIR: server.dataFolder }, ...options)
  const plain = newRestPerson()
  await rest.post('register', { ...plain, email: ` ${plain.email.toUpperCase()} ` })
  const gone = await rest.register({ email: `gone-${newRestPerson().email}` })
  const refused = /[0-9a-f]{8} +verify_email +[ig]\*\*\*@example\.com .*ECONNREFUSED/g
  await expect.poll(async () => (await outbox('list')).stdout.match(refused), soon).toHaveLength(2)

  const list = await outbox('list')
  expect(list).toMatchObject({ code: 0, stderr: '' })
  expect(list.stdout).toMatch(/^ID +KIND +TO +STATE +ATTEMPTS +AGE +NEXT ATTEMPT +LAST REASON\n/)
  expect(list.stdout).not.toContain(plain.email)

  const smtp = await startSmtp({ port: away.port })
  expect(await outbox('retry', '--all')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d will be sent now/),
  })
  await expect.poll(() => smtp.received.map(({ recipients }) => recipients), soon).toEqual([[plain.email]])
  const [letter] = smtp.received
  expect(letter).toMatchObject({ from: 'accounts@example.com', recipients: [plain.email] })
  expect(letter?.mail).toMatchObject({
    from: { name: 'Latchkey', address: 'accounts@example.com' },
    to: [{ address: plain.email }],
    subject: 'Подтвердите адрес почты для Latchkey',
    messageId: expect.stringMatching(/^<[0-9a-f-]{36}@localhost>$/),
    text: expect.stringMatching(new RegExp(`${server.url}/verify-email/[\\w-]{43}\\n`)),
    html: expect.stringMatching(new RegExp(`href="${server.url}/verify-email/[\\w-]{43}"`)),
  })
  expect(letter?.mail.cc ?? letter?.mail.bcc).toBeUndefined()
  const ticket = /verify-email\/([\w-]{43})/.exec(letter?.mail.text ?? '')?.[1] ?? 'no ticket'
  expect(await rest.get(`verify-email/${ticket}`)).toMatchObject({ status: 200 })

  await expect.poll(() => server.output(), soon).toContain('"event":"mail_dead"')
  const dead = async () => (await outbox('list', '--dead')).stdout
  // Reported first, then moved to the dead letters.
  await expect.poll(dead, soon).toMatch(/1 dead\n$/)
  const id = /^([0-9a-f]{8}) .*550/m.exec(await dead())?.[1] ?? 'no id'
  const shown = await outbox('show', id)
  expect(shown.stdout).toMatch(/^to +g\*\*\*@example\.com$/m)
  for (const secret of [ticket, gone.email]) expect(shown.stdout + server.output()).not.toContain(secret)
  expect(await outbox('drop', id)).toMatchObject({ code: 0, stdout: expect.stringContaining('deleted') })
  expect(await outbox('drop', id)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^There is no such/),
  })
  await server.stop()
  // Without a running server, the command reads the database itself.
  expect(await outbox('list')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Nothing is waiting/),
  })
  await smtp.close()
})

test('the outbox command reports invalid arguments', async () => {
  const settings = { DATA_DIR: test.info().outputPath('nothing') }
  for (const options of [[], ['show'], ['show', 'x'], ['retry'], ['show', '--all'], ['list', '--deaf']])
    expect(await runOutbox(settings, ...options), options.join(' ')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^usage: npm run outbox/),
    })
  expect(await runOutbox(settings, 'list')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^There is no database in/),
  })
})

test('mail is sent through Resend', async () => {
  const resend = await startResend(() => 200)
  const env = { RESEND_BASE_URL: resend.url, RESEND_API_KEY: 're_test_key', MAIL_FROM }
  const server = await startServer({ env })
  const { email } = await new RestApi(server.url).register()
  await expect.poll(() => resend.calls.length, soon).toBe(1)
  expect(resend.calls[0]).toMatchObject({
    authorization: 'Bearer re_test_key',
    key: expect.stringMatching(/^[0-9a-f-]{36}$/),
    mail: {
      from: MAIL_FROM,
      to: email,
      subject: 'Подтвердите адрес почты для Latchkey',
      text: expect.stringContaining(`${server.url}/verify-email/`),
      html: expect.stringContaining(`href="${server.url}/verify-email/`),
    },
  })
  expect(server.output()).not.toContain('re_test_key')
  await server.stop()
  await resend.close()
})
