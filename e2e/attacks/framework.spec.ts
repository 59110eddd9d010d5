import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { Channels } from '@/e2e/support/channels/channels'
import { readForm } from '@/e2e/support/channels/raw-form'
import { wordsOf } from '@/e2e/support/channels/words'
import { call } from '@/e2e/support/clients/call'
import { type Answer, send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { type BuiltAction, builtActions, builtForBrowsers } from '@/e2e/support/pages/actions'
import { listen } from '@/e2e/support/servers/listener'

const words = wordsOf('en')
const english = { 'accept-language': 'en' }

/** Calls an action as a page's script does: its arguments are parts of a form. */
async function callAction(
  url: string,
  parts: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Promise<Answer & { readonly millis: number }> {
  const data = new FormData()
  for (const [name, value] of Object.entries(parts)) data.append(name, value)
  const encoded = new Response(data)
  const type = encoded.headers.get('content-type') ?? ''
  const body = new Uint8Array(await encoded.arrayBuffer())
  const origin = new URL(url).origin
  const own = { ...english, origin, 'sec-fetch-site': 'same-origin', accept: 'text/x-component' }
  const started = performance.now()
  const answer = await send(url, {
    method: 'POST',
    headers: { ...own, 'content-type': type, ...headers },
    body,
    mayHangUp: true,
  })
  return { ...answer, millis: performance.now() - started }
}

test('J01: no internal header of Next opens a protected page', async ({ server }) => {
  const names = ['middleware', 'src/middleware', 'pages/_middleware', 'proxy', 'src/proxy']
  const five = names.map((name) => ({ 'x-middleware-subrequest': Array(5).fill(name).join(':') }))
  const others: Record<string, string>[] = [
    ...names.map((name) => ({ 'x-middleware-subrequest': name })),
    { 'x-middleware-rewrite': '/login', 'x-middleware-next': '1' },
    { 'x-invoke-path': '/login', 'x-invoke-status': '200', 'x-invoke-output': '/login' },
    { 'x-matched-path': '/login', 'x-now-route-matches': '1=login' },
    { 'x-nextjs-data': '1', purpose: 'prefetch', 'x-middleware-prefetch': '1' },
    { 'next-resume': '1' },
    { 'x-original-url': '/login', 'x-rewrite-url': '/login' },
  ]
  for (const headers of [{}, ...five, ...others]) {
    const answer = await send(`${server.url}/edit-profile`, { headers: { ...english, ...headers } })
    expect({ headers, status: answer.status, leads: answer.headers.location }).toEqual({
      headers,
      status: 307,
      leads: expect.stringMatching(/^\/login/),
    })
    expect(answer.text).not.toContain(words('fields.currentPassword'))
  }
})

test('J03: Next and React include the fixes for their latest known vulnerabilities', () => {
  const atLeast = { next: '16.4.6', react: '19.3.1', 'react-dom': '19.3.1' }
  for (const [name, minimum] of Object.entries(atLeast)) {
    const { version } = JSON.parse(readFileSync(path.join('node_modules', name, 'package.json'), 'utf8'))
    const isEnough = version.localeCompare(minimum, 'en', { numeric: true }) >= 0
    expect({ name, version, isEnough }).toEqual({ name, version, isEnough: true })
  }
})

/** The published exploits of CVE-2025-55182 and related ones, and endless loops. The first would create a file. */
function flightBodies(file: string): Record<string, Record<string, string>> {
  const run = `process.mainModule.require('child_process').execSync('touch ${file}');`
  const gadget = (prefix: string) =>
    JSON.stringify({
      // biome-ignore lint/suspicious/noThenProperty: the exploit needs it
      then: '$1:__proto__:then',
      status: 'resolved_model',
      reason: -1,
      value: '{"then":"$B1337"}',
      _response: { _prefix: prefix, _chunks: '$Q2', _formData: { get: '$1:constructor:constructor' } },
    })
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  return {
    'the proof': { 0: gadget(run), 1: '"$@0"', 2: '[]' },
    'the proof in a list': { 0: '["$1"]', 1: gadget(run), 2: '[]' },
    'a constructor': { 0: '["$1:constructor:constructor"]', 1: `"${run}"` },
    'a prototype': { 0: '["$1:__proto__:polluted"]', 1: '{"__proto__":{"polluted":1}}' },
    'a module': { 0: '["$F1"]', 1: '{"id":"child_process#execSync","bound":["touch"]}' },
    itself: { 0: '"$@0"' },
    'a promise of itself': { 0: '["$@1"]', 1: '"$@0"' },
    'two in a circle': { 0: '"$1"', 1: '"$0"' },
    'a map of itself': { 0: '["$Q0"]', 1: '[["$Q0","$W0"]]' },
    'a number without end': { 0: `["$n${'9'.repeat(60_000)}"]` },
    'a list without bottom': { 0: deep },
    'a form of itself': { 0: '["$K1"]', '1_1_1': '"$K1"' },
    'an empty stream': { 0: '["$R1","$r1","$X1","$x1"]' },
    'no JSON': { 0: '{' },
    nothing: {},
  }
}

test("J03, J05: React's own format cannot be made to run code, hang the server or reveal its source", async ({
  server,
}) => {
  const file = test.info().outputPath('it-ran')
  const actions = builtActions()
  const real = actions.find(({ name }) => name === 'signIn') ?? actions[0]
  const ids = ['x', 'f'.repeat(42), real?.id ?? '', '__proto__', 'constructor']
  for (const [name, parts] of Object.entries(flightBodies(file))) {
    for (const id of ids) {
      const answer = await callAction(`${server.url}/login`, parts, { 'next-action': id })
      const { status, millis } = answer
      expect({ name, id, status, isQuick: millis < 3_000 }).toEqual({ name, id, status, isQuick: true })
      expect(status, `${name} to ${id}`).toBeLessThan(500)
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(answer.text).not.toMatch(/use server|prisma|at .*\.js:\d|hashPassword/)
    }
    const unmarked = await callAction(`${server.url}/login`, parts, {})
    expect({ name, isQuick: unmarked.millis < 3_000 }).toEqual({ name, isQuick: true })
    expect(unmarked.status, name).toBeLessThan(500)
  }
  expect(existsSync(file)).toBe(false)
  expect((await send(`${server.url}/api/health`)).status).toBe(200)
})

test('J05: browsers receive no server code or values', () => {
  const given = builtForBrowsers()
  expect(given.length).toBeGreaterThan(100_000)
  const ours = [
    'DATABASE_URL',
    'AUTH_SECRET',
    'passwordHash',
    'secretHash',
    'RateLimit',
    'node:crypto',
    'bcrypt',
  ]
  for (const word of [...ours, process.cwd()]) expect(given.includes(word), word).toBe(false)
})

test('J04: every action rejects a stranger and invalid arguments, and an unknown one is not found', async ({
  server,
}) => {
  const actions = builtActions().filter(({ name }) => !harmless.has(name))
  expect(actions.length).toBeGreaterThan(15)
  const odd: Record<string, string>[] = [
    { 0: '[]' },
    { 0: '[{"attempt":0},"text"]' },
    { 0: '[null,null]' },
    { 0: '["$K1","$K1"]', '1_login': 'ada' },
    { 0: '[{"attempt":{"toString":1}},"$K1"]', '1_x': '' },
    { 0: '[{"attempt":0},"$K1"]', '1_sessionId': crypto.randomUUID(), '1_currentPassword': 'x' },
  ]
  for (const action of actions)
    for (const parts of odd) {
      const answer = await callAction(server.url + action.page, parts, { 'next-action': action.id })
      const { status } = answer
      expect({ ...action, parts, status, isFault: status >= 500 }).toMatchObject({ isFault: false })
      expect(String(answer.headers['set-cookie'] ?? '')).not.toMatch(/session-token=[^;]/)
      expect(answer.text).not.toContain('"status":"done"')
    }
  const unknown = await callAction(`${server.url}/login`, { 0: '[]' }, { 'next-action': 'f'.repeat(42) })
  // Next takes it for an action of another build and answers with a conflict.
  expect([404, 409]).toContain(unknown.status)
})

/** What anyone may do: the gallery's forms, the language, and signing out without a session. */
const harmless = new Set(['keepState', 'chooseLanguage', 'switchLocale', 'setLocale', 'signOut'])

test("J04: a session cannot end another account's session or forget its device", async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const [victim, attacker] = [await channels.newVerifiedPerson(), await channels.newVerifiedPerson()]
  const device = await call(`${server.url}/api/auth`, {
    login: victim.username,
    password: victim.password,
    device_id: 'one',
  })
  expect(device.status).toBe(200)
  const [mine = '', theirs = ''] = await Promise.all([
    channels.signIn('pages', attacker),
    channels.signIn('pages', victim),
  ])
  const others = await channels.signInEverywhere(victim)
  const page = await send(`${server.url}/edit-profile`, {
    headers: { ...english, cookie: `authjs.session-token=${theirs}` },
  })
  const ids = [...new Set(page.text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))]
  expect(ids.length).toBeGreaterThan(4)
  const own = builtActions().filter(({ name }) => ['endSession', 'forgetDevice'].includes(name))
  expect(own).toHaveLength(2)
  for (const action of own)
    for (const id of ids) await callWith(server.url, action, { id, cookie: mine ?? '' })
  expect(await channels.areLive([theirs, ...others])).toEqual([theirs, ...others].map(() => true))
  const again = await send(`${server.url}/edit-profile`, {
    headers: { ...english, cookie: `authjs.session-token=${theirs}` },
  })
  for (const id of ids) expect(again.text).toContain(id)
})

/** Sends the id under every name that the form may use for it. */
function callWith(url: string, action: BuiltAction, { id, cookie }: { id: string; cookie: string }) {
  const names = ['id', 'session', 'sessionId', 'device', 'deviceId']
  const parts = Object.fromEntries(names.map((name) => [`1_${name}`, id]))
  const headers = { 'next-action': action.id, cookie: `authjs.session-token=${cookie}` }
  return callAction(`${url}/edit-profile`, { 0: '[{"attempt":0},"$K1"]', ...parts }, headers)
}

test('J06, J07: the server connects to nothing that a request names: no upgrade, no Host, no picture', async ({
  server,
  mailbox,
}) => {
  const listener = await listen()
  const there = `127.0.0.1:${listener.port}`
  const port = Number(new URL(server.url).port)
  const upgrade = 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n'
  for (const target of [`http://${there}/`, `//${there}/`, `/@${there}/`, '/_next/webpack-hmr', there])
    for (const more of [upgrade, '']) {
      const head = `GET ${target} HTTP/1.1\r\nHost: ${there}\r\n${more}\r\n`
      expect(await sendRaw(port, head), target).not.toMatch(/^HTTP\/1\.1 (101|5)/)
    }
  expect(await sendRaw(port, `CONNECT ${there} HTTP/1.1\r\nHost: ${there}\r\n\r\n`)).not.toMatch(/ 200 /)

  const person = await new Channels(server.url, mailbox).newVerifiedPerson()
  const signIn = builtActions().find(({ name }) => name === 'signIn')
  const form = await readForm({ url: `${server.url}/login` }, words('login.send'))
  expect(form.hidden.flat().join()).toContain(signIn?.id ?? 'no action')
  const parts = { 0: '[{"attempt":0},"$K1"]', '1_login': person.username, '1_password': person.password }
  for (const headers of [
    { host: there },
    { 'x-forwarded-host': there },
    { host: there, 'x-forwarded-host': there, origin: `http://${there}` },
    { host: there, forwarded: `host=${there}`, 'x-forwarded-proto': 'http' },
  ]) {
    const answer = await callAction(`${server.url}/login`, parts, {
      'next-action': signIn?.id ?? '',
      ...headers,
    })
    expect(JSON.stringify(answer.headers)).not.toContain(there)
  }
  for (const query of [
    'url=/icon.svg&w=64&q=75',
    `url=http://${there}/x.png&w=64&q=75`,
    'url=//x/y.avif&w=1&q=1',
  ]) {
    const { status } = await send(`${server.url}/_next/image?${query}`)
    expect([400, 404]).toContain(status)
  }
  expect(listener.connections()).toBe(0)
  await listener.close()
})

/** Sends raw bytes and returns everything the server answers. */
function sendRaw(port: number, head: string): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(head))
    socket.setTimeout(1_500, () => socket.destroy())
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (text.includes('\r\n\r\n')) socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(text))
  })
}

test('J08: posting a session to Auth.js changes neither identity nor role', async ({ server, mailbox }) => {
  const channels = new Channels(server.url, mailbox)
  const [victim, attacker] = [await channels.newVerifiedPerson(), await channels.newVerifiedPerson()]
  const secret = (await channels.signIn('pages', attacker)) ?? ''
  const session = `${server.url}/api/auth/session`
  const cookie = `authjs.session-token=${secret}`
  const csrf = await send(`${server.url}/api/auth/csrf`, { headers: { cookie } })
  const { csrfToken } = JSON.parse(csrf.text)
  const csrfCookie = csrf.headers['set-cookie']?.map((line) => line.split(';')[0]).join('; ')
  const before = await call(session, undefined, { cookie: secret })
  expect(before.text).toContain(attacker.email)
  // Reading the session leaves the cookie's expiry unchanged.
  expect(before.headers).not.toHaveProperty('set-cookie')
  const claims = { email: victim.email, role: 'admin', id: crypto.randomUUID(), name: victim.username }
  for (const data of [claims, { user: claims }, { ...claims, expires: '2999-01-01T00:00:00Z' }]) {
    const headers = { cookie: `${cookie}; ${csrfCookie}`, 'content-type': 'application/json' }
    const answer = await send(session, {
      method: 'POST',
      headers,
      body: JSON.stringify({ csrfToken, data, trigger: 'update' }),
    })
    expect(answer.status).toBeLessThan(500)
    expect(answer.text).not.toContain(victim.email)
  }
  const after = await call(session, undefined, { cookie: secret })
  expect(JSON.parse(after.text).user).toEqual(JSON.parse(before.text).user)
  const account = await call(`${server.url}/api/account`, undefined, { cookie: secret })
  expect(JSON.parse(account.text).account).toMatchObject({ email: attacker.email, role: 'user' })
})

test('J10: no cache can be made to store the wrong version of a page', async ({ server }) => {
  const routerState = encodeURIComponent(JSON.stringify(['', { children: ['evil', {}] }, null, null]))
  const variants: readonly (readonly [query: string, headers: Record<string, string>])[] = [
    ['', { rsc: '1' }],
    ['?_rsc=abc', { rsc: '1' }],
    ['?_rsc=abc', {}],
    ['', { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }],
    ['', { rsc: '1', 'next-router-state-tree': routerState, 'next-url': '/evil' }],
    ['', { 'x-nextjs-data': '1', accept: 'application/json' }],
    ['', { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'gopher', 'x-forwarded-port': '1' }],
    ['', { accept: 'text/x-component' }],
    ['', { 'accept-language': 'ru', cookie: 'latchkey.locale=ru' }],
  ]
  for (const page of ['/login', '/register', '/reset', '/docs/rest', '/nowhere', '/', '/edit-profile'])
    for (const [query, headers] of variants) {
      const answer = await send(server.url + page + query, { headers })
      const { vary = '', 'cache-control': caching = '' } = answer.headers
      // Caches store a redirect only when told to (RFC 9111 §4.2.2).
      const isKept = answer.status !== 307 && !/no-store|private/.test(caching)
      const result = { page, query, headers, status: answer.status, caching, vary }
      expect({ ...result, isKept }).toEqual({ ...result, isKept: false })
      expect(answer.status).toBeLessThan(500)
      expect(answer.text + JSON.stringify(answer.headers), page).not.toContain('evil.test')
    }
  const plain = await send(`${server.url}/login`, { headers: english })
  expect(plain.headers['content-type']).toContain('text/html')
  expect(plain.text).toContain(words('login.send'))
})
