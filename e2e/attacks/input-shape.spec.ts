import {
  acceptsAnything,
  type BodyEndpoint,
  bodyEndpoints,
  isBadInput,
  isFault,
  malformedAt,
  mayBeAbsent,
} from '@/e2e/support/channels/body-endpoints'
import { basePathOf, Contract } from '@/e2e/support/clients/contract'
import { newRestPerson } from '@/e2e/support/clients/rest-api'
import { type Answer, hungUp, type Message, send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { faultSize, someOf } from '@/e2e/support/servers/fault-size'
import { formPasses, malformedBodies, oddValues, oversizeBodies } from './bad-bodies'

/** A malformed request is rejected in its dialect's own format by every endpoint. */

let printedBefore = 0

test.beforeAll(({ server }) => {
  printedBefore = server.output().length
})

test.afterAll('the server runs, and its log has one line per event', async ({ server }) => {
  expect(await send(`${server.url}/api/health`)).toMatchObject({ status: 200 })
  const lines = server
    .output()
    .slice(printedBefore)
    .split('\n')
    .filter((line) => line.startsWith('{') || /error|exception|⨯/i.test(line))
  for (const line of lines) expect(() => JSON.parse(line), line).not.toThrow()
  expect(lines.filter((line) => line.includes('server_fault'))).toEqual([])
})

for (const [endpointAt, endpoint] of bodyEndpoints.entries()) {
  const { method, path, body } = endpoint
  const fields = Object.keys(body())

  test.describe(`${method} ${path}`.slice(0, 50), () => {
    test('H04: a value that is not text is bad input, in each field', async ({ server }) => {
      for (const [fieldAt, field] of fields.entries()) {
        const bodies = someOf(oddValues, endpointAt + fieldAt).map((value) =>
          JSON.stringify({ ...body(), [field]: value }),
        )
        // An invalid device id has an error of its own.
        if (/device_id$/.test(field)) await expectRefused(server.url, endpoint, bodies)
        else if (!acceptsAnything(endpoint)) await expectMalformed(server.url, endpoint, bodies)
        const numbers = ['123', '1e400', '-0', '1E+2'].map(
          (number) => `${JSON.stringify(body()).slice(0, -1)},"${field}":${number}}`,
        )
        const answers = await Promise.all(numbers.map((text) => sendTo(server.url, endpoint, { body: text })))
        expect(answers.filter(isFault)).toEqual([])
        const missing = await sendTo(server.url, endpoint, {
          body: JSON.stringify({ ...body(), [field]: null }),
        })
        const isOptional = mayBeAbsent(endpoint, field)
        expect(isOptional || isRefused(endpoint, missing), `${field}: ${missing.text}`).toBe(true)
      }
    })

    test('H07: a text that cannot be stored is malformed, in each field', async ({ server }) => {
      const odd = ['a\u0000@x.test', '\u0000', 'correct\u0000horse', '\ud800', 'a\udc00b@x.test']
      const bodies = fields.flatMap((field, fieldAt) =>
        someOf(odd, endpointAt + fieldAt).map((text) => JSON.stringify({ ...body(), [field]: text })),
      )
      const forms = fields.map((field) => `${new URLSearchParams(body())}&${field}%00=1`)
      await expectMalformed(server.url, endpoint, [...bodies, ...forms])
    })

    test('H07: invisible characters cause no server error', async ({ server }) => {
      const hidden = ['\u202e', '\u200d', '\ufeff', '\u007f', '\u001b[31m', '\u2028', '\r\nBcc: x@x.test']
      const bodies = fields.flatMap((field, fieldAt) =>
        someOf(hidden, endpointAt + fieldAt).map((character) =>
          JSON.stringify({ ...body(), [field]: `${body()[field]}${character}` }),
        ),
      )
      const answers = await Promise.all(bodies.map((text) => sendTo(server.url, endpoint, { body: text })))
      expect(answers.filter(isFault)).toEqual([])
    })

    test('a broken body is malformed', async ({ server }) => {
      await expectMalformed(server.url, endpoint, someOf(Object.values(malformedBodies), endpointAt))
    })

    test('a body that is not an object is bad input', async ({ server }) => {
      const empty = ['null', 'true', '42', 'hello', ' ', '\n', '{}', 'null=', 'email[]=a@x.test', '&&&=']
      const answers = await Promise.all(empty.map((text) => sendTo(server.url, endpoint, { body: text })))
      expect(answers.filter((answer) => !isRefused(endpoint, answer))).toEqual([])
    })

    test('H12, H13, H14: a body that is too long, too deep or too wide is malformed', async ({ server }) => {
      for (const [name, { body, chunked }] of someOf(Object.entries(oversizeBodies), endpointAt)) {
        const headers = chunked ? { 'transfer-encoding': 'chunked' } : {}
        const answer = await sendTo(server.url, endpoint, { headers, body, mayHangUp: body.length > 100_000 })
        if (answer === hungUp) continue
        expect({ name, ...answer }).toMatchObject({ name, ...malformedAt(endpoint) })
      }
      for (const name of ['1,500 names', '1,500 names in a form']) {
        const attempts: number[] = []
        for (let n = 0; n < 3; n++) {
          const begun = performance.now()
          await sendTo(server.url, endpoint, { body: oversizeBodies[name]?.body ?? '' })
          attempts.push(performance.now() - begun)
        }
        expect({ name, isQuick: Math.min(...attempts) < 50 * faultSize.busyFactor }).toEqual({
          name,
          isQuick: true,
        })
      }
    })

    test('odd or huge headers change nothing', async ({ server }) => {
      const odd: Record<string, string>[] = [
        { constructor: '1' },
        { 'content-encoding': 'gzip' },
        { 'x-http-method-override': 'DELETE' },
        { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
        { 'next-action': 'x' },
        { cookie: 'authjs.session-token=%; NEXT_LOCALE=../../etc/passwd; =; a' },
        { accept: 'text/html' },
        { expect: '100-continue' },
      ]
      const plain = await sendTo(server.url, endpoint, { body: '{}' })
      for (const headers of someOf(odd, endpointAt)) {
        const { status, text } = await sendTo(server.url, endpoint, { headers, body: '{}' })
        expect({ headers, status, text }).toEqual({ headers, status: plain.status, text: plain.text })
      }
      const huge = { 'x-huge': 'A'.repeat(100_000) }
      const rejected = await sendTo(server.url, endpoint, { headers: huge, body: '{}', mayHangUp: true })
      expect([431, hungUp.status]).toContain(rejected.status)
    })
  })
}

test('H07: a text that cannot be stored causes no server error in an address', async ({ server }) => {
  for (const dialect of ['classic', 'device', 'ticket', 'rest', 'account']) {
    const contract = await Contract.of(server.url, `/api/${dialect}`)
    const base = basePathOf(dialect)
    for (const [path, method] of contract.endpoints()) {
      const address = `${server.url}${base}${path.replace(/\{\w+\}/, '%00')}`
      const headers = { cookie: 'authjs.session-token=%00' }
      for (const query of ['login=%00', 'login=a%00', 'ticket=%00', '%00=1', 'login=%ed%a0%80', 'login=%']) {
        const answer = await send(`${address}?${query}`, { method, headers })
        expect([method, path, query, isFault(answer)]).toEqual([method, path, query, false])
        contract.checkDocumented(method, path, answer)
      }
    }
  }
})

test('JSON and forms are read whatever their Content-Type', async ({ server }) => {
  for (const { name, contentType, encode } of formPasses) {
    const answer = await send(`${server.url}/api/rest/auth/register`, {
      method: 'POST',
      headers: contentType ? { 'content-type': contentType } : {},
      body: encode(newRestPerson()),
    })
    expect([name, answer.status]).toEqual([name, 201])
  }
})

test('a file part of a form is not text, and a multipart form without boundary is malformed', async ({
  server,
}) => {
  for (const endpoint of bodyEndpoints.filter((one) => !acceptsAnything(one))) {
    const [first = ''] = Object.keys(endpoint.body())
    const form = new FormData()
    for (const [field, value] of Object.entries(endpoint.body()))
      form.set(field, field === first ? new File([value], 'field.txt') : value)
    const encoded = new Response(form)
    const headers = { 'content-type': encoded.headers.get('content-type') ?? '' }
    const body = new Uint8Array(await encoded.arrayBuffer())
    const noBoundary = { 'content-type': 'multipart/form-data' }
    const answers = [
      await sendTo(server.url, endpoint, { headers, body }),
      await sendTo(server.url, endpoint, { headers: noBoundary, body: 'a=b' }),
    ]
    for (const answer of answers) expect(answer).toMatchObject(malformedAt(endpoint))
  }
})

/** Bad input; or a failed sign-in, where the endpoint checks the identity first. */
function isRefused(endpoint: BodyEndpoint, answer: Answer): boolean {
  const isNobody = answer.text === '{"status":0,"error":1}' || answer.status === 401
  return acceptsAnything(endpoint) || isBadInput(endpoint.dialect, answer) || isNobody
}

async function expectRefused(url: string, endpoint: BodyEndpoint, bodies: readonly string[]): Promise<void> {
  const answers = await Promise.all(bodies.map((body) => sendTo(url, endpoint, { body })))
  expect(answers.filter((answer) => !isRefused(endpoint, answer))).toEqual([])
}

/** Sends bodies to an endpoint, all at once, and expects each to be reported as malformed. */
async function expectMalformed(
  url: string,
  endpoint: BodyEndpoint,
  bodies: readonly (string | Uint8Array)[],
): Promise<void> {
  const answers = await Promise.all(bodies.map((body) => sendTo(url, endpoint, { body })))
  answers.forEach(({ status, text }, at) => {
    expect({ body: bodies[at], status, text }).toEqual({ body: bodies[at], ...malformedAt(endpoint) })
  })
}

async function sendTo(
  url: string,
  { dialect, method, path }: BodyEndpoint,
  message: Message,
): Promise<Answer> {
  const type = { 'content-type': 'application/json' }
  const headers = { ...type, ...message.headers }
  const answer = await send(url + path, { ...message, method, headers })
  const contract = await Contract.cached(url, `/api/${dialect}`)
  const base = basePathOf(dialect)
  contract.checkDocumented(method, path.slice(base.length).replace(/A{43}$/, '{token}'), answer)
  return answer
}
