import { test } from '@/e2e/support/api-test'
import { somebody } from '@/e2e/support/rest-api'
import { hungUp, send } from '@/e2e/support/send'
import { expect } from '@/e2e/support/test'
import { formPasses, malformedBodies, oddValues, oversizeBodies } from './bad-bodies'

/** What is no proper request is refused in the dialect's own words, whichever endpoint it meets. */

const malformed = '{"success":false,"message":"Некорректный запрос."}'
const endpoints: Record<string, string[]> = {
  register: ['email', 'password', 'firstName', 'lastName'],
  login: ['email', 'password'],
  'forgot-password': ['email'],
  'resend-verification': ['email'],
  [`reset-password/${'A'.repeat(43)}`]: ['password'],
}

test.afterAll('the server lives, and its log is one line an event', async ({ server }) => {
  expect(await send(`${server.url}/api/health`)).toMatchObject({ status: 200 })
  const [, afterStart = ''] = server.output().split('"event":"started"')
  const lines = afterStart
    .split('\n')
    .filter((line) => line.startsWith('{') || /error|exception|⨯/i.test(line))
  for (const line of lines) expect(() => JSON.parse(line), line).not.toThrow()
  expect(lines.filter((line) => line.includes('server_fault'))).toEqual([])
})

for (const [endpoint, fields] of Object.entries(endpoints)) {
  test.describe(endpoint.slice(0, 20), () => {
    test('a body that is broken is malformed', async ({ rest }) => {
      const bodies = Object.entries(malformedBodies)
      const answers = await Promise.all(bodies.map(([, body]) => rest.post(endpoint, body)))
      expect(answers.map(({ status, text }, at) => [bodies[at]?.[0], status, text])).toEqual(
        bodies.map(([name]) => [name, 400, malformed]),
      )
    })

    test('a body that is no object names what is missing', async ({ rest }) => {
      for (const body of [
        'null',
        'true',
        '42',
        'hello',
        ' ',
        '\n',
        '{}',
        'null=',
        'email[]=a@x.test',
        '&&&=',
      ]) {
        const { status, text } = await rest.post(endpoint, body)
        expect([body, status]).toEqual([body, 400])
        expect(Object.keys(JSON.parse(text).errors)).toEqual(fields)
      }
    })

    test('a value that is no text is malformed, and null is a missing one', async ({ rest, mailbox }) => {
      const person = somebody()
      for (const field of fields) {
        const answers = await Promise.all(
          oddValues.map((value) => rest.post(endpoint, JSON.stringify({ ...person, [field]: value }))),
        )
        expect(answers.map(({ status, text }, at) => [field, oddValues[at], status, text])).toEqual(
          oddValues.map((value) => [field, value, 400, malformed]),
        )
        const missing = await rest.post(endpoint, { ...person, [field]: null })
        expect(missing.status).toBe(400)
        expect(Object.keys(JSON.parse(missing.text).errors)).toEqual([field])
      }
      expect(await mailbox.list(person.email)).toEqual([])
    })

    test('a text that cannot be stored is malformed', async ({ rest }) => {
      for (const field of fields) {
        for (const odd of ['a\u0000@x.test', '\ud800', 'a\udc00b@x.test']) {
          const answer = await rest.post(endpoint, { ...somebody(), [field]: odd })
          expect(answer).toMatchObject({ status: 400, text: malformed })
        }
      }
    })

    test('a body that is too long, too deep or too wide is malformed', async ({ server }) => {
      for (const [name, { body, chunked }] of Object.entries(oversizeBodies)) {
        const answer = await send(`${server.url}/api/rest/auth/${endpoint}`, {
          method: 'POST',
          headers: chunked ? { 'transfer-encoding': 'chunked' } : {},
          body,
          mayHangUp: body.length > 100_000,
        })
        if (answer === hungUp) continue
        expect({ name, status: answer.status, text: answer.text }).toEqual({
          name,
          status: 400,
          text: malformed,
        })
      }
      expect(await send(`${server.url}/api/health`)).toMatchObject({ status: 200 })
    })

    test('headers that are odd or huge change nothing', async ({ rest, server }) => {
      const body = JSON.stringify({})
      const url = `${server.url}/api/rest/auth/${endpoint}`
      const odd: Record<string, string>[] = [
        { __proto__x: '1', constructor: '1' },
        { 'content-encoding': 'gzip' },
        { 'x-http-method-override': 'DELETE' },
        { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
        { 'next-action': 'x' },
        { cookie: 'authjs.session-token=%; NEXT_LOCALE=../../etc/passwd; =; a' },
        { accept: 'text/html' },
        { expect: '100-continue' },
      ]
      const plain = await rest.post(endpoint, body)
      for (const headers of odd) {
        const { status, text } = await send(url, { method: 'POST', headers, body })
        expect({ headers, status, text }).toEqual({ headers, status: 400, text: plain.text })
      }
      const huge = { 'x-huge': 'A'.repeat(100_000) }
      const refused = await send(url, { method: 'POST', headers: huge, body, mayHangUp: true })
      expect([431, hungUp.status]).toContain(refused.status)
    })
  })
}

test('JSON and forms are read whatever Content-Type calls them', async ({ rest }) => {
  for (const { name, contentType, encode } of formPasses) {
    const person = somebody()
    const headers = contentType ? { 'content-type': contentType } : {}
    const answer = await send(`${rest.serverUrl}/api/rest/auth/register`, {
      method: 'POST',
      headers,
      body: encode(person),
    })
    expect([name, answer.status]).toEqual([name, 201])
    expect(await rest.post('login', person)).toMatchObject({ status: 403 })
  }
})

test('a part of a form that is a file is no text', async ({ rest, server }) => {
  const form = new FormData()
  for (const [field, value] of Object.entries(somebody())) {
    form.set(field, field === 'email' ? new File([value], 'email.txt') : value)
  }
  const encoded = new Response(form)
  const answer = await send(`${server.url}/api/rest/auth/register`, {
    method: 'POST',
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
    body: new Uint8Array(await encoded.arrayBuffer()),
  })
  expect(answer).toMatchObject({ status: 400, text: malformed })
  const noBoundary = await rest.post('register', 'a=b', { 'content-type': 'multipart/form-data' })
  expect(noBoundary).toMatchObject({ status: 400, text: malformed })
})
