import { call } from '@/e2e/support/clients/call'
import { Contract } from '@/e2e/support/clients/contract'
import { type Answer, send } from '@/e2e/support/clients/send'
import { test as base, expect } from '@/e2e/support/fixtures/test'
import { type Mailbox, ticketIn } from '@/e2e/support/servers/mailbox'
import { goodPassword, unique } from '@/lib/testing/accounts'

/** The ticket dialect, checked against its document. */

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

  async send(path: string, body: object | string, options: Parameters<typeof call>[2] = {}): Promise<Answer> {
    const method = path === 'changePassword' ? 'PATCH' : 'POST'
    const answer = await call(`${this.url}/api/ticket/auth/${path}`, body, { method, ...options })
    this.contract.check(method, `/auth/${path}`, answer)
    return answer
  }

  /** Signs up and reads the ticket in the mail. */
  async signUp(over: Partial<Person> = {}): Promise<Person & { ticket: string }> {
    const username = over.username ?? unique('ada')
    const person = { email: `${unique('ada')}@example.com`, password: goodPassword, ...over, username }
    expect(await this.send('signup', signup(person))).toMatchObject(fine)
    return { ...person, ticket: ticketIn(await this.mailbox.next(person.email, /Confirm/)) }
  }

  async member(): Promise<Person> {
    const { ticket, ...person } = await this.signUp()
    expect(await this.send('signup/verifyEmail', { ticket })).toMatchObject(fine)
    return person
  }

  async signIn({ email, password }: Pick<Person, 'email' | 'password'>): Promise<string> {
    const answer = await this.send('login', { email, password })
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
const unknownTicket = 'x'.repeat(43)

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
    ['a common password', { ...good, ...twice('password123') }, [3]],
    ['a long password', { ...good, ...twice('Ab1'.repeat(86)) }, [9]],
    ['a taken address', { ...good, email: taken.email.toUpperCase() }, [6]],
    ['a taken name', { ...good, username: taken.username.toUpperCase() }, [7]],
    ['a short name', { ...good, username: 'ab' }, [10]],
    ['a long name', { ...good, username: 'a'.repeat(33) }, [8]],
    ['other passwords', { ...good, newPasswordRepeat: 'something else' }, [5]],
    ['forbidden characters', { ...good, username: 'two words' }, [10]],
    ['a short name of forbidden characters', { ...good, username: 'a!' }, [10, 10]],
    ['a short and common password', { ...good, ...twice('short') }, [3, 3]],
    [
      'all that is wrong',
      { email: '?', username: 'a b', newPassword: 'x', newPasswordRepeat: 'y' },
      [1, 3, 5, 10],
    ],
    ['all that is taken', { ...good, email: taken.email, username: taken.username }, [6, 7]],
    ['missing passwords', { username: good.username, email: good.email }, [3]],
    ['no fields', {}, [1, 3, 10]],
    ['a number', { ...good, username: 12 }, [10]],
    ['true', { ...good, username: true }, [0]],
    ['a list', { ...good, email: ['a@x.test', 'b@x.test'] }, [0]],
    ['a NUL', { ...good, username: 'a\u0000b' }, [0]],
    ['broken JSON', '{"email":', [0]],
    ['no object', '"text"', [0]],
    ['17 KiB', { ...good, padding: 'x'.repeat(17 * 1024) }, [0]],
  ]
  for (const [name, body, codes] of rows) {
    const answer = await ticket.send('signup', body)
    expect({ name, status: answer.status, codes: numbers(answer) }).toEqual({ name, status: 400, codes })
  }
})

test('form errors are listed for each field, with the original messages', async ({ ticket }) => {
  const { email, username, password } = await ticket.member()
  const bodyOf = ({ text }: Answer) => {
    const { errors: _, ...body } = JSON.parse(text)
    return body
  }
  const good = { username: unique('bob'), email: `${unique('bob')}@example.com`, ...twice(goodPassword) }
  const none = { email: [], username: [], newPassword: [], newPasswordRepeat: [] }
  const error = (code: number, english_name: string) => [{ code, english_name }]
  const rows: [string, object, object][] = [
    ['signup', { ...good, email: 'nowhere' }, { ...none, email: error(1, 'Malformed') }],
    ['signup', { ...good, ...twice('short12') }, { ...none, newPassword: error(3, 'Too short') }],
    ['signup', { ...good, ...twice('short') }, { ...none, newPassword: error(3, 'Too short') }],
    [
      'signup',
      { ...good, newPasswordRepeat: 'x' },
      { ...none, newPasswordRepeat: error(5, "Passwords don't match") },
    ],
    ['signup', { ...good, email }, { ...none, email: error(6, 'Taken') }],
    ['signup', { ...good, username }, { ...none, username: error(7, 'Taken') }],
    ['signup', { ...good, username: 'a'.repeat(33) }, { ...none, username: error(8, 'Too long') }],
    ['signup', { ...good, ...twice('Ab1'.repeat(86)) }, { ...none, newPassword: error(9, 'Too long') }],
    ['signup', { ...good, username: 'ab' }, { ...none, username: error(10, 'Too short') }],
    ['signup', { ...good, username: 'two words' }, { ...none, username: error(10, 'Malformed') }],
    ['login', { email: 'nowhere', password }, { email: error(2, 'Unknown'), password: [] }],
    ['login', { email, password: 'not it' }, { email: [], password: error(4, 'Wrong') }],
    ['signup/verifyEmail', { ticket: unknownTicket }, { code: 11, english_name: 'Unknown' }],
    [
      'login/resetPassword/confirm',
      { ticket: unknownTicket, ...twice(goodPassword) },
      { code: 11, english_name: 'Unknown' },
    ],
  ]
  for (const [path, sent, body] of rows) {
    const answer = await ticket.send(path, sent)
    expect({ sent, status: answer.status, body: bodyOf(answer) }).toEqual({ sent, status: 400, body })
  }
})

test('verifyEmail throws only 11, also for a name that was taken in the meantime', async ({ ticket }) => {
  const first = await ticket.signUp()
  const second = await ticket.signUp({ username: first.username })
  expect(await ticket.send('signup/verifyEmail', { ticket: first.ticket })).toMatchObject(fine)
  const bodies = [{ ticket: second.ticket }, {}, { ticket: null }, { ticket: [] }, '{"ticket":', '[]']
  for (const body of bodies) {
    const answer = await ticket.send('signup/verifyEmail', body)
    expect({ body, status: answer.status, codes: numbers(answer) }).toEqual({
      body,
      status: 400,
      codes: [11],
    })
  }
})

test('the account exists only after its address was verified', async ({ ticket }) => {
  const person = await ticket.signUp()
  expect(await ticket.send('login', person)).toMatchObject({ status: 400 })
  expect(await ticket.send('signup/verifyEmail', { ticket: person.ticket })).toMatchObject(fine)
  expect(await ticket.isSignedIn(await ticket.signIn(person))).toBe(true)
  expect(numbers(await ticket.send('signup/verifyEmail', { ticket: person.ticket }))).toEqual([11])
})

test('signing in: the same answer for a wrong password and an unknown account', async ({ ticket }) => {
  const { email, password } = await ticket.member()
  const wrong = await ticket.send('login', { email, password: 'not the password' })
  const unknown = await ticket.send('login', { email: `${unique('nobody')}@example.com`, password })
  expect([wrong.status, numbers(wrong)]).toEqual([400, [4]])
  expect(unknown.text).toBe(wrong.text)
  expect(numbers(await ticket.send('login', { email: 'nowhere', password }))).toEqual([2])
  for (const body of [{ email: [email], password }, { email, password: {} }, '[]']) {
    expect(numbers(await ticket.send('login', body))).toEqual([0])
  }
  expect(numbers(await ticket.send('login', {}))).toEqual([2])
  expect(numbers(await ticket.send('login', { email, password: null }))).toEqual([4])
  expect((await ticket.send('login', { email, password })).headers['set-cookie']).toBeUndefined()
})

test('changing the password needs a bearer and the old password, and ends every other session', async ({
  ticket,
  server,
}) => {
  const person = await ticket.member()
  const [bearer, otherSession] = [await ticket.signIn(person), await ticket.signIn(person)]
  const change = { password: person.password, ...twice('battery staple 9') }
  for (const authorization of [undefined, unknownTicket, `Bearer ${unknownTicket}`, 'Basic YTpi']) {
    const headers = authorization === undefined ? {} : { authorization }
    const answer = await ticket.send('changePassword', change, { headers })
    expect({ authorization, status: answer.status, text: answer.text }).toEqual({
      authorization,
      status: 401,
      text: '',
    })
  }
  const rows: [string, object, string, number, number[]][] = [
    ['a wrong old one', { ...change, password: 'not the password' }, bearer, 400, [4]],
    [
      'all that is wrong',
      { password: 'no', newPassword: 'x', newPasswordRepeat: 'y' },
      bearer,
      400,
      [3, 4, 5],
    ],
    ['a common new one', { ...change, ...twice('password123') }, bearer, 400, [3]],
    ['no old one', twice('battery staple 9'), bearer, 400, [4]],
  ]
  for (const [name, body, token, status, codes] of rows) {
    const answer = await ticket.send('changePassword', body, { bearer: token })
    expect({ name, status: answer.status, codes: numbers(answer) }).toEqual({ name, status, codes })
  }
  // The bare token, as the original apps send it.
  expect(await ticket.send('changePassword', change, { headers: { authorization: bearer } })).toMatchObject(
    fine,
  )
  expect([await ticket.isSignedIn(bearer), await ticket.isSignedIn(otherSession)]).toEqual([true, false])
  expect(await ticket.send('login', person)).toMatchObject({ status: 400 })
  expect(await ticket.isSignedIn(await ticket.signIn({ ...person, password: 'battery staple 9' }))).toBe(true)
  const wrongMethod = await send(`${server.url}/api/ticket/auth/changePassword`, {
    method: 'POST',
    body: '{}',
  })
  expect(wrongMethod).toMatchObject({ status: 405, headers: { allow: 'PATCH' } })
})

test('requesting a reset throws nothing; its ticket works once and ends all sessions', async ({
  ticket,
  mailbox,
}) => {
  const person = await ticket.member()
  const bearer = await ticket.signIn(person)
  const emails = [person.email, `${unique('nobody')}@example.com`, 'nowhere', '', null, ['a@x.test'], {}]
  for (const email of emails) expect(await ticket.send('login/resetPassword', { email })).toMatchObject(fine)
  for (const body of ['{"email":', '[]', `{"email":"${'x'.repeat(17_000)}"}`])
    expect(await ticket.send('login/resetPassword', body)).toMatchObject(fine)
  const secret = ticketIn(await mailbox.next(person.email, /Reset your/))
  const confirm = (body: object) => ticket.send('login/resetPassword/confirm', body)
  expect(numbers(await confirm({ ticket: secret, ...twice('x') }))).toEqual([3])
  expect(numbers(await confirm({ ticket: unknownTicket, newPassword: 'x', newPasswordRepeat: 'y' }))).toEqual(
    [3, 5, 11],
  )
  for (const bad of ['', 'null', 'undefined', ' ', `${secret}x`]) {
    expect(numbers(await confirm({ ticket: bad, ...twice('battery staple 9') }))).toEqual([11])
  }
  expect(await confirm({ ticket: secret, ...twice('battery staple 9') })).toMatchObject(fine)
  expect(numbers(await confirm({ ticket: secret, ...twice('battery staple 9') }))).toEqual([11])
  expect(await ticket.isSignedIn(bearer)).toBe(false)
  expect(await ticket.send('login', person)).toMatchObject({ status: 400 })
  expect(await ticket.isSignedIn(await ticket.signIn({ ...person, password: 'battery staple 9' }))).toBe(true)
})

test("unknown paths are rejected in the dialect's format; a page of another site is answered, and gets no cookie", async ({
  server,
}) => {
  const unknownPath = await send(`${server.url}/api/ticket/auth/nothing`)
  expect([unknownPath.status, numbers(unknownPath)]).toEqual([404, [0]])
  const crossSite = await send(`${server.url}/api/ticket/auth/login`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
    body: '{}',
  })
  expect([crossSite.status, numbers(crossSite)]).toEqual([400, [2]])
  expect(crossSite.headers['set-cookie']).toBeUndefined()
})
