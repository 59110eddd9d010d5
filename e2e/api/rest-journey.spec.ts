import { problem } from '@/e2e/support/clients/expected-problem'
import { resetSubject, verifySubject, verifyTicketOf } from '@/e2e/support/clients/rest-api'
import { test } from '@/e2e/support/fixtures/api-test'
import { expect } from '@/e2e/support/fixtures/test'
import { linkIn, ticketIn } from '@/e2e/support/servers/mailbox'

const wrong = { status: 401, text: '{"success":false,"message":"Неверный email или пароль."}' }
const badTicket = { status: 400, text: expect.stringContaining('Ссылка недействительна или устарела') }

test('a user registers, reads the mail, verifies and signs in', async ({ rest, mailbox, server }) => {
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
      hasPassword: true,
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
      channel: 'rest',
      createdAt: moment,
      expiresAt: moment,
      endsAt: moment,
    },
  })
})

test('a request without a bearer token is not signed in', async ({ rest }) => {
  expect(await rest.account()).toMatchObject({
    ...problem('signed_out'),
    headers: { 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer' },
  })
})

test('a reset invalidates the old password, the old bearer and its own ticket', async ({
  rest,
  mailbox,
  server,
}) => {
  const person = await rest.registerVerified(mailbox)
  const bearer = `Bearer ${await rest.signIn(person)}`
  expect(await rest.account(bearer)).toMatchObject({ status: 200 })

  const ticket = await rest.requestResetTicket(mailbox, person.email)
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

test('a reset proves the address: an unverified account becomes verified', async ({ rest, mailbox }) => {
  const { email } = await rest.register()
  const verifyTicket = await verifyTicketOf(mailbox, email)
  const ticket = await rest.requestResetTicket(mailbox, email)
  const password = 'a new pass phrase'
  expect(await rest.post(`reset-password/${ticket}`, { password })).toMatchObject({ status: 200 })
  expect(await rest.post('login', { email, password })).toMatchObject({ status: 200 })
  expect(await rest.get(`verify-email/${verifyTicket}`)).toMatchObject(badTicket)
})

test('a verification mail can be requested again, and either of the two verifies', async ({
  rest,
  mailbox,
}) => {
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
