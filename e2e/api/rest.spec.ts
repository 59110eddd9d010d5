import { type Answer, send } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/api-test'
import { expect } from '@/e2e/support/fixtures/test'
import { registering, signingIn } from './rest-accounts'
import { crossSite, unknownPaths, wrongMethods } from './rest-failures'
import { type Row, sendRow, unknownTicket } from './rest-row'
import { asking, resetting, verifying } from './rest-tickets'

/** The rest dialect's contract: whole requests and answers, compared exactly, in both languages. */

const tables: [string, Row[]][] = [
  ['registering', registering],
  ['signing in', signingIn],
  ['asking for a mail', asking],
  ['resetting', resetting],
  ['verifying', verifying],
  ['a wrong method', wrongMethods],
  ['an unknown path', unknownPaths],
  ["another site's page, whose cookies are ignored,", crossSite],
]
const languages = [
  ['in Russian, as its document', {}],
  ['in English, when asked for', { 'accept-language': 'en-GB,en;q=0.9' }],
] as const

for (const [name, rows] of tables) {
  for (const [index, [language, headers]] of languages.entries()) {
    test(`${name} has the exact answer ${language}`, async ({ rest, mailbox }) => {
      const answers = await Promise.all(rows.map((row) => sendRow(row, { rest, mailbox }, headers)))
      expect(answers.map((answer, at) => shown(rows[at], answer))).toEqual(
        rows.map((row) => expectedRow(row, index)),
      )
      for (const answer of answers) expectRestHeaders(answer)
    })
  }
}

function shown(row: Row | undefined, { status, text, headers }: Answer): object {
  return { name: row && nameOf(row), status, text, allow: headers.allow }
}

function expectedRow(row: Row, index: number): object {
  const { status, message, errors, allow } = row
  const words = Object.entries(errors ?? {}).map(([field, faults]) => [field, faults[index]])
  const more = errors ? { errors: Object.fromEntries(words) } : {}
  const text = JSON.stringify({ success: status < 400, message: message[index], ...more })
  return { name: nameOf(row), status, text, allow }
}

function nameOf({ name, method = 'POST', path }: Row): string {
  return `${method} ${typeof path === 'string' ? path.slice(0, 30) : '[ticket]'}: ${name}`
}

function expectRestHeaders({ headers }: Answer): void {
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    vary: expect.stringMatching(/\bOrigin, Sec-Fetch-Site, Accept-Language\b/),
  })
  expect(headers['set-cookie']).toBeUndefined()
  expect(headers['access-control-allow-origin']).toBeUndefined()
  expect(headers['x-powered-by']).toBeUndefined()
}

test('signing in answers with a token and the user, field by field', async ({ rest, mailbox, server }) => {
  const person = await rest.registerVerified(mailbox)
  const answer = await rest.post('login', { email: person.email.toUpperCase(), password: person.password })
  expect(answer.status).toBe(200)
  expectRestHeaders(answer)
  const body = JSON.parse(answer.text)
  expect(body).toEqual({
    success: true,
    token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    user: {
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      email: person.email,
      firstName: 'Иван',
      lastName: 'Петров',
      role: 'user',
      avatar: expect.stringMatching(new RegExp(`^${server.url}/avatars/default-\\d-418-41f\\.png$`)),
    },
  })
  expect(Object.keys(body)).toEqual(['success', 'token', 'user'])
  expect(Object.keys(body.user)).toEqual(['id', 'email', 'firstName', 'lastName', 'role', 'avatar'])
  const avatar = await fetch(body.user.avatar)
  expect([avatar.status, avatar.headers.get('content-type')]).toEqual([200, 'image/png'])
  const png = Buffer.from(await avatar.arrayBuffer())
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
})

test('an unknown method is rejected like any wrong one', async ({ server }) => {
  for (const method of ['TRACE', 'PROPFIND', 'PURGE']) {
    const answer = await send(`${server.url}/api/rest/auth/login`, { method })
    expect([method, answer.status, answer.text]).toEqual([
      method,
      405,
      '{"success":false,"message":"Метод не поддерживается."}',
    ])
  }
})

test('whatever language is requested, the answer is in a supported one', async ({ rest }) => {
  const acceptLanguages = [
    'en',
    'en-US',
    'de,en;q=0.5',
    'ru;q=0.1,en;q=0.2',
    'ru',
    'de',
    '*',
    'x'.repeat(5_000),
    ';;q=',
  ]
  const answers = await Promise.all(
    acceptLanguages.map((language) =>
      rest.get(`verify-email/${unknownTicket}`, { 'accept-language': language }),
    ),
  )
  const languages = answers.map(({ text }) => (text.includes('The link') ? 'en' : 'ru'))
  expect(languages).toEqual(['en', 'en', 'en', 'en', 'ru', 'ru', 'ru', 'ru', 'ru'])
})

test('an unknown API path is answered in the format of the device dialect', async ({ server }) => {
  for (const path of ['/api', '/api/nope', '/api/rest2/auth/login', '/api/%zz']) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await send(server.url + path, { method })
      expect(answer).toMatchObject({
        status: 404,
        text: '{"error_message":"Not found","error_code":100404}',
        headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      })
    }
  }
})
