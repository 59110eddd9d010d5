import type { OutgoingHttpHeaders } from 'node:http'
import { postForm, readForm } from '@/e2e/support/channels/raw-form'
import { wordsOf } from '@/e2e/support/channels/words'
import { call, cookieIn } from '@/e2e/support/clients/call'
import { type Answer, send } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/limited-test'
import { expect } from '@/e2e/support/fixtures/test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { type RunningServer, startServer } from '@/e2e/support/servers/server'
import { limits } from '@/lib/policy'
import { goodPassword, otherPassword, unique } from '@/lib/testing/accounts'

const words = wordsOf('en')

interface Person {
  readonly username: string
  readonly email: string
  readonly password: string
}

function newPerson(): Person {
  const username = unique('ada')
  return { username, email: `${username}@example.com`, password: goodPassword }
}

function post(
  { url }: RunningServer,
  path: string,
  body: object,
  headers: OutgoingHttpHeaders,
): Promise<Answer> {
  return send(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** Sends a page's form as a browser without script does. */
async function postPage(
  server: RunningServer,
  [path, button]: readonly [path: string, button: string],
  { fields, headers }: { fields: Record<string, string>; headers: OutgoingHttpHeaders },
): Promise<Answer> {
  const sent = headers as Record<string, string>
  const answer = await postForm(await readForm({ url: server.url + path }, button), fields, sent)
  return { status: answer.status, headers: {}, text: await answer.text() }
}

interface Channel {
  readonly name: string
  signIn(server: RunningServer, person: Person, headers: OutgoingHttpHeaders): Promise<Answer>
  register(server: RunningServer, person: Person, headers: OutgoingHttpHeaders): Promise<Answer>
  readonly isRefused: (answer: Answer) => boolean
  readonly isTooMany: (answer: Answer) => boolean
}

const tooManyOnPage = words('faults.too_many_requests', { wait: '' }).replace(/ \.$/, '')

/** Every channel that takes a password, and its answers to a wrong one and to one attempt too many. */
const channels: Channel[] = [
  {
    name: 'classic',
    signIn: (server, { username, password }, headers) =>
      post(server, '/api/classic/auth/login', { username, password }, headers),
    register: (server, person, headers) => post(server, '/api/classic/auth/register', person, headers),
    isRefused: ({ text }) => text === '{"status":0,"error":1}',
    isTooMany: ({ status, text }) => status === 200 && text === '{"status":0,"error":8}',
  },
  {
    name: 'device',
    signIn: (server, { username: login, password }, headers) =>
      post(server, '/api/auth', { login, password }, headers),
    register: (server, { username: login, password }, headers) =>
      post(server, '/api/auth', { login, password }, headers),
    isRefused: ({ status, text }) => status === 401 && text.includes('100501'),
    isTooMany: ({ status, text }) => status === 429 && text.includes('"error_code":100502'),
  },
  {
    name: 'ticket',
    signIn: (server, { email, password }, headers) =>
      post(server, '/api/ticket/auth/login', { email, password }, headers),
    register: (server, { username, email, password: newPassword }, headers) =>
      post(
        server,
        '/api/ticket/auth/signup',
        { username, email, newPassword, newPasswordRepeat: newPassword },
        headers,
      ),
    isRefused: ({ status, text }) => status === 400 && text.includes('"code":4'),
    isTooMany: ({ status, text }) => status === 429 && text.startsWith('{"errors":[{"code":0,'),
  },
  {
    name: 'rest',
    signIn: (server, { email, password }, headers) =>
      post(server, '/api/rest/auth/login', { email, password }, headers),
    register: (server, { email, password }, headers) =>
      post(server, '/api/rest/auth/register', { email, password, firstName: 'Ada', lastName: 'L.' }, headers),
    isRefused: ({ status }) => status === 401,
    isTooMany: ({ status, text }) =>
      status === 429 && text.startsWith('{"success":false,"message":"Слишком много'),
  },
  {
    name: 'page',
    signIn: (server, { username: login, password }, headers) =>
      postPage(server, ['/login', words('login.send')], { fields: { login, password }, headers }),
    register: (server, { username, email, password }, headers) =>
      postPage(server, ['/register', words('register.send')], {
        fields: { username, email, password },
        headers,
      }),
    isRefused: ({ text }) => text.includes(words('faults.wrong_credentials')),
    isTooMany: ({ text }) => text.includes(tooManyOnPage),
  },
]

async function register(server: RunningServer, headers: OutgoingHttpHeaders): Promise<Person> {
  const person = newPerson()
  const { text } = await post(server, '/api/classic/auth/register', person, headers)
  expect(text).toBe('{"status":1,"error":0}')
  return person
}

function guessFrom(server: RunningServer, headers: OutgoingHttpHeaders): Promise<Answer> {
  return post(server, '/api/rest/auth/login', { email: newPerson().email, password: 'x' }, headers)
}

function forgedHeaders(n: number): OutgoingHttpHeaders {
  const address = `203.0.113.${n}`
  const names = ['x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip', 'x-cluster-client-ip']
  const all = Object.fromEntries(names.map((name) => [name, address]))
  const hops = [address, `${address}, 127.0.0.1`, 'garbage', '', `2001:db8:${n}::1`, ` ,,${address},`]
  return { ...all, 'x-forwarded-for': hops[n % hops.length], forwarded: `for=${address}` }
}

function unknownPerson(): Person {
  return { ...newPerson(), password: 'not the password' }
}

/** In device an unknown login creates an account, so it is never rejected there. */
const guessedChannels = channels.filter(({ name }) => name !== 'device')
/** Device's registrations have a limit of their own. */
const registeringChannels = guessedChannels

test('I01: a client with forged forwarding headers is counted by its real network, in every channel', async () => {
  test.setTimeout(240_000)
  const server = await startServer({ env: { RATE_LIMIT: 'on' } })
  try {
    for (let guess = 0; guess < limits.signInFromNetwork.attempts; guess++) {
      const channel = guessedChannels[guess % guessedChannels.length]
      const answer = await channel?.signIn(server, unknownPerson(), forgedHeaders(guess))
      expect({ guess, refused: answer && channel?.isRefused(answer) }).toEqual({ guess, refused: true })
    }
    for (const channel of guessedChannels) {
      const answer = await channel.signIn(server, unknownPerson(), forgedHeaders(77))
      expect({ name: channel.name, tooMany: channel.isTooMany(answer) }).toEqual({
        name: channel.name,
        tooMany: true,
      })
    }
  } finally {
    await server.stop()
  }
})

test('I01: behind a trusted proxy the address that the proxy added counts, not the one before it', async ({
  server,
  from,
}) => {
  const guess = (n: number) =>
    guessFrom(server, {
      ...forgedHeaders(n),
      'x-forwarded-for': `203.0.113.${n}, ${from()['x-forwarded-for']}`,
    })
  for (let n = 0; n < limits.signInFromNetwork.attempts; n++) expect((await guess(n)).status).toBe(401)
  expect((await guess(99)).status).toBe(429)
  expect((await guessFrom(server, from(2))).status).toBe(401)
})

test('I02: the addresses of one /64 are one network, however they are spelled, and the next /64 is another', async ({
  server,
}) => {
  const net = `2001:db8:${randomGroup()}:${randomGroup()}`
  const from = (address: string) => guessFrom(server, { 'x-forwarded-for': address })
  for (let n = 0; n < limits.signInFromNetwork.attempts; n++)
    expect((await from(`${net}::${n.toString(16)}`)).status).toBe(401)
  const spellings = [`${net}:ffff:0:0:1`.toUpperCase(), `[${net}::9]`, `[${net}::9]:50312`, `${net}:0:0:0:0`]
  for (const address of spellings)
    expect({ address, status: (await from(address)).status }).toEqual({ address, status: 429 })
  expect((await from(`2001:db8:${randomGroup()}:7777::1`)).status).toBe(401)
})

test('I02: an IPv4 address is one network, plain, with a port or written as IPv6', async ({
  server,
  from,
}) => {
  const address = from()['x-forwarded-for']
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  const mapped = `::FFFF:${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
  const spellings = [address, `${address}:50312`, `::ffff:${address}`, mapped, `[::ffff:${address}]:443`]
  for (let n = 0; n <= limits.signInFromNetwork.attempts; n++) {
    const hop = spellings[n % spellings.length] ?? address
    const { status } = await guessFrom(server, { 'x-forwarded-for': hop })
    expect({ n, hop, status }).toEqual({ n, hop, status: n < limits.signInFromNetwork.attempts ? 401 : 429 })
  }
})

test('I05: guesses through all channels count together, and each reports "too often" in its own format with the time to retry', async ({
  server,
  from,
}) => {
  const person = await register(server, from(1))
  expect(channels.length).toBe(limits.signInForAccount.attempts)
  // Attempts are counted by the login as typed: the address, which every channel accepts.
  const byAddress = { ...person, username: person.email, password: 'not the password' }
  const guess = (channel: Channel, host: number) => channel.signIn(server, byAddress, from(host))
  for (const [n, channel] of channels.entries()) {
    const answer = await guess(channel, 10 + n)
    expect({ name: channel.name, refused: channel.isRefused(answer) }).toEqual({
      name: channel.name,
      refused: true,
    })
  }
  for (const [n, channel] of channels.entries()) {
    const answer = await guess(channel, 20 + n)
    expect({ name: channel.name, tooMany: channel.isTooMany(answer) }).toEqual({
      name: channel.name,
      tooMany: true,
    })
    if (channel.name === 'page') continue
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(limits.signInForAccount.seconds)
  }
})

test('I06: a flood of guesses does not lock out the owner: not from a known network, not with a session, not from a reset', async ({
  server,
  mailbox,
  from,
}) => {
  const classic = '/api/classic/auth/login'
  const [home, otherNetwork, cafe] = [from(1), from(2), from(3)]
  const { username, email, password } = await register(server, home)
  const cookie = cookieIn(await post(server, classic, { username, password }, home)) ?? ''
  const guess = (host: number) =>
    post(server, classic, { username, password: 'not the password' }, from(100 + host))
  for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 20 }, (_, n) => guess(n)))
  const canSignIn = async (sent: string, headers: OutgoingHttpHeaders) =>
    (await post(server, classic, { username, password: sent }, headers)).text.startsWith('{"status":1')
  expect(await canSignIn(password, otherNetwork)).toBe(false)
  expect(await canSignIn(password, home)).toBe(true)
  expect(await canSignIn(password, { ...otherNetwork, cookie: `authjs.session-token=${cookie}` })).toBe(true)
  expect((await call(`${server.url}/api/account`, undefined, { cookie })).status).toBe(401)
  await post(server, '/api/rest/auth/forgot-password', { email }, cafe)
  const reset = await mailbox.nextTicket(email, '/reset/')
  const body = { password: otherPassword }
  expect((await post(server, `/api/rest/auth/reset-password/${reset}`, body, cafe)).status).toBe(200)
  expect(await canSignIn(otherPassword, cafe)).toBe(true)
})

test('I07: however many requests in any channel, a mailbox and a phone get few messages, and the answers reveal nothing', async ({
  server,
  mailbox,
  from,
}) => {
  const victim = await register(server, from(1))
  const { username: login, email, password } = victim
  const token = unique('push-')
  const auth = { login, password, device_id: 'one', device_token: token }
  expect((await post(server, '/api/auth', auth, from(1))).status).toBe(200)
  const signup = { username: unique('eve'), email, newPassword: password, newPasswordRepeat: password }
  const floods: [path: string, body: object][] = [
    ['/api/classic/auth/restore', { email }],
    ['/api/ticket/auth/login/resetPassword', { email }],
    ['/api/ticket/auth/signup', signup],
    ['/api/rest/auth/forgot-password', { email }],
    ['/api/rest/auth/resend-verification', { email }],
    ['/api/rest/auth/register', { email, password, firstName: 'Eve', lastName: 'E.' }],
    ['/api/password/request', { tool: 'email', login }],
    ['/api/request_password', { tool: 'email', login }],
    ['/api/password/request', { tool: 'push', login }],
  ]
  for (let round = 0; round < faultSize.mailRounds; round++)
    await Promise.all(floods.map(([path, body]) => post(server, path, body, from(20 + round))))
  for (const [path, body] of floods.filter(([, { tool }]: [string, { tool?: string }]) => !tool)) {
    const free = newPerson()
    const known = await post(server, path, body, from(140))
    const unknown = await post(server, path, { ...body, email: free.email }, from(141))
    if (path.endsWith('/signup')) continue
    expect({ path, status: known.status, text: known.text }).toEqual({
      path,
      status: unknown.status,
      text: unknown.text.replaceAll(free.email, email),
    })
  }
  // Requests are processed in order, so the last one is answered last.
  const last = await register(server, from(150))
  await post(server, '/api/rest/auth/forgot-password', { email: last.email }, from(150))
  await mailbox.nextTicket(last.email, '/reset/')
  expect((await mailbox.list(email)).length).toBeLessThanOrEqual(limits.mailToAddressEachDay.attempts)
  expect((await mailbox.list(token)).length).toBe(limits.pushToAccountEachHour.attempts)
})

test('I10: a flood of registrations from one /64 ends at the limit, in every channel, and creates nothing more', async ({
  server,
  mailbox,
}) => {
  const net = `2001:db8:${randomGroup()}:${randomGroup()}`
  const from = (n: number) => ({ 'x-forwarded-for': `${net}::${n.toString(16)}` })
  for (let n = 0; n < limits.registerFromNetwork.attempts; n++) {
    const channel = registeringChannels[n % registeringChannels.length]
    const answer = await channel?.register(server, newPerson(), from(n))
    expect({ n, tooMany: answer && channel?.isTooMany(answer) }).toEqual({ n, tooMany: false })
  }
  for (let n = 0; n < faultSize.registrations; n += registeringChannels.length) {
    const answers = registeringChannels.map(async (channel, at) =>
      channel.isTooMany(await channel.register(server, newPerson(), from(n + at))),
    )
    expect(await Promise.all(answers)).toEqual(registeringChannels.map(() => true))
  }
  for (const channel of registeringChannels) {
    const person = newPerson()
    const answer = await channel.register(server, person, from(99))
    expect({ name: channel.name, tooMany: channel.isTooMany(answer) }).toEqual({
      name: channel.name,
      tooMany: true,
    })
    expect(await mailbox.list(person.email)).toEqual([])
    const again = await channels[0]?.signIn(server, person, { 'x-forwarded-for': `${net}9::1` })
    expect({ name: channel.name, text: again?.text }).toEqual({
      name: channel.name,
      text: '{"status":0,"error":1}',
    })
  }
})

test("I10: a flood of new logins from one /64 ends at its own limit, which a mobile carrier's customers do not reach", async ({
  server,
}) => {
  const net = `2001:db8:${randomGroup()}:${randomGroup()}`
  const headers = (n: number) => ({ 'x-forwarded-for': `${net}::${n.toString(16)}` })
  const signIn = async (n: number) => {
    const login = newPerson().username
    return (await post(server, '/api/auth', { login, device_id: 'one' }, headers(n))).status
  }
  const { attempts } = limits.newLoginFromNetwork
  const statuses = await Promise.all(Array.from({ length: attempts + 5 }, (_, n) => signIn(n)))
  expect(statuses.filter((status) => status === 200)).toHaveLength(attempts)
  expect(statuses.filter((status) => status === 429)).toHaveLength(5)
})

function randomGroup(): string {
  return (0x1000 + Math.floor(Math.random() * 0xefff)).toString(16)
}
