import { test } from '@/e2e/support/api-test'
import { linkIn, ticketIn } from '@/e2e/support/mailbox'
import { resetSubject, somebody, verifySubject, verifyTicketOf } from '@/e2e/support/rest-api'
import type { Answer } from '@/e2e/support/send'
import { expect } from '@/e2e/support/test'

const wrong = { status: 401, text: '{"success":false,"message":"Неверный email или пароль."}' }
const badTicket = { status: 400, text: expect.stringContaining('Ссылка недействительна или устарела') }

test('somebody registers, reads the mail, verifies and signs in', async ({ rest, mailbox, server }) => {
  const person = await rest.register()
  expect(await rest.post('login', person)).toMatchObject({ status: 403 })

  const mail = await mailbox.next(person.email, verifySubject)
  expect(linkIn(mail)).toMatch(new RegExp(`^${server.url}/verify-email/[\\w-]{43}$`))
  expect(await rest.get(`verify-email/${ticketIn(mail)}`)).toMatchObject({ status: 200 })
  expect(await rest.get(`verify-email/${ticketIn(mail)}`)).toMatchObject(badTicket)

  const account = await rest.account(`Bearer ${await rest.signIn(person)}`)
  expect(account).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
  const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  expect(JSON.parse(account.text)).toEqual({
    account: {
      id: expect.any(String),
      username: null,
      email: person.email,
      emailVerified: true,
      role: 'user',
      firstName: 'Иван',
      lastName: 'Петров',
      phone: null,
      gender: null,
      region: null,
      locale: 'ru',
      picture: expect.stringMatching(/^http.*\/avatars\/default-\d-418-41f\.png$/),
      createdAt: moment,
    },
    session: {
      id: expect.any(String),
      dialect: 'rest',
      createdAt: moment,
      expiresAt: moment,
      endsAt: moment,
    },
  })
})

test('without a bearer nobody is signed in', async ({ rest }) => {
  expect(await rest.account()).toMatchObject({
    status: 401,
    text: '{"type":"about:blank","title":"Not signed in","status":401}',
    headers: { 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer' },
  })
})

test('a reset ends the old password, the old bearer and its own ticket', async ({
  rest,
  mailbox,
  server,
}) => {
  const person = await rest.registerVerified(mailbox)
  const bearer = `Bearer ${await rest.signIn(person)}`
  expect(await rest.account(bearer)).toMatchObject({ status: 200 })

  const ticket = await rest.askForResetTicket(mailbox, person.email)
  expect(linkIn(await mailbox.next(person.email, resetSubject))).toBe(`${server.url}/reset/${ticket}`)
  expect(await rest.post(`reset-password/${ticket}`, { password: '12345' })).toMatchObject({ status: 400 })
  expect(await rest.account(bearer)).toMatchObject({ status: 200 })
  const password = 'a new pass phrase'
  expect(await rest.post(`reset-password/${ticket}`, { password })).toMatchObject({ status: 200 })

  expect(await rest.account(bearer)).toMatchObject({ status: 401 })
  expect(await rest.post('login', person)).toMatchObject(wrong)
  expect(await rest.post(`reset-password/${ticket}`, { password: 'one more phrase' })).toMatchObject(
    badTicket,
  )
  const fresh = await rest.signIn({ email: person.email, password })
  expect(await rest.account(`Bearer ${fresh}`)).toMatchObject({ status: 200 })
  await mailbox.next(person.email, /Пароль от Latchkey изменён/)
})

test('a reset proves the address: who was not verified is now', async ({ rest, mailbox }) => {
  const { email } = await rest.register()
  const verifyTicket = await verifyTicketOf(mailbox, email)
  const ticket = await rest.askForResetTicket(mailbox, email)
  const password = 'a new pass phrase'
  expect(await rest.post(`reset-password/${ticket}`, { password })).toMatchObject({ status: 200 })
  expect(await rest.post('login', { email, password })).toMatchObject({ status: 200 })
  expect(await rest.get(`verify-email/${verifyTicket}`)).toMatchObject(badTicket)
})

test('registering a taken address answers the same bytes, changes nothing and tells the owner', async ({
  rest,
  mailbox,
}) => {
  const owner = await rest.registerVerified(mailbox)
  const stranger = { email: owner.email.toUpperCase(), password: 'chosen by another', firstName: 'Зло' }
  const taken = await rest.post('register', somebody(stranger))
  const free = await rest.post('register', somebody())
  expect(comparable(taken)).toEqual(comparable(free))

  const notice = await mailbox.next(owner.email, /У вас уже есть аккаунт/)
  expect(notice.text).not.toContain('Зло')
  const answer = await rest.post('login', owner)
  expect(JSON.parse(answer.text).user.firstName).toBe('Иван')
  expect(await rest.post('login', { ...owner, password: stranger.password })).toMatchObject(wrong)
})

test('asking for a mail answers the same bytes whether or not anybody has the address', async ({
  rest,
  mailbox,
}) => {
  const known = await rest.registerVerified(mailbox)
  for (const path of ['forgot-password', 'resend-verification']) {
    const answers = [await rest.post(path, known), await rest.post(path, somebody())]
    expect(answers[0]?.status).toBe(200)
    expect(comparable(answers[0])).toEqual(comparable(answers[1]))
  }
  await mailbox.next(known.email, resetSubject)
  const subjects = (await mailbox.list(known.email)).map(({ subject }) => subject)
  expect(subjects.filter((subject) => verifySubject.test(subject))).toHaveLength(1)
})

test('a verification mail can be had again, and either of the two verifies', async ({ rest, mailbox }) => {
  const { email, password } = await rest.register()
  const first = await verifyTicketOf(mailbox, email)
  expect(await rest.post('resend-verification', { email })).toMatchObject({ status: 200 })
  await expect.poll(async () => (await mailbox.list(email)).length).toBe(2)
  const tickets = (await mailbox.list(email)).map(ticketIn)
  expect(new Set(tickets).size).toBe(2)
  expect(await rest.get(`verify-email/${first}`)).toMatchObject({ status: 200 })
  expect(await rest.post('login', { email, password })).toMatchObject({ status: 200 })
  for (const ticket of tickets) expect(await rest.get(`verify-email/${ticket}`)).toMatchObject(badTicket)
})

test('of twenty resets at once with one ticket one wins, and only its password signs in', async ({
  rest,
  mailbox,
}) => {
  const { email } = await rest.registerVerified(mailbox)
  const ticket = await rest.askForResetTicket(mailbox, email)
  const passwords = Array.from({ length: 20 }, (_, number) => `pass phrase number ${number}`)
  const answers = await Promise.all(
    passwords.map((password) => rest.post(`reset-password/${ticket}`, { password })),
  )
  const winners = passwords.filter((_, at) => answers[at]?.status === 200)
  expect(winners).toHaveLength(1)
  for (const answer of answers) if (answer.status !== 200) expect(answer).toMatchObject(badTicket)
  const signIns = await Promise.all(passwords.map((password) => rest.post('login', { email, password })))
  expect(passwords.filter((_, at) => signIns[at]?.status === 200)).toEqual(winners)
})

/** All of an answer that a stranger sees, but for the clock. */
function comparable(answer: Answer | undefined): object {
  // Each answer has a moment and a name of its own, whatever it says.
  const { date: _, 'x-request-id': __, ...headers } = answer?.headers ?? {}
  return { ...answer, headers }
}
