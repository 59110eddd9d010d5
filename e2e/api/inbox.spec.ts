import { problem } from '@/e2e/support/clients/expected-problem'
import { newRestPerson } from '@/e2e/support/clients/rest-api'
import { send } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/api-test'
import { expect } from '@/e2e/support/fixtures/test'
import { startServer } from '@/e2e/support/servers/server'

test('the inbox answers requests from this machine', async ({ server, rest, mailbox }) => {
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

test('the inbox accepts no other method', async ({ server }) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    expect(await send(`${server.url}/inbox.json`, { method, body: '{}' })).toMatchObject({
      ...problem('method_not_allowed'),
      headers: { allow: 'GET, HEAD' },
    })
  }
})

interface InboxAnswer {
  readonly mails: readonly { readonly to: string; readonly sentAt: string; readonly subject: string }[]
}

async function readInbox(serverUrl: string, query: Record<string, string>): Promise<InboxAnswer> {
  const { status, text } = await send(`${serverUrl}/inbox.json?${new URLSearchParams(query)}`)
  expect({ status, text }).toMatchObject({ status: 200 })
  return JSON.parse(text)
}

test('a waiting reader is answered when a message arrives, and each message is returned once', async ({
  server,
  rest,
}) => {
  const { email } = newRestPerson()
  const waiting = readInbox(server.url, { to: email, wait: '30' })
  const foreign = readInbox(server.url, { to: `other-${email}`, wait: '1' })
  await rest.register({ email })
  const [first] = (await waiting).mails
  expect(first?.to).toBe(email)
  expect(await foreign).toEqual({ mails: [] })
  const after = first?.sentAt ?? ''
  expect(await readInbox(server.url, { to: email, after })).toEqual({ mails: [] })
  const next = readInbox(server.url, { to: email, after, wait: '30' })
  await rest.post('register', { ...newRestPerson(), email })
  expect((await next).mails).toHaveLength(1)
  expect((await next).mails[0]?.sentAt).not.toBe(after)
  expect((await readInbox(server.url, { to: email, wait: '30' })).mails).toHaveLength(2)
})

test('a wait has a maximum, and invalid parameters are rejected', async ({ server }) => {
  const unknownEmail = newRestPerson().email
  const started = performance.now()
  expect(await readInbox(server.url, { to: unknownEmail, wait: '0.3' })).toEqual({ mails: [] })
  expect(performance.now() - started).toBeGreaterThan(250)
  const queries = [
    'wait=61',
    'wait=-1',
    'wait=soon',
    'wait=Infinity',
    'after=yesterday',
    'after=2026',
    'after=',
  ]
  for (const query of queries) {
    const { status, text } = await send(`${server.url}/inbox.json?${query}`)
    expect({ query, status }).toEqual({ query, status: 400 })
    const detail = expect.stringMatching(/^(wait|after) must/)
    expect(JSON.parse(text)).toEqual({ ...JSON.parse(problem('malformed').text), detail })
  }
})

test("a waiting request does not delay the server's stop", async () => {
  test.setTimeout(240_000)
  const server = await startServer()
  const waiting = readInbox(server.url, { to: newRestPerson().email, wait: '60' })
  const open = readInbox(server.url, { wait: '0' })
  await open
  const started = performance.now()
  await server.stop()
  expect(await waiting).toEqual({ mails: [] })
  expect(performance.now() - started).toBeLessThan(3_000)
})
