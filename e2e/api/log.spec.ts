import { newRestPerson, RestApi, resetSubject, verifyTicketOf } from '@/e2e/support/clients/rest-api'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { Mailbox, ticketIn } from '@/e2e/support/servers/mailbox'
import { type RunningServer, startServer } from '@/e2e/support/servers/server'

interface Line {
  readonly event: string
  readonly method?: string
  readonly path?: string
  readonly status?: number
}

// Requests of the test's own support code, not under test.
const supportPaths = new Set(['/api/health', '/inbox.json', '/api/rest/openapi.json'])

/** The requests in the log since the start, without those of the support code. Fails on a line that is not JSON. */
function requestsIn(server: RunningServer): string[] {
  const [, since = ''] = server.output().split(/"event":"started".*\n/)
  const lines = since.split('\n').filter((line) => line !== '' && !/^ {2}(Latchkey|Inbox) /.test(line))
  return lines
    .map((line) => JSON.parse(line) as Line)
    .filter(({ event, path }) => event === 'request' && !supportPaths.has(path ?? ''))
    .map(({ method, path, status }) => `${method} ${path} ${status}`)
}

test('the log has one JSON line for each request, and no secret in any', async () => {
  test.setTimeout(240_000)
  const server = await startServer()
  try {
    const rest = new RestApi(server.url)
    const mailbox = new Mailbox(server.url)
    const person = newRestPerson({ password: 'pass-phrase-nobody-may-see' })
    await rest.post('register?password=query-nobody-may-see', person)
    const verifyTicket = await verifyTicketOf(mailbox, person.email)
    await rest.get(`verify-email/${verifyTicket}?x=${verifyTicket}`)
    await rest.get(`verify-email/${verifyTicket}`)
    await rest.post('login', { ...person, password: 'wrong-guess-nobody-may-see' })
    const token = await rest.signIn(person)
    await rest.account(`Bearer ${token}`)
    await rest.account(`Bearer ${token.slice(0, -3)}xyz`)
    await rest.post('forgot-password', person)
    const resetTicket = ticketIn(await mailbox.next(person.email, resetSubject))
    await rest.post(`reset-password/${resetTicket}`, { password: 'next-phrase-nobody-may-see' })
    await send(`${server.url}/reset/${verifyTicket}`)
    await send(`${server.url}/verify-email/${verifyTicket}?token=${verifyTicket}`)
    await rest.post('register', '['.repeat(8_000))
    await rest.post('login', '{"email":"broken-body-nobody-may-see')
    await send(`${server.url}/api/auth/session`, { method: 'POST', body: 'x' })
    await send(`${server.url}/api/a%0a{"level":30}%1b[31m`, { headers: { 'user-agent': 'x\tagent' } })

    const expected = [
      'POST /api/rest/auth/register 201',
      'GET /api/rest/auth/verify-email/[ticket] 200',
      'GET /api/rest/auth/verify-email/[ticket] 400',
      'POST /api/rest/auth/login 401',
      'POST /api/rest/auth/login 200',
      'GET /api/account 200',
      'GET /api/account 401',
      'POST /api/rest/auth/forgot-password 200',
      'POST /api/rest/auth/reset-password/[ticket] 200',
      'GET /reset/[ticket] 200',
      'GET /verify-email/[ticket] 200',
      'POST /api/rest/auth/register 400',
      'POST /api/rest/auth/login 400',
      'POST /api/auth/session 400',
      'GET /api/a%0a%7B%22level%22:30%7D%1b[31m 404',
    ]
    await expect.poll(() => requestsIn(server).length).toBe(expected.length)
    expect(requestsIn(server)).toEqual(expected)
    const output = server.output()
    const secrets = [token, verifyTicket, resetTicket, 'nobody-may-see', person.email]
    for (const secret of secrets) expect(output).not.toContain(secret)
    const [, payload = ''] = token.split('.')
    expect(output).not.toContain(payload)
  } finally {
    await server.stop()
  }
})
