import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { disownEmail } from '@/lib/account/operations/email/disown-email'
import { verifyEmail } from '@/lib/account/operations/email/verify-email'
import { describeTicket } from '@/lib/account/operations/recovery/describe-ticket'
import { resetPassword } from '@/lib/account/operations/recovery/reset-password'
import { prisma } from '@/lib/db/client'
import {
  accountRow,
  canSignIn,
  expireTicket,
  goodPassword,
  guestContext,
  must,
  newAccount,
  unique,
  uniqueEmail,
} from '@/lib/testing/accounts'
import { mailKindsTo, mailLocalesTo, ticketIn } from '@/lib/testing/waiting-mail'
import { registerAccount } from './register-account'
import { requestRegistration } from './request-registration'

interface Names {
  readonly username?: string
  readonly email?: string
}

async function pending({ username = unique('new'), email = uniqueEmail() }: Names = {}) {
  must(await requestRegistration(guestContext('ticket'), { username, email, newPassword: goodPassword }))
  return { username, email, ticket: await ticketIn('verify_email', email) }
}

function confirm(ticket: string) {
  return verifyEmail(guestContext('ticket'), { ticket, proof: { kind: 'document' } })
}

test('no account exists until the ticket is used, and then it is verified', async () => {
  const { username, email, ticket } = await pending()
  expect(await prisma().account.count({ where: { email } })).toBe(0)
  expect(await canSignIn(email, goodPassword)).toBe(false)
  const { accountId } = must(await confirm(ticket))
  expect(await accountRow(accountId)).toMatchObject({ username, email, emailVerifiedAt: expect.any(Date) })
  expect(await canSignIn(username, goodPassword)).toBe(true)
  expect(await prisma().registration.count({ where: { email } })).toBe(0)
})

test('the language of the request is used for the mail and the account', async () => {
  const email = uniqueEmail()
  const input = { username: unique('new'), email, newPassword: goodPassword }
  must(await requestRegistration({ ...guestContext('ticket'), locale: 'ru' }, input))
  const { accountId } = must(await confirm(await ticketIn('verify_email', email)))
  expect(await mailLocalesTo(email)).toEqual(['ru'])
  expect(await accountRow(accountId)).toMatchObject({ locale: 'ru' })
})

test('all faults are reported at once, and nothing is created', async () => {
  const { username, email } = await newAccount()
  const request = (name: string, address: string, newPassword: string) =>
    requestRegistration(guestContext('ticket'), { username: name, email: address, newPassword })
  expect(await request('', 'x', 'qzvx7')).toEqual(fail('username_missing', 'email_invalid', 'password_short'))
  expect(await request(username ?? '', email, 'qzvx7')).toEqual(
    fail('password_short', 'email_taken', 'username_taken'),
  )
  expect(await request('a b', email, goodPassword)).toEqual(fail('username_characters', 'email_taken'))
  expect(await prisma().registration.count({ where: { email } })).toBe(0)
  expect(await mailKindsTo(email)).toEqual([])
})

test('a pending registration reserves neither name nor address', async () => {
  const first = await pending()
  const second = await pending(first)
  expect(second.ticket).not.toBe(first.ticket)
  const input = { username: first.username, email: uniqueEmail(), password: goodPassword }
  must(await registerAccount(guestContext('classic'), input))
})

test('of two pending registrations of one name, the first to be confirmed wins', async () => {
  const username = unique('wanted')
  const [early, late] = [await pending({ username }), await pending({ username: username.toUpperCase() })]
  must(await confirm(late.ticket))
  expect(await confirm(early.ticket)).toEqual(fail('username_taken'))
  expect(await confirm(early.ticket)).toEqual(fail('username_taken'))
  expect(await prisma().account.count({ where: { email: early.email } })).toBe(0)
})

test('of two pending registrations of one address, the first to be confirmed wins', async () => {
  const email = uniqueEmail()
  const [early, late] = [await pending({ email }), await pending({ email })]
  must(await confirm(early.ticket))
  expect(await confirm(late.ticket)).toEqual(fail('email_taken'))
  expect(await prisma().account.findUnique({ where: { email } })).toMatchObject({ username: early.username })
})

test('of ten pending registrations of one name that are confirmed at once, one wins', async () => {
  const username = unique('race')
  const sent = await Promise.all(Array.from({ length: 10 }, () => pending({ username })))
  const results = await Promise.all(sent.map(({ ticket }) => confirm(ticket)))
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(results.filter(({ ok }) => !ok)).toEqual(Array(9).fill(fail('username_taken')))
  expect(await prisma().account.count({ where: { usernameKey: username.toLowerCase() } })).toBe(1)
})

test('one ticket that is used ten times at once creates one account', async () => {
  const { ticket, email } = await pending()
  const results = await Promise.all(Array.from({ length: 10 }, () => confirm(ticket)))
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await prisma().account.count({ where: { email } })).toBe(1)
})

test('a verified address is taken from an account that never verified it', async () => {
  const { email, ticket } = await pending()
  const squatter = await newAccount({ email, verified: false })
  const { accountId } = must(await confirm(ticket))
  expect(await accountRow(accountId)).toMatchObject({ email })
  expect(await accountRow(squatter.id)).toMatchObject({ username: squatter.username, email: null })
})

test('an address that another account verified in the meantime stays with that account', async () => {
  const { email, ticket } = await pending()
  const { id } = await newAccount({ email })
  expect(await confirm(ticket)).toEqual(fail('email_taken'))
  expect(await accountRow(id)).toMatchObject({ email })
})

test('where the ticket is not enough, the password of the registration is needed too', async () => {
  const { ticket } = await pending()
  const proof = (password: string) => ({ ticket, proof: { kind: 'password', password } as const })
  expect(await verifyEmail(guestContext(), proof('another one'))).toEqual(fail('wrong_password'))
  must(await verifyEmail(guestContext(), proof(goodPassword)))
})

test('an expired ticket creates no account', async () => {
  const { ticket, email } = await pending()
  await expireTicket(ticket)
  expect(await confirm(ticket)).toEqual(fail('ticket_expired'))
  expect(await prisma().account.count({ where: { email } })).toBe(0)
})

test('the owner of the address may reject it: the registration is deleted', async () => {
  const { ticket, email } = await pending()
  must(await disownEmail(guestContext(), { ticket }))
  expect(await confirm(ticket)).toEqual(fail('ticket_unknown'))
  expect(await prisma().registration.count({ where: { email } })).toBe(0)
})

test('the ticket of a registration describes its purpose, and sets no password', async () => {
  const { ticket, username, email } = await pending()
  const description = {
    state: 'live',
    purpose: 'confirm_registration',
    account: username,
    email,
    canReset: false,
  }
  expect(await describeTicket(ticket)).toMatchObject(description)
  expect(await resetPassword(guestContext(), { ticket, newPassword: goodPassword })).toEqual(
    fail('ticket_unknown'),
  )
  must(await confirm(ticket))
})
