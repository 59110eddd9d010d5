import type { OutgoingHttpHeaders } from 'node:http'
import { cookieIn } from '@/e2e/support/clients/call'
import { type Answer, send } from '@/e2e/support/clients/send'
import { bodyExchanges } from '@/e2e/support/doors/body-exchanges'
import { bearerDoors, Doors, type Person, secretIn } from '@/e2e/support/doors/doors'
import { exchanges } from '@/e2e/support/doors/exchanges'
import { encodeForm, readForms } from '@/e2e/support/doors/raw-form'
import { test as base, expect } from '@/e2e/support/fixtures/test'
import { unique } from '@/lib/testing/accounts'

/** What a page of another site can make somebody's browser send, and what a link can. */

const test = base.extend<{ doors: Doors }>({
  doors: async ({ server, mailbox }, use) => use(new Doors(server.url, mailbox)),
})

const nothing: OutgoingHttpHeaders = { origin: undefined, referer: undefined, 'sec-fetch-site': undefined }

/** What a browser says of a request that a page elsewhere sent: a new one, an old one, and one that hides it. */
const elsewhere: readonly OutgoingHttpHeaders[] = [
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
].map((headers) => ({ ...nothing, ...headers }))

const cookieOf = (secret: string | null) => `authjs.session-token=${secret ?? ''}`

test('E01: a picture or a link on another page signs nobody out', async ({ doors }) => {
  const secret = await doors.signIn('classic', await doors.verified())
  const places = ['/api/classic/auth/logout', '/api/classic/auth/logout/', '/api/auth/signout']
  for (const stranger of elsewhere) {
    for (const place of places) {
      const answer = await send(doors.url + place, { headers: { ...stranger, cookie: cookieOf(secret) } })
      expect([stranger, place, cookieIn(answer)]).toEqual([stranger, place, null])
      expect(answer.headers).not.toHaveProperty('clear-site-data')
    }
  }
  expect(await doors.live([secret])).toEqual([true])
  const byApp = await send(doors.url + places[0], { headers: { cookie: cookieOf(secret) } })
  expect([cookieIn(byApp), await doors.live([secret])]).toEqual(['', [false]])
})

test('a link on another page to what only shows the way leads there', async ({ doors }) => {
  for (const stranger of elsewhere) {
    const reset = await send(`${doors.url}/api/classic/auth/reset`, { headers: stranger })
    expect([reset.status, reset.headers.location]).toEqual([303, `${doors.url}/reset`])
    expect((await send(`${doors.url}/api/main`, { headers: stranger })).status).toBe(200)
  }
})

test('E02, E03: a page elsewhere changes nothing with the cookie of who is signed in', async ({ doors }) => {
  const person = await doors.verified()
  const secret = await doors.signIn('classic', person)
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
  for (const stranger of elsewhere) {
    for (const [place, method, body] of bodies) {
      for (const type of [...types, undefined]) {
        const headers = { ...stranger, cookie: cookieOf(secret), 'content-type': type }
        const answer = await send(doors.url + place, { method, headers, body: JSON.stringify(body) })
        expect([stranger, place, isForeign(answer)]).toEqual([stranger, place, true])
      }
    }
  }
  // ticket reads no cookie: whoever sends one there is nobody.
  const change = { password, newPassword, newPasswordRepeat: newPassword }
  const answer = await send(`${doors.url}/api/ticket/auth/changePassword`, {
    method: 'PATCH',
    headers: { cookie: cookieOf(secret), 'content-type': 'application/json' },
    body: JSON.stringify(change),
  })
  expect([answer.status, answer.text]).toEqual([401, ''])
  expect(await doors.live([secret])).toEqual([true])
  expect(await doors.signIn('classic', person)).not.toBeNull()
})

test('E02, E03: no form of a profile acts for a page elsewhere', async ({ doors }) => {
  const person = await doors.verified()
  const [secret, other] = [await doors.signIn('form', person), await doors.signIn('form', person)]
  const { account, session } = await whoIs(doors, secret)
  const values = { username: unique('evil'), email: 'a@evil.test', firstName: 'Eve', locale: 'ru', path: '/' }
  const proof = { currentPassword: person.password, newPassword: 'chosen elsewhere', session: session.id }
  const fields = Object.entries({ ...values, ...proof })
  for (const stranger of elsewhere) {
    for (const answer of await sendAllForms(doors, secret, { headers: stranger, fields })) {
      expect([stranger, answer.headers['set-cookie'], answer.headers.location]).toEqual([stranger])
      expect(answer.status).toBeLessThan(500)
    }
  }
  expect(await doors.live([secret, other])).toEqual([true, true])
  expect((await whoIs(doors, secret)).account).toEqual(account)
  expect(await doors.signIn('classic', person)).not.toBeNull()
  await sendAllForms(doors, secret, { headers: { origin: doors.url }, fields })
  expect(await doors.live([secret, other])).toEqual([false, true])
})

test('E02: no picture is taken from a page elsewhere', async ({ doors }) => {
  const secret = await doors.signIn('form', await doors.verified())
  const { type, body } = await encodeForm([['picture', new Blob(['x'])]])
  for (const stranger of elsewhere) {
    const own = { 'content-type': type, cookie: cookieOf(secret), accept: 'application/json' }
    const headers = { ...own, ...stranger }
    const { text } = await send(`${doors.url}/edit-profile/picture`, { method: 'POST', headers, body })
    expect([stranger, JSON.parse(text)]).toMatchObject([stranger, { code: 'cross_site' }])
  }
})

test('E04: where no cookie is read or set, a page elsewhere gets neither a cookie nor the answer', async ({
  doors,
}) => {
  const attacker = await doors.verified()
  for (const stranger of elsewhere) {
    for (const door of bearerDoors) {
      const { meaning, headers } = await doors.do(door, 'signIn', attacker, { headers: stranger })
      expect([stranger, door, meaning]).toEqual([stranger, door, 'ok'])
      expect([headers['set-cookie'], headers['access-control-allow-origin']]).toEqual([undefined, undefined])
    }
  }
})

test('E04: no page elsewhere signs anybody in, registers them, has mail sent or spends a ticket', async ({
  doors,
  mailbox,
}) => {
  const attacker = await doors.verified()
  const [newcomer, waiting] = [doors.somebody(), doors.somebody()]
  await doors.do('form', 'register', waiting)
  const confirm = { ...waiting, ticket: await doors.ticket(waiting.email, 'verify-email') }
  const newPassword = 'chosen elsewhere'
  const spendReset = { newPassword, ticket: await doors.resetTicket(attacker.email) }
  const tries = {
    signIn: attacker,
    register: newcomer,
    askForReset: waiting,
    resend: waiting,
    confirm,
    spendReset,
  }
  for (const stranger of elsewhere) {
    for (const [verb, values] of Object.entries(tries) as [keyof typeof tries, Person][]) {
      for (const door of Doors.having(verb).filter((one) => !bearerDoors.includes(one))) {
        const answer = await doors.do(door, verb, values, { headers: stranger })
        const wanted = door === 'classic' ? 'bad' : 'foreign'
        expect([stranger, door, verb, answer.meaning]).toEqual([stranger, door, verb, wanted])
        expect([secretIn(answer), answer.headers['set-cookie']]).toEqual([null, undefined])
      }
    }
  }
  expect(await doors.signIn('classic', newcomer)).toBeNull()
  expect(await mailbox.list(waiting.email)).toHaveLength(1)
  expect((await doors.do('form', 'confirm', confirm)).meaning).toBe('ok')
  expect((await doors.do('rest', 'spendReset', spendReset)).meaning).toBe('ok')
})

test('E05: an address alone changes nothing: only what a document says acts on GET', async ({ doors }) => {
  const person = await doors.verified()
  const secret = await doors.signIn('classic', person)
  const headers = { cookie: cookieOf(secret) }
  for (const { dialect, path, method, body } of bodyExchanges) {
    const query = new URLSearchParams({ ...body(), password: person.password, email: person.email })
    const tricks: [string, string, OutgoingHttpHeaders][] = [
      ['GET', `${path}?${query}`, {}],
      ['HEAD', `${path}?${query}`, {}],
      ['DELETE', `${path}?${query}`, {}],
      ['GET', `${path}?${query}&_method=${method}`, { 'x-http-method-override': method }],
      ['PUT', `${path}?${query}&_method=${method}`, { 'x-method-override': method, 'x-http-method': method }],
    ]
    for (const [verb, place, more] of tricks) {
      const answer = await send(doors.url + place, { method: verb, headers: { ...headers, ...more } })
      // Our own API shows by GET and changes by PUT, but by what the body holds.
      const statuses = { classic: [200], account: [200, 400, 405] }[dialect as string] ?? [405]
      expect(statuses, `${verb} ${place}`).toContain(answer.status)
      expect([verb, place, cookieIn(answer)]).toEqual([verb, place, null])
      if (dialect === 'classic' && verb !== 'HEAD') expect(answer.text).toBe('{"status":0,"error":9}')
    }
  }
  const change = {
    password: person.password,
    newPassword: 'chosen by a link',
    newPasswordRepeat: 'chosen by a link',
  }
  for (const override of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
    const place = `${doors.url}/api/ticket/auth/changePassword?_method=PATCH`
    const body = JSON.stringify({ ...change, _method: 'PATCH' })
    const answer = await send(place, { method: 'POST', headers: { ...headers, [override]: 'PATCH' }, body })
    expect(answer.status).toBe(405)
  }
  for (const page of Object.values(exchanges.form)) {
    const answer = await send(`${doors.url}${page.to}?${new URLSearchParams({ ...person, ...change })}`, {
      headers,
    })
    expect(answer.headers['set-cookie']).toBeUndefined()
  }
  expect(await doors.live([secret])).toEqual([true])
  expect(await doors.signIn('classic', person)).not.toBeNull()
  const { account } = await whoIs(doors, secret)
  expect(account).toMatchObject({ username: person.username, email: person.email, firstName: null })
})

function isForeign({ status, text }: Answer): boolean {
  return status === 403 || text === '{"status":0,"error":9}'
}

/** Sends every form of somebody's profile, one after the other, with all that any of them asks for. */
async function sendAllForms(
  doors: Doors,
  secret: string | null,
  { headers, fields }: { headers: OutgoingHttpHeaders; fields: [string, string][] },
): Promise<Answer[]> {
  const page = { url: `${doors.url}/edit-profile`, headers: { cookie: cookieOf(secret) } }
  const answers: Answer[] = []
  for (const { hidden } of await readForms(page)) {
    const { type, body } = await encodeForm([...hidden, ...fields])
    const own = { 'content-type': type, 'accept-language': 'en', ...page.headers }
    answers.push(await send(page.url, { method: 'POST', headers: { ...own, ...headers }, body }))
  }
  expect(answers.length).toBeGreaterThan(7)
  return answers
}

async function whoIs(doors: Doors, secret: string | null) {
  const { text } = await send(`${doors.url}/api/account`, { headers: { cookie: cookieOf(secret) } })
  return JSON.parse(text) as { account: object; session: { id: string } }
}
