import { goodPassword, unique } from '@/e2e/support/accounts'
import { call } from '@/e2e/support/call'
import { Contract } from '@/e2e/support/contract'
import { type Mailbox, ticketIn } from '@/e2e/support/mailbox'
import { type Answer, send } from '@/e2e/support/send'
import { test as base, expect } from '@/e2e/support/test'

/** The ticket dialect: whole exchanges, held against its document. */

interface Person {
  readonly username: string
  readonly email: string
  readonly password: string
}

class Ticket {
  constructor(
    private readonly url: string,
    private readonly contract: Contract,
    private readonly mailbox: Mailbox,
  ) {}

  async say(path: string, body: object | string, options: Parameters<typeof call>[2] = {}): Promise<Answer> {
    const method = path === 'changePassword' ? 'PATCH' : 'POST'
    const answer = await call(`${this.url}/api/ticket/auth/${path}`, body, { method, ...options })
    this.contract.check(method, `/auth/${path}`, answer)
    return answer
  }

  /** Signs up; the ticket is in the mail. */
  async signUp(over: Partial<Person> = {}): Promise<Person & { ticket: string }> {
    const username = over.username ?? unique('ada')
    const person = { email: `${unique('ada')}@example.com`, password: goodPassword, ...over, username }
    expect(await this.say('signup', signup(person))).toMatchObject(fine)
    return { ...person, ticket: ticketIn(await this.mailbox.next(person.email, /Confirm/)) }
  }

  async member(): Promise<Person> {
    const { ticket, ...person } = await this.signUp()
    expect(await this.say('signup/verifyEmail', { ticket })).toMatchObject(fine)
    return person
  }

  async signIn({ email, password }: Pick<Person, 'email' | 'password'>): Promise<string> {
    const answer = await this.say('login', { email, password })
    expect(answer.status).toBe(200)
    return JSON.parse(answer.text).token
  }

  async isSignedIn(bearer: string): Promise<boolean> {
    return (await call(`${this.url}/api/account`, undefined, { bearer })).status === 200
  }
}

const signup = ({ username, email, password }: Person) => ({
  username,
  email,
  newPassword: password,
  newPasswordRepeat: password,
})
const fine = { status: 200, text: '{}' }
const numbers = ({ text }: Answer) => {
  const { errors } = JSON.parse(text) as { errors: { code: number }[] }
  return errors.map(({ code }) => code).sort((a, b) => a - b)
}
const twice = (newPassword: string) => ({ newPassword, newPasswordRepeat: newPassword })
const strangersTicket = 'x'.repeat(43)

const test = base.extend<{ ticket: Ticket }>({
  ticket: async ({ server, mailbox }, use) => {
    await use(new Ticket(server.url, await Contract.of(server.url, '/api/ticket'), mailbox))
  },
})

test('signing up: every form error that applies, all at once', async ({ ticket }) => {
  const taken = await ticket.member()
  const good = { username: unique('bob'), email: `${unique('bob')}@example.com`, ...twice(goodPassword) }
  const rows: [string, object | string, number[]][] = [
    ['a bad address', { ...good, email: 'nowhere' }, [1]],
    ['a short password', { ...good, ...twice('short12') }, [3]],
    ['a common password', { ...good, ...twice('password123') }, [5]],
    ['a long password', { ...good, ...twice('a'.repeat(257)) }, [5]],
    ['a taken address', { ...good, email: taken.email.toUpperCase() }, [6]],
    ['a taken name', { ...good, username: taken.username.toUpperCase() }, [7]],
    ['a short name', { ...good, username: 'ab' }, [8]],
    ['a long name', { ...good, username: 'a'.repeat(33) }, [8]],
    ['other passwords', { ...good, newPasswordRepeat: 'something else' }, [9]],
    ['forbidden characters', { ...good, username: 'two words' }, [10]],
    ['a short name of forbidden characters', { ...good, username: 'a!' }, [8, 10]],
    ['a short and common password', { ...good, ...twice('short') }, [3, 5]],
    [
      'all that is wrong',
      { email: '?', username: 'a b', newPassword: 'x', newPasswordRepeat: 'y' },
      [1, 3, 9, 10],
    ],
    ['all that is taken', { ...good, email: taken.email, username: taken.username }, [6, 7]],
    ['a missing field', { username: good.username, email: good.email }, [0]],
    ['a number', { ...good, username: 12 }, [0]],
    ['a list', { ...good, email: ['a@x.test', 'b@x.test'] }, [0]],
    ['a NUL', { ...good, username: 'a\u0000b' }, [0]],
    ['broken JSON', '{"email":', [0]],
    ['no object', '"text"', [0]],
    ['17 KiB', { ...good, padding: 'x'.repeat(17 * 1024) }, [0]],
  ]
  for (const [name, body, codes] of rows) {
    const answer = await ticket.say('signup', body)
    expect({ name, status: answer.status, codes: numbers(answer) }).toEqual({ name, status: 400, codes })
  }
})

test('the account exists only after its address was verified', async ({ ticket }) => {
  const person = await ticket.signUp()
  expect(await ticket.say('login', person)).toMatchObject({ status: 400 })
  expect(await ticket.say('signup/verifyEmail', { ticket: person.ticket })).toMatchObject(fine)
  expect(await ticket.isSignedIn(await ticket.signIn(person))).toBe(true)
  expect(numbers(await ticket.say('signup/verifyEmail', { ticket: person.ticket }))).toEqual([11])
})

test('signing in: the same answer for a wrong password and for nobody', async ({ ticket }) => {
  const { email, password } = await ticket.member()
  const wrong = await ticket.say('login', { email, password: 'not the password' })
  const nobody = await ticket.say('login', { email: `${unique('nobody')}@example.com`, password })
  expect([wrong.status, numbers(wrong)]).toEqual([400, [4]])
  expect(nobody.text).toBe(wrong.text)
  expect(numbers(await ticket.say('login', { email: 'nowhere', password }))).toEqual([2])
  for (const body of [{}, { email, password: null }, { email: [email], password }, '[]']) {
    expect(numbers(await ticket.say('login', body))).toEqual([0])
  }
  expect((await ticket.say('login', { email, password })).headers['set-cookie']).toBeUndefined()
})

test('changing the password needs a bearer and the old one, and ends every other session', async ({
  ticket,
  server,
}) => {
  const person = await ticket.member()
  const [bearer, elsewhere] = [await ticket.signIn(person), await ticket.signIn(person)]
  const change = { password: person.password, ...twice('battery staple 9') }
  const rows: [string, object, string | null, number, number[]][] = [
    ['no bearer', change, null, 401, [0]],
    ['a stranger’s bearer', change, strangersTicket, 401, [0]],
    ['a wrong old one', { ...change, password: 'not the password' }, bearer, 400, [4]],
    [
      'all that is wrong',
      { password: 'no', newPassword: 'x', newPasswordRepeat: 'y' },
      bearer,
      400,
      [3, 4, 9],
    ],
    ['a common new one', { ...change, ...twice('password123') }, bearer, 400, [5]],
    ['no old one', twice('battery staple 9'), bearer, 400, [0]],
  ]
  for (const [name, body, token, status, codes] of rows) {
    const answer = await ticket.say('changePassword', body, token ? { bearer: token } : {})
    expect({ name, status: answer.status, codes: numbers(answer) }).toEqual({ name, status, codes })
  }
  expect(await ticket.say('changePassword', change, { bearer })).toMatchObject(fine)
  expect([await ticket.isSignedIn(bearer), await ticket.isSignedIn(elsewhere)]).toEqual([true, false])
  expect(await ticket.say('login', person)).toMatchObject({ status: 400 })
  expect(await ticket.isSignedIn(await ticket.signIn({ ...person, password: 'battery staple 9' }))).toBe(true)
  const wrongMethod = await send(`${server.url}/api/ticket/auth/changePassword`, {
    method: 'POST',
    body: '{}',
  })
  expect(wrongMethod).toMatchObject({ status: 405, headers: { allow: 'PATCH' } })
})

test('a reset throws nothing when asked for; its ticket works once and ends all sessions', async ({
  ticket,
  mailbox,
}) => {
  const person = await ticket.member()
  const bearer = await ticket.signIn(person)
  for (const email of [person.email, `${unique('nobody')}@example.com`, 'nowhere', '']) {
    expect(await ticket.say('login/resetPassword', { email })).toMatchObject(fine)
  }
  expect(numbers(await ticket.say('login/resetPassword', { email: ['a@x.test'] }))).toEqual([0])
  const secret = ticketIn(await mailbox.next(person.email, /new password/i))
  const confirm = (body: object) => ticket.say('login/resetPassword/confirm', body)
  expect(numbers(await confirm({ ticket: secret, ...twice('x') }))).toEqual([3])
  expect(
    numbers(await confirm({ ticket: strangersTicket, newPassword: 'x', newPasswordRepeat: 'y' })),
  ).toEqual([3, 9, 11])
  for (const bad of ['', 'null', 'undefined', ' ', `${secret}x`]) {
    expect(numbers(await confirm({ ticket: bad, ...twice('battery staple 9') }))).toEqual([11])
  }
  expect(await confirm({ ticket: secret, ...twice('battery staple 9') })).toMatchObject(fine)
  expect(numbers(await confirm({ ticket: secret, ...twice('battery staple 9') }))).toEqual([11])
  expect(await ticket.isSignedIn(bearer)).toBe(false)
  expect(await ticket.say('login', person)).toMatchObject({ status: 400 })
  expect(await ticket.isSignedIn(await ticket.signIn({ ...person, password: 'battery staple 9' }))).toBe(true)
})

test('what is not there, and a page of another site, are refused in the dialect’s words', async ({
  server,
}) => {
  const nothing = await send(`${server.url}/api/ticket/auth/nothing`)
  expect([nothing.status, numbers(nothing)]).toEqual([404, [0]])
  const stranger = await send(`${server.url}/api/ticket/auth/login`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
    body: '{}',
  })
  expect([stranger.status, numbers(stranger)]).toEqual([403, [0]])
})
