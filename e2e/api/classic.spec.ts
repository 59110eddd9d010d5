import { call, cookieIn } from '@/e2e/support/clients/call'
import { Contract } from '@/e2e/support/clients/contract'
import { type Answer, send } from '@/e2e/support/clients/send'
import { test as base, expect } from '@/e2e/support/fixtures/test'
import { linkIn } from '@/e2e/support/servers/mailbox'
import { goodPassword, unique } from '@/lib/testing/accounts'

/** The classic dialect, checked against its document. */

interface Person {
  readonly username: string
  readonly email: string
  readonly password: string
}

class Classic {
  constructor(
    private readonly url: string,
    private readonly contract: Contract,
  ) {}

  async send(
    path: string,
    body?: object | string,
    options: Parameters<typeof call>[2] = {},
  ): Promise<Answer> {
    const answer = await call(`${this.url}/api/classic/auth/${path}`, body, options)
    const method = path === 'logout' || path === 'reset' ? 'GET' : 'POST'
    this.contract.check(method, `/auth/${path}`, answer)
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    })
    return answer
  }

  async register(): Promise<Person> {
    const username = unique('ada')
    const person = { username, email: `${username}@example.com`, password: goodPassword }
    expect(await this.send('register', person)).toMatchObject({ status: 200, text: '{"status":1,"error":0}' })
    return person
  }

  async signIn({ username, password }: Pick<Person, 'username' | 'password'>): Promise<string> {
    const answer = await this.send('login', { username, password })
    const cookie = cookieIn(answer)
    if (!cookie) throw new Error(`no cookie: ${answer.text}`)
    return cookie
  }

  async isSignedIn(cookie: string): Promise<boolean> {
    return (await this.send('login', 'cookies=true', { cookie })).text.startsWith('{"status":1')
  }
}

const test = base.extend<{ classic: Classic }>({
  classic: async ({ server }, use) =>
    use(new Classic(server.url, await Contract.of(server.url, '/api/classic'))),
})

const failed = (error: number) => ({ status: 200, text: JSON.stringify({ status: 0, error }) })
const fine = { status: 200, text: '{"status":1,"error":0}' }

test('registration: every failure has its code', async ({ classic }) => {
  const taken = await classic.register()
  const fresh = () => {
    const username = unique('bob')
    return { username, email: `${username}@example.com`, password: goodPassword }
  }
  const rows: [string, object | string, number][] = [
    ['a short name', { ...fresh(), username: 'ab' }, 3],
    ['a name with a space', { ...fresh(), username: 'two words' }, 3],
    ['a name like an address', { ...fresh(), username: 'v@x.test' }, 3],
    ['a reserved name', { ...fresh(), username: 'Admin' }, 3],
    ['no name', { email: fresh().email, password: goodPassword }, 3],
    ['a taken name, in other letters', { ...fresh(), username: taken.username.toUpperCase() }, 4],
    ['a bad address', { ...fresh(), email: 'nowhere' }, 5],
    ['two addresses', { ...fresh(), email: 'v@x.test,a@evil.test' }, 5],
    ['a taken address', { ...fresh(), email: taken.email.toUpperCase() }, 6],
    ['a short password', { ...fresh(), password: 'short12' }, 7],
    ['a common password', { ...fresh(), password: 'password123' }, 7],
    ['a password of 257', { ...fresh(), password: 'a'.repeat(257) }, 7],
    ['no password', { username: fresh().username, email: fresh().email }, 7],
    ['true for a name', { ...fresh(), username: true }, 9],
    ['a list of addresses', { ...fresh(), email: ['a@x.test', 'b@x.test'] }, 9],
    ['an object for a password', { ...fresh(), password: { not: '' } }, 9],
    ['a NUL', { ...fresh(), username: 'ada\u0000' }, 9],
    ['a lone surrogate', JSON.stringify(fresh()).replace('bob', '\\ud800'), 9],
    ['broken JSON', '{"username":', 9],
    ['a list', '[]', 9],
    ['a key twice in a form', 'username=abc&username=abd&email=a@x.test&password=correct+horse', 9],
    ['17 KiB', { ...fresh(), padding: 'x'.repeat(17 * 1024) }, 9],
  ]
  for (const [name, body, error] of rows) {
    expect({ name, ...(await classic.send('register', body)) }).toMatchObject({ name, ...failed(error) })
  }
})

test('registration with a form body, whatever its content type', async ({ classic }) => {
  const username = unique('form')
  const body = new URLSearchParams({ username, email: `${username}@example.com`, password: goodPassword })
  expect(await classic.send('register', body.toString())).toMatchObject(fine)
  expect(await classic.signIn({ username, password: goodPassword })).toHaveLength(43)
})

test('signing in by name, address and cookie returns the address; a wrong password and an unknown name get the same answer', async ({
  classic,
}) => {
  const { username, email, password } = await classic.register()
  const answer = { status: 200, text: JSON.stringify({ status: 1, result: { email }, error: 0 }) }
  const byName = await classic.send('login', { username: username.toUpperCase(), password })
  expect(byName).toMatchObject(answer)
  expect(byName.headers['set-cookie']?.[0]).toMatch(
    /^authjs\.session-token=[\w-]{43}; Path=\/; Max-Age=7776000; HttpOnly; SameSite=Lax$/,
  )
  expect(await classic.send('login', { username: email, password })).toMatchObject(answer)
  const cookie = cookieIn(byName) ?? ''
  for (const cookies of [true, 'true', 'True', 'TRUE', 1, '1']) {
    expect(await classic.send('login', { cookies }, { cookie })).toMatchObject(answer)
  }
  const rows: [string, object, number][] = [
    ['a wrong password', { username, password: 'not the password' }, 1],
    ['an unknown name', { username: unique('nobody'), password }, 1],
    ['no cookie', { cookies: true }, 1],
    ['no cookie and a wrong password', { cookies: true, username, password: 'not the password' }, 1],
    ['no password', { username }, 1],
    ['an empty password', { username, password: '' }, 1],
    ['no fields', {}, 9],
    ['a password that is no text', { username, password: [1234] }, 9],
    ['cookies that are not wanted', { cookies: false }, 9],
  ]
  for (const [name, body, error] of rows) {
    const failure = await classic.send('login', body)
    expect({ name, ...failure }).toMatchObject({ name, ...failed(error) })
    expect(cookieIn(failure)).toBeNull()
  }
})

test('a password with an expired cookie signs in; with a valid cookie, the cookie decides', async ({
  classic,
}) => {
  const person = await classic.register()
  const { username, password } = person
  const cookie = await classic.signIn(person)
  await classic.send('logout', undefined, { cookie })
  const answer = await classic.send('login', { cookies: 'True', username, password }, { cookie })
  expect(cookieIn(answer)).toHaveLength(43)
  const live = { cookie: cookieIn(answer) ?? '' }
  const resumed = await classic.send('login', { cookies: 'True', username, password: 'wrong one' }, live)
  expect(resumed).toMatchObject({ text: expect.stringContaining('"status":1') })
  expect(cookieIn(resumed)).toBeNull()
})

test('signing out works with any method, for any caller, and ends the session itself', async ({
  classic,
}) => {
  const person = await classic.register()
  for (const method of ['GET', 'POST', 'DELETE']) {
    const cookie = await classic.signIn(person)
    const answer = await classic.send('logout', undefined, { cookie, method })
    expect(answer).toMatchObject(fine)
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^authjs\.session-token=; Path=\/; Max-Age=0;/)
    expect(await classic.isSignedIn(cookie)).toBe(false)
  }
  expect(await classic.send('logout')).toMatchObject(fine)
})

test('reset redirects to the page', async ({ classic, server }) => {
  expect(await classic.send('reset')).toMatchObject({
    status: 303,
    headers: { location: `${server.url}/reset` },
  })
})

test('edit answers each key separately, and needs the current password', async ({ classic }) => {
  const person = await classic.register()
  const other = await classic.register()
  const cookie = await classic.signIn(person)
  const { password } = person
  const username = unique('new')
  const email = `${username}@example.com`
  const rows: [object, string][] = [
    [{ username }, '{"status":0,"error":1}'],
    [{ password: 'not the password', username }, '{"status":0,"error":1}'],
    [{ password }, '{"status":1,"result":{},"error":0}'],
    [{ password, username: 'a b' }, '{"status":0,"result":{"username":false},"error":3}'],
    [{ password, username: other.username }, '{"status":0,"result":{"username":false},"error":4}'],
    [{ password, email: 'nowhere' }, '{"status":0,"result":{"email":false},"error":5}'],
    [{ password, email: other.email }, '{"status":0,"result":{"email":false},"error":6}'],
    [{ password, new_password: 'short' }, '{"status":0,"result":{"new_password":false},"error":7}'],
    [{ password, username: 12 }, '{"status":0,"result":{"username":false},"error":3}'],
    [{ password, username: ['a'] }, '{"status":0,"error":9}'],
    [{ password, username: '', new_password: null, email: '' }, '{"status":1,"result":{},"error":0}'],
    [
      { password, username, email: 'nowhere' },
      '{"status":0,"result":{"username":true,"email":false},"error":2}',
    ],
    [{ password, email }, '{"status":1,"result":{"email":true},"error":0}'],
  ]
  for (const [body, text] of rows) {
    expect({ body, ...(await classic.send('edit', body, { cookie })) }).toMatchObject({ body, text })
  }
  expect(await classic.send('edit', { password, username }, {})).toMatchObject(failed(1))
  expect((await classic.send('login', { username, password })).text).toContain(email)
})

test('a new password sets new cookies, and all old ones are invalid', async ({ classic, mailbox }) => {
  const person = await classic.register()
  const otherSession = await classic.signIn(person)
  const cookie = await classic.signIn(person)
  const body = { password: person.password, new_password: 'battery staple 9' }
  const answer = await classic.send('edit', body, { cookie })
  expect(answer.text).toBe('{"status":1,"result":{"new_password":true},"error":0}')
  const renewed = cookieIn(answer) ?? ''
  const live = await Promise.all([renewed, cookie, otherSession].map((secret) => classic.isSignedIn(secret)))
  expect(live).toEqual([true, false, false])
  expect(await classic.send('login', person)).toMatchObject(failed(1))
  expect(await classic.send('login', { ...person, password: 'battery staple 9' })).toMatchObject({
    text: expect.stringContaining('"status":1'),
  })
  await mailbox.next(person.email, /парол|password/i)
})

test('restore reveals nothing, and mails a link to the page', async ({ classic, mailbox, server }) => {
  const { email } = await classic.register()
  expect(await classic.send('restore', { email })).toMatchObject(fine)
  expect(await classic.send('restore', { email: `${unique('nobody')}@example.com` })).toMatchObject(fine)
  expect(await classic.send('restore', { email: 'nowhere' })).toMatchObject(failed(5))
  expect(await classic.send('restore', { email: ['a@x.test'] })).toMatchObject(failed(9))
  expect(await classic.send('restore', {})).toMatchObject(failed(5))
  expect(linkIn(await mailbox.next(email, /Сброс пароля/))).toMatch(`${server.url}/reset/`)
})

test('a wrong method or path is a bad request', async ({ server }) => {
  for (const [method, path] of [
    ['GET', 'edit'],
    ['PUT', 'register'],
    ['GET', 'nothing'],
    ['POST', ''],
  ] as const) {
    const answer = await send(`${server.url}/api/classic/auth/${path}`, {
      method,
      body: method === 'GET' ? undefined : '{}',
    })
    expect(answer).toMatchObject(failed(9))
  }
})
