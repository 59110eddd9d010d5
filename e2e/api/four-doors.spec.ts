import { goodPassword, unique } from '@/e2e/support/accounts'
import { call, cookieIn } from '@/e2e/support/call'
import { type Mailbox, ticketIn } from '@/e2e/support/mailbox'
import type { Answer } from '@/e2e/support/send'
import { expect, test } from '@/e2e/support/test'

/** One account, four doors: born in each, entered by all others that its document allows. */

interface Person {
  readonly username: string
  readonly email: string
  readonly password: string
}

class Doors {
  constructor(
    private readonly url: string,
    private readonly mailbox: Mailbox,
  ) {}

  post(path: string, body: object, options: Parameters<typeof call>[2] = {}): Promise<Answer> {
    return call(`${this.url}/api${path}`, body, options)
  }

  somebody(): Person {
    const username = unique('ada')
    return { username, email: `${username}@example.com`, password: goodPassword }
  }

  /** The ticket in the last mail to an address whose link leads there. */
  async ticket(email: string, page: 'verify-email' | 'reset'): Promise<string> {
    let found = ''
    await expect
      .poll(async () => {
        const mail = (await this.mailbox.list(email)).find(({ text }) => text.includes(`/${page}/`))
        found = mail ? ticketIn(mail) : ''
        return found
      })
      .not.toBe('')
    return found
  }

  async verify(email: string): Promise<void> {
    const ticket = await this.ticket(email, 'verify-email')
    expect((await call(`${this.url}/api/rest/auth/verify-email/${ticket}`)).status).toBe(200)
  }

  async byClassic({ username, password }: Person): Promise<string | null> {
    return cookieIn(await this.post('/classic/auth/login', { username, password }))
  }

  async byDevice({ username, password }: Person): Promise<string | null> {
    return cookieIn(await this.post('/auth', { login: username, password, device_id: unique('device') }))
  }

  async byTicket({ email, password }: Person): Promise<string | null> {
    return JSON.parse((await this.post('/ticket/auth/login', { email, password })).text).token ?? null
  }

  async byRest({ email, password }: Person): Promise<string | null> {
    return JSON.parse((await this.post('/rest/auth/login', { email, password })).text).token ?? null
  }

  /** Signs in through all four doors. */
  async everywhere(person: Person): Promise<(string | null)[]> {
    return [
      await this.byClassic(person),
      await this.byDevice(person),
      await this.byTicket(person),
      await this.byRest(person),
    ]
  }

  /** Whether each secret, cookie or token, still counts. */
  async live(secrets: readonly (string | null)[]): Promise<boolean[]> {
    const account = `${this.url}/api/account`
    const answers = secrets.map((bearer) => call(account, undefined, { bearer: bearer ?? 'none' }))
    return (await Promise.all(answers)).map(({ status }) => status === 200)
  }
}

const all = [true, true, true, true]
const none = [false, false, false, false]

test('born in classic: in by device, changed by ticket, which ends all other sessions, in by rest', async ({
  server,
  mailbox,
}) => {
  const doors = new Doors(server.url, mailbox)
  const person = doors.somebody()
  expect((await doors.post('/classic/auth/register', person)).text).toBe('{"status":1,"error":0}')
  expect(await doors.byRest(person)).toBeNull()
  expect(await doors.byDevice(person)).toHaveLength(43)
  await doors.verify(person.email)
  const sessions = await doors.everywhere(person)
  expect(await doors.live(sessions)).toEqual(all)

  const bearer = await doors.byTicket(person)
  const newPassword = 'battery staple 9'
  const change = { password: person.password, newPassword, newPasswordRepeat: newPassword }
  const changed = await doors.post('/ticket/auth/changePassword', change, {
    bearer: bearer ?? '',
    method: 'PATCH',
  })
  expect(changed.text).toBe('{}')
  expect(await doors.live(sessions)).toEqual(none)
  expect(await doors.live([bearer])).toEqual([true])
  expect(await doors.everywhere(person)).toEqual([null, null, null, null])
  expect(await doors.live(await doors.everywhere({ ...person, password: newPassword }))).toEqual(all)
})

test('born in rest: has no name for classic and device, which take the address; reset by ticket', async ({
  server,
  mailbox,
}) => {
  const doors = new Doors(server.url, mailbox)
  const { email, password } = doors.somebody()
  const registered = await doors.post('/rest/auth/register', {
    email,
    password,
    firstName: 'Ada',
    lastName: 'L.',
  })
  expect(registered.status).toBe(201)
  await doors.verify(email)
  const person = { username: email, email, password }
  const sessions = await doors.everywhere(person)
  expect(await doors.live(sessions)).toEqual(all)

  await doors.post('/ticket/auth/login/resetPassword', { email })
  const newPassword = 'battery staple 9'
  const ticket = await doors.ticket(email, 'reset')
  const confirm = { ticket, newPassword, newPasswordRepeat: newPassword }
  expect((await doors.post('/ticket/auth/login/resetPassword/confirm', confirm)).text).toBe('{}')
  expect(await doors.live(sessions)).toEqual(none)
  expect(await doors.live(await doors.everywhere({ ...person, password: newPassword }))).toEqual(all)
})

test('born in ticket: exists only once verified, and then everywhere', async ({ server, mailbox }) => {
  const doors = new Doors(server.url, mailbox)
  const person = doors.somebody()
  const { username, email, password } = person
  await doors.post('/ticket/auth/signup', {
    username,
    email,
    newPassword: password,
    newPasswordRepeat: password,
  })
  expect(await doors.byClassic(person)).toBeNull()
  await doors.verify(email)
  const sessions = await doors.everywhere(person)
  expect(await doors.live(sessions)).toEqual(all)

  const edit = { password, new_password: 'battery staple 9' }
  const edited = await doors.post('/classic/auth/edit', edit, { cookie: sessions[0] ?? '' })
  expect(edited.text).toBe('{"status":1,"result":{"new_password":true},"error":0}')
  expect(await doors.live(sessions)).toEqual(none)
  expect(await doors.live([cookieIn(edited)])).toEqual([true])
})

test('born by device with a password: has no address, so classic knows it, and rest and ticket cannot', async ({
  server,
  mailbox,
}) => {
  const doors = new Doors(server.url, mailbox)
  const person = doors.somebody()
  const born = await doors.post('/auth', {
    login: person.username,
    password: person.password,
    device_id: '2123',
  })
  expect(born.text).toBe(JSON.stringify({ user: { login: person.username } }))
  expect(await doors.everywhere(person)).toEqual([expect.any(String), expect.any(String), null, null])

  const cookie = (await doors.byClassic(person)) ?? ''
  const edit = { password: person.password, email: person.email }
  expect((await doors.post('/classic/auth/edit', edit, { cookie })).text).toContain('"email":true')
  await doors.verify(person.email)
  expect(await doors.live(await doors.everywhere(person))).toEqual(all)
})
