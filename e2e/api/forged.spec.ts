import { test } from '@/e2e/support/api-test'
import { ticketIn } from '@/e2e/support/mailbox'
import { resetSubject, somebody, verifySubject, verifyTicketOf } from '@/e2e/support/rest-api'
import { expect } from '@/e2e/support/test'

/** Requests that look like somebody's and are not, or ask for more than they may have. */

test('a request from our own page, or from no page, is let in', async ({ rest, server }) => {
  const own: Record<string, string>[] = [
    { 'sec-fetch-site': 'same-origin', origin: server.url },
    { 'sec-fetch-site': 'none' },
    { origin: server.url },
    { referer: `${server.url}/login` },
  ]
  for (const headers of own) {
    expect([headers, (await rest.post('login', somebody(), headers)).status]).toEqual([headers, 401])
  }
})

test('links in mails start with APP_URL, whatever host a request names', async ({
  rest,
  mailbox,
  server,
}) => {
  const forgeries: Record<string, string>[] = [
    { host: 'evil.test' },
    { 'x-forwarded-host': 'evil.test' },
    { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'gopher', 'x-forwarded-port': '1' },
    { forwarded: 'host=evil.test;proto=https' },
    { 'x-original-host': 'evil.test', 'x-host': 'evil.test', 'x-original-url': 'https://evil.test/' },
  ]
  const people = await Promise.all(
    forgeries.map(async (headers) => {
      const person = somebody()
      expect(await rest.post('register', person, headers)).toMatchObject({ status: 201 })
      expect(await rest.post('forgot-password', person, headers)).toMatchObject({ status: 200 })
      expect(await rest.post('register', { ...somebody(), email: person.email }, headers)).toMatchObject({
        status: 201,
      })
      return person
    }),
  )
  for (const { email } of people) {
    await mailbox.next(email, verifySubject)
    await mailbox.next(email, resetSubject)
    await mailbox.next(email, /У вас уже есть аккаунт/)
    for (const { html, text, subject } of await mailbox.list(email)) {
      expect(`${subject}${html}${text}`).not.toContain('evil.test')
      const addresses = `${html} ${text}`.match(/https?:\/\/[^\s"'<]+/g) ?? []
      expect(addresses.length).toBeGreaterThan(0)
      for (const address of addresses) expect(new URL(address).origin).toBe(server.url)
    }
  }
})

test('a ticket is in its mail and in no answer', async ({ rest, mailbox }) => {
  const person = somebody()
  const answers = [await rest.post('register', person)]
  const verifyTicket = await verifyTicketOf(mailbox, person.email)
  answers.push(await rest.get(`verify-email/${verifyTicket}`), await rest.post('forgot-password', person))
  const resetTicket = ticketIn(await mailbox.next(person.email, resetSubject))
  answers.push(await rest.post(`reset-password/${resetTicket}`, { password: 'x' }))
  answers.push(await rest.post(`reset-password/${resetTicket}`, person), await rest.post('login', person))
  expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 400, 200, 200])
  const told = JSON.stringify(answers)
  for (const secret of [verifyTicket, resetTicket, person.password]) expect(told).not.toContain(secret)
})

test('one address is meant by a list of two in no spelling, and nobody gets mail', async ({
  rest,
  mailbox,
}) => {
  const victim = await rest.registerVerified(mailbox)
  const thief = `thief-${victim.email}`
  const bodies = [
    { email: [victim.email, thief] },
    { email: { 0: victim.email, 1: thief } },
    { email: `${victim.email},${thief}` },
    { email: `${victim.email} ${thief}` },
    { email: `${victim.email};${thief}` },
    { email: `${victim.email}\r\nBcc: ${thief}` },
    { email: `Ivan <${thief}>` },
    `email=${victim.email}&email=${thief}`,
    `email[]=${victim.email}&email[]=${thief}`,
    `{"email":"${victim.email}","email":"not ${thief}"}`,
  ]
  for (const body of bodies) {
    for (const endpoint of ['forgot-password', 'resend-verification']) {
      expect((await rest.post(endpoint, body)).status).toBe(400)
    }
  }
  // The queue is in order: when this mail is there, one that was asked for before it would be too.
  const { email } = await rest.registerVerified(mailbox)
  await rest.askForResetTicket(mailbox, email)
  expect(await mailbox.list(thief)).toEqual([])
  expect(await mailbox.list(victim.email)).toHaveLength(1)
})
