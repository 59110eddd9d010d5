import { test } from '@/e2e/support/api-test'
import { send } from '@/e2e/support/send'
import { startServer } from '@/e2e/support/server'
import { expect } from '@/e2e/support/test'

const notFound = { status: 404, text: '{"error":"not found"}', headers: { 'cache-control': 'no-store' } }

test('the inbox answers the machine itself', async ({ server, rest, mailbox }) => {
  const { email } = await rest.registerVerified(mailbox)
  const { port } = new URL(server.url)
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, 'localhost']) {
    const answer = await send(`${server.url}/inbox.json?to=${email}`, { headers: { host } })
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
    const { mails } = JSON.parse(answer.text)
    expect(mails).toEqual([
      {
        kind: 'mail',
        id: expect.any(String),
        to: email,
        subject: expect.any(String),
        html: expect.stringContaining('</html>'),
        text: expect.stringContaining(`${server.url}/verify-email/`),
        sentAt: expect.stringMatching(/Z$/),
      },
    ])
  }
})

test('the inbox is not there for what came through a proxy or asks for another host', async ({ server }) => {
  const strangers: Record<string, string>[] = [
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-for': '' },
    { 'x-forwarded-host': 'localhost' },
    { 'x-forwarded-proto': 'http' },
    { forwarded: 'for=127.0.0.1' },
    { 'x-real-ip': '127.0.0.1' },
    { via: '1.1 proxy' },
    { host: 'evil.test' },
    { host: 'localhost.evil.test' },
    { host: 'evil.test:80' },
    { host: '127.0.0.1.evil.test' },
    { host: '192.168.0.1' },
    { 'x-latchkey-direct': '1', host: 'evil.test' },
    { 'x-latchkey-direct': '1', 'x-forwarded-for': '127.0.0.1' },
  ]
  const answers = await Promise.all(
    strangers.map(async (headers) => {
      const json = await send(`${server.url}/inbox.json`, { headers })
      const page = await send(`${server.url}/inbox`, { headers })
      return { headers, statuses: [json.status, page.status], text: json.text.slice(0, 30) }
    }),
  )
  expect(answers).toEqual(
    strangers.map((headers) => ({ headers, statuses: [404, 404], text: notFound.text })),
  )
})

test('the inbox takes no other method', async ({ server }) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    expect(await send(`${server.url}/inbox.json`, { method, body: '{}' })).toMatchObject({
      status: 405,
      text: '',
    })
  }
})

test('the inbox is not there while a mail service is configured', async () => {
  test.setTimeout(240_000)
  const server = await startServer({ env: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'a@example.com' } })
  try {
    expect(await send(`${server.url}/inbox.json`)).toMatchObject(notFound)
    expect(await send(`${server.url}/inbox`)).toMatchObject({ status: 404 })
  } finally {
    await server.stop()
  }
})
