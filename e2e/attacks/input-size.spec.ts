import { connect } from 'node:net'
import { DeviceApp, newLogin } from '@/e2e/support/clients/device-api'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { type RunningServer, startServer } from '@/e2e/support/servers/server'

/** Requests that are too large, and extra fields that apps send. */

const METRICS_TOKEN = 'a-token-of-this-test-and-of-nothing-else'
const megabyte = 1024 ** 2
const quietMillis = 1_000
const chunk = Buffer.from(`10000\r\n${'x'.repeat(0x10000)}\r\n`)

interface StreamResult {
  readonly answer: string
  readonly sentBytes: number
}

/** Sends an endless chunked body until the server hangs up, has answered and reads no more, or has a hundred megabytes. */
async function streamBody({ url }: RunningServer, address: string, type: string): Promise<StreamResult> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  let answer = ''
  let sentBytes = 0
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  const head = [
    `POST ${address} HTTP/1.1`,
    'Host: localhost',
    `Content-Type: ${type}`,
    'Transfer-Encoding: chunked',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  const more = () => {
    while (!socket.destroyed && sentBytes < 100 * megabyte) {
      sentBytes += chunk.length
      if (!socket.write(chunk)) return
    }
  }
  socket.on('connect', more).on('drain', more)
  // An answered connection stays open for the keep-alive time; a server that still reads is never quiet.
  socket.setTimeout(quietMillis).on('timeout', () => answer !== '' && socket.destroy())
  await new Promise<void>((closed) => socket.on('error', () => closed()).on('close', () => closed()))
  return { answer, sentBytes }
}

async function memoryOf({ url }: RunningServer): Promise<number> {
  const { text } = await send(`${url}/api/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1])
}

test('H12: an endless body is not read on, buffered, or waited for, wherever it is sent', async () => {
  test.slow()
  const server = await startServer({ env: { METRICS_TOKEN } })
  const json = 'application/json'
  const multipart = 'multipart/form-data; boundary=x'
  const addresses = [
    ['/api/classic/auth/login', json],
    ['/api/auth', json],
    ['/api/ticket/auth/signup', multipart],
    ['/api/rest/auth/register', json],
    ['/api/auth/signin', 'application/x-www-form-urlencoded'],
    ['/api/auth/session', json],
    ['/login', multipart],
    ['/edit-profile', 'text/plain;charset=UTF-8'],
    ['/login', json],
    ['/nowhere', json],
  ] as const
  for (const [address] of addresses) await send(server.url + address, { method: 'POST', body: 'a=b' })
  const before = await memoryOf(server)
  const streamed = addresses.map(async ([address, type]) => ({
    address,
    ...(await streamBody(server, address, type)),
  }))
  for (const { address, answer, sentBytes } of await Promise.all(streamed)) {
    expect([address, answer]).toEqual([address, expect.not.stringMatching(/^HTTP\/1\.1 5/)])
    // The buffers at the two ends of the connection; the server read at most 64 KiB of it.
    expect([address, sentBytes < 20 * megabyte]).toEqual([address, true])
  }
  // Ten times a hundred megabytes were offered; other memory changes are smaller than this.
  expect((await memoryOf(server)) - before).toBeLessThan(100 * megabyte)
  await server.stop()
})

test('H12: a wrong length is rejected, or waited for no longer than the body arrives', async ({ server }) => {
  const body = 'email=a@x.test&password=correct+horse'
  const lengths = { '-1': 400, '1e3': 400, '0x10': 400, '99999999999999999999': 400, '5, 6': 400 }
  for (const [length, status] of Object.entries(lengths)) {
    const headers = { 'content-length': length }
    const answer = await send(`${server.url}/api/rest/auth/login`, {
      method: 'POST',
      headers,
      body,
      mayHangUp: true,
    })
    expect([length, [status, 0].includes(answer.status)]).toEqual([length, true])
  }
})

test('H21: a picture URL from an app is neither stored nor fetched nor shown', async ({ server }) => {
  const app = new DeviceApp(server.url)
  const login = newLogin()
  const password = 'correct horse battery'
  const sent = [
    'javascript:alert(1)',
    'data:text/html,x',
    'http://169.254.169.254/',
    '//evil.test/x.svg',
    server.url,
  ]
  for (const userpic of sent) {
    const more = { userpic, avatar: userpic, picture: userpic, image: userpic }
    expect((await app.auth({ login, password, ...more })).status).toBe(200)
  }
  const { body } = await app.auth({ login, password })
  const drawn = expect.stringMatching(new RegExp(`^${server.url}/avatars/default-\\d-[0-9a-f]+\\.png$`))
  expect(body).toEqual({ user: { login, userpic: drawn } })
})

test('H22: whatever the language cookie or header, a page is shown, in English when the value is invalid', async ({
  server,
}) => {
  const hostile = [
    'de',
    '../../../etc/passwd',
    '__proto__',
    'constructor',
    'ru'.repeat(2_500),
    '%00',
    '"><script>',
    '[]',
  ]
  for (const value of hostile) {
    for (const headers of [{ cookie: `NEXT_LOCALE=${value}` }, { 'accept-language': value }]) {
      for (const place of ['/login', '/reset', '/nowhere']) {
        const { status, text } = await send(server.url + place, { headers })
        expect([value, place, status]).toEqual([value, place, place === '/nowhere' ? 404 : 200])
        expect(text).toContain('<html lang="en"')
      }
    }
  }
})
