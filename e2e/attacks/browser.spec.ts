import type { OutgoingHttpHeaders } from 'node:http'
import { bodyEndpoints } from '@/e2e/support/channels/body-endpoints'
import { channelRequests } from '@/e2e/support/channels/channel-requests'
import { bearerChannels, Channels, type Person, secretIn } from '@/e2e/support/channels/channels'
import { encodeForm, readForms } from '@/e2e/support/channels/raw-form'
import { cookieIn } from '@/e2e/support/clients/call'
import { type Answer, send } from '@/e2e/support/clients/send'
import { test as base, expect } from '@/e2e/support/fixtures/test'
import { someOf } from '@/e2e/support/servers/fault-size'
import { unique } from '@/lib/testing/accounts'

/** What a page of another site, or a link, can make a user's browser send. */

const test = base.extend<{ channels: Channels }>({
  channels: async ({ server, mailbox }, use) => use(new Channels(server.url, mailbox)),
})

const noSiteHeaders: OutgoingHttpHeaders = {
  origin: undefined,
  referer: undefined,
  'sec-fetch-site': undefined,
}

/** Headers from a page of another site: of a current browser, an old one, and one that hides the origin. */
const otherSites: readonly OutgoingHttpHeaders[] = [
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' },
  { 'sec-fetch-site': 'same-site', origin: 'http://localhost:1' },
  { origin: 'https://evil.test' },
  { origin: 'https://evil.test', 'x-forwarded-host': 'evil.test' },
  { origin: 'null' },
  { origin: 'null', 'sec-fetch-site': 'cross-site' },
  { referer: 'https://evil.test/' },
  { referer: 'about:blank' },
].map((headers) => ({ ...noSiteHeaders, ...headers }))

const cookieOf = (secret: string | null) => `authjs.session-token=${secret ?? ''}`

test('E01: an image or a link on another page signs nobody out', async ({ channels }) => {
  const secret = await channels.signIn('classic', await channels.newVerifiedPerson())
  const places = ['/api/classic/auth/logout', '/api/classic/auth/logout/', '/api/auth/signout']
  for (const siteHeaders of otherSites) {
    for (const place of places) {
      const answer = await send(channels.url + place, {
        headers: { ...siteHeaders, cookie: cookieOf(secret) },
      })
      expect([siteHeaders, place, cookieIn(answer)]).toEqual([siteHeaders, place, null])
      expect(answer.headers).not.toHaveProperty('clear-site-data')
    }
  }
  expect(await channels.areLive([secret])).toEqual([true])
  const byApp = await send(channels.url + places[0], { headers: { cookie: cookieOf(secret) } })
  expect([cookieIn(byApp), await channels.areLive([secret])]).toEqual(['', [false]])
})

test('a link on another page to a redirecting endpoint works', async ({ channels }) => {
  for (const siteHeaders of otherSites) {
    const reset = await send(`${channels.url}/api/classic/auth/reset`, { headers: siteHeaders })
    expect([reset.status, reset.headers.location]).toEqual([303, `${channels.url}/reset`])
    expect((await send(`${channels.url}/api/main`, { headers: siteHeaders })).status).toBe(200)
  }
})

test("E02, E03: a page of another site changes nothing with the signed-in user's cookie", async ({
  channels,
}) => {
  const person = await channels.newVerifiedPerson()
  const secret = await channels.signIn('classic', person)
  const { password, username: login } = person
  const newPassword = 'chosen elsewhere'
  const bodies = [
    ['/api/classic/auth/edit', 'POST', { password, new_password: newPassword }],
    ['/api/password/set', 'POST', { login, email: 'a@evil.test', password: newPassword }],
  ] as const
  const types = [
    'text/plain',
    'TEXT/PLAIN; charset=utf-8',
    'multipart/form-data; boundary=x',
    'application/json',
  ]
  for (const siteHeaders of otherSites) {
    for (const [place, method, body] of bodies) {
      for (const type of [...types, undefined]) {
        const headers = { ...siteHeaders, cookie: cookieOf(secret), 'content-type': type }
        const answer = await send(channels.url + place, { method, headers, body: JSON.stringify(body) })
        expect([siteHeaders, place, isForeign(answer)]).toEqual([siteHeaders, place, true])
      }
    }
  }
  // ticket reads no cookie: a request with only a cookie is a guest there.
  const change = { password, newPassword, newPasswordRepeat: newPassword }
  const answer = await send(`${channels.url}/api/ticket/auth/changePassword`, {
    method: 'PATCH',
    headers: { cookie: cookieOf(secret), 'content-type': 'application/json' },
    body: JSON.stringify(change),
  })
  expect([answer.status, answer.text]).toEqual([401, ''])
  expect(await channels.areLive([secret])).toEqual([true])
  expect(await channels.signIn('classic', person)).not.toBeNull()
})

test('E02, E03: no profile form acts for a page of another site', async ({ channels }) => {
  const person = await channels.newVerifiedPerson()
  const [secret, other] = [await channels.signIn('pages', person), await channels.signIn('pages', person)]
  const { account, session } = await whoIs(channels, secret)
  const values = { username: unique('evil'), email: 'a@evil.test', firstName: 'Eve', locale: 'ru', path: '/' }
  const proof = { currentPassword: person.password, newPassword: 'chosen elsewhere', session: session.id }
  const fields = Object.entries({ ...values, ...proof })
  for (const [at, siteHeaders] of otherSites.entries()) {
    const sent = { headers: siteHeaders, fields, position: at }
    for (const answer of await sendForms(channels, secret, sent)) {
      expect([siteHeaders, answer.headers['set-cookie'], answer.headers.location]).toEqual([siteHeaders])
      expect(answer.status).toBeLessThan(500)
    }
  }
  expect(await channels.areLive([secret, other])).toEqual([true, true])
  expect((await whoIs(channels, secret)).account).toEqual(account)
  expect(await channels.signIn('classic', person)).not.toBeNull()
  await sendForms(channels, secret, { headers: { origin: channels.url }, fields })
  expect(await channels.areLive([secret, other])).toEqual([false, true])
})

test('E02: no picture is accepted from a page of another site', async ({ channels }) => {
  const secret = await channels.signIn('pages', await channels.newVerifiedPerson())
  const { type, body } = await encodeForm([['picture', new Blob(['x'])]])
  for (const siteHeaders of otherSites) {
    const own = { 'content-type': type, cookie: cookieOf(secret), accept: 'application/json' }
    const headers = { ...own, ...siteHeaders }
    const { text } = await send(`${channels.url}/edit-profile/picture`, { method: 'POST', headers, body })
    expect([siteHeaders, JSON.parse(text)]).toMatchObject([siteHeaders, { code: 'cross_site' }])
  }
})

test('E04: where no cookie is read or set, a page of another site gets neither a cookie nor the answer', async ({
  channels,
}) => {
  const attacker = await channels.newVerifiedPerson()
  for (const siteHeaders of otherSites) {
    for (const channel of bearerChannels) {
      const { outcome, headers } = await channels.send(channel, 'signIn', attacker, { headers: siteHeaders })
      expect([siteHeaders, channel, outcome]).toEqual([siteHeaders, channel, 'ok'])
      expect([headers['set-cookie'], headers['access-control-allow-origin']]).toEqual([undefined, undefined])
    }
  }
})

test('E04: no page of another site signs users in, registers them, sends mail or spends a ticket', async ({
  channels,
  mailbox,
}) => {
  const attacker = await channels.newVerifiedPerson()
  const [newcomer, waiting] = [channels.newPerson(), channels.newPerson()]
  await channels.send('pages', 'register', waiting)
  const confirm = { ...waiting, ticket: await channels.readTicket(waiting.email, 'verify-email') }
  const newPassword = 'chosen elsewhere'
  const spendReset = { newPassword, ticket: await channels.requestResetTicket(attacker.email) }
  const attempts = {
    signIn: attacker,
    register: newcomer,
    askForReset: waiting,
    resend: waiting,
    confirm,
    spendReset,
  }
  for (const [siteAt, siteHeaders] of otherSites.entries()) {
    const operations = Object.entries(attempts) as [keyof typeof attempts, Person][]
    for (const [at, [operation, values]] of operations.entries()) {
      const supporting = Channels.supporting(operation).filter((one) => !bearerChannels.includes(one))
      for (const channel of someOf(supporting, siteAt + at)) {
        const answer = await channels.send(channel, operation, values, { headers: siteHeaders })
        const expected = channel === 'classic' ? 'bad' : 'foreign'
        expect([siteHeaders, channel, operation, answer.outcome]).toEqual([
          siteHeaders,
          channel,
          operation,
          expected,
        ])
        expect([secretIn(answer), answer.headers['set-cookie']]).toEqual([null, undefined])
      }
    }
  }
  expect(await channels.signIn('classic', newcomer)).toBeNull()
  expect(await mailbox.list(waiting.email)).toHaveLength(1)
  expect((await channels.send('pages', 'confirm', confirm)).outcome).toBe('ok')
  expect((await channels.send('rest', 'spendReset', spendReset)).outcome).toBe('ok')
})

test('E05: an address alone changes nothing: only what a document defines acts on GET', async ({
  channels,
}) => {
  const person = await channels.newVerifiedPerson()
  const secret = await channels.signIn('classic', person)
  const headers = { cookie: cookieOf(secret) }
  for (const { dialect, path, method, body } of bodyEndpoints) {
    const query = new URLSearchParams({ ...body(), password: person.password, email: person.email })
    const tricks: [string, string, OutgoingHttpHeaders][] = [
      ['GET', `${path}?${query}`, {}],
      ['HEAD', `${path}?${query}`, {}],
      ['DELETE', `${path}?${query}`, {}],
      ['GET', `${path}?${query}&_method=${method}`, { 'x-http-method-override': method }],
      ['PUT', `${path}?${query}&_method=${method}`, { 'x-method-override': method, 'x-http-method': method }],
    ]
    for (const [operation, place, more] of tricks) {
      const answer = await send(channels.url + place, { method: operation, headers: { ...headers, ...more } })
      // Our own API reads by GET and changes by PUT, but the fields must be in the body.
      const statuses = { classic: [200], account: [200, 400, 405] }[dialect as string] ?? [405]
      expect(statuses, `${operation} ${place}`).toContain(answer.status)
      expect([operation, place, cookieIn(answer)]).toEqual([operation, place, null])
      if (dialect === 'classic' && operation !== 'HEAD') expect(answer.text).toBe('{"status":0,"error":9}')
    }
  }
  const change = {
    password: person.password,
    newPassword: 'chosen by a link',
    newPasswordRepeat: 'chosen by a link',
  }
  for (const override of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
    const place = `${channels.url}/api/ticket/auth/changePassword?_method=PATCH`
    const body = JSON.stringify({ ...change, _method: 'PATCH' })
    const answer = await send(place, { method: 'POST', headers: { ...headers, [override]: 'PATCH' }, body })
    expect(answer.status).toBe(405)
  }
  for (const page of Object.values(channelRequests.pages)) {
    const answer = await send(
      `${channels.url}${page.path}?${new URLSearchParams({ ...person, ...change })}`,
      {
        headers,
      },
    )
    expect(answer.headers['set-cookie']).toBeUndefined()
  }
  expect(await channels.areLive([secret])).toEqual([true])
  expect(await channels.signIn('classic', person)).not.toBeNull()
  const { account } = await whoIs(channels, secret)
  expect(account).toMatchObject({ username: person.username, email: person.email, firstName: null })
})

function isForeign({ status, text }: Answer): boolean {
  return status === 403 || text === '{"status":0,"error":9}'
}

/** Sends every form of a profile, or some (`someOf`), one after the other, with all fields that any of them reads. */
async function sendForms(
  channels: Channels,
  secret: string | null,
  {
    headers,
    fields,
    position,
  }: { headers: OutgoingHttpHeaders; fields: [string, string][]; position?: number },
): Promise<Answer[]> {
  const page = { url: `${channels.url}/edit-profile`, headers: { cookie: cookieOf(secret) } }
  const answers: Answer[] = []
  const forms = await readForms(page)
  expect(forms.length).toBeGreaterThan(7)
  for (const { hidden } of position === undefined ? forms : someOf(forms, position)) {
    const { type, body } = await encodeForm([...hidden, ...fields])
    const own = { 'content-type': type, 'accept-language': 'en', ...page.headers }
    answers.push(await send(page.url, { method: 'POST', headers: { ...own, ...headers }, body }))
  }
  return answers
}

async function whoIs(channels: Channels, secret: string | null) {
  const { text } = await send(`${channels.url}/api/account`, { headers: { cookie: cookieOf(secret) } })
  return JSON.parse(text) as { account: object; session: { id: string } }
}
