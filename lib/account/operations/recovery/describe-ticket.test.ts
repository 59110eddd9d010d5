import { expect, test } from 'vitest'
import { changeEmail } from '@/lib/account/operations/email/change-email'
import { mintTicket } from '@/lib/account/records/ticket'
import { hashSecret } from '@/lib/account/secret'
import { prisma, type TicketPurpose, transact } from '@/lib/db/client'
import {
  expireTicket,
  goodPassword,
  guestContext,
  must,
  newAccount,
  otherPassword,
  signedIn,
  uniqueEmail,
} from '@/lib/testing/accounts'
import { ticketIn } from '@/lib/testing/waiting-mail'
import { describeTicket } from './describe-ticket'
import { resetPassword } from './reset-password'

async function ticketFor(purpose: TicketPurpose) {
  const account = await newAccount()
  const { id: accountId, email } = account
  return { account, ticket: await transact((tx) => mintTicket(tx, { purpose, email, accountId })) }
}

test.each([
  ['verify_email', true],
  ['reset_password', true],
  ['undo_email', true],
  ['change_email', false],
] as const)(
  'a live ticket for %s describes its account; it can set a password: %s',
  async (purpose, canReset) => {
    const { account, ticket } = await ticketFor(purpose)
    const { id: accountId, username, email } = account
    const facts = { account: username, accountId, email, hasPassword: true, canReset }
    const description = { state: 'live', purpose, ...facts }
    expect(await describeTicket(ticket)).toEqual(description)
    // Mail scanners follow links, so describing must not spend the ticket.
    expect(await describeTicket(ticket)).toEqual(description)
    const row = await prisma().ticket.findUnique({ where: { secretHash: hashSecret(ticket) } })
    expect(row).toMatchObject({ spentAt: null })
  },
)

test('an account without a username is named by its address', async () => {
  const { id: accountId, email } = await newAccount({ username: null })
  const ticket = await transact((tx) => mintTicket(tx, { purpose: 'reset_password', email, accountId }))
  expect(await describeTicket(ticket)).toMatchObject({ account: email })
})

test('a verify ticket sets no password while the change to its address can be undone', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account, 'classic')
  const email = uniqueEmail()
  must(await changeEmail(context, { currentPassword: goodPassword, email }))
  const ticket = await ticketIn('verify_email', email)
  expect(await describeTicket(ticket)).toMatchObject({ state: 'live', canReset: false })
  await expireTicket(await ticketIn('email_changed', account.email))
  expect(await describeTicket(ticket)).toMatchObject({ state: 'live', canReset: true })
})

test('an expired, a spent and an unknown ticket reveal only their state', async () => {
  const expired = await ticketFor('reset_password')
  await expireTicket(expired.ticket)
  expect(await describeTicket(expired.ticket)).toEqual({ state: 'expired' })
  const { ticket } = await ticketFor('reset_password')
  must(await resetPassword(guestContext(), { ticket, newPassword: otherPassword }))
  expect(await describeTicket(ticket)).toEqual({ state: 'spent' })
  expect(await describeTicket('x'.repeat(43))).toEqual({ state: 'unknown' })
  expect(await describeTicket('')).toEqual({ state: 'unknown' })
  const gone = await ticketFor('reset_password')
  await prisma().account.delete({ where: { id: gone.account.id } })
  expect(await describeTicket(gone.ticket)).toEqual({ state: 'unknown' })
})

test.each([
  ['verify_email', 24 * 60],
  ['change_email', 24 * 60],
  ['reset_password', 60],
  ['undo_email', 72 * 60],
] as const)(
  'a ticket for %s is valid for %i minutes, and the database has only its hash',
  async (purpose, minutes) => {
    const before = Date.now()
    const { ticket } = await ticketFor(purpose)
    expect(ticket).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const row = await prisma().ticket.findUniqueOrThrow({ where: { secretHash: hashSecret(ticket) } })
    const issuedAt = row.expiresAt.getTime() - minutes * 60_000
    expect(issuedAt).toBeGreaterThanOrEqual(before)
    expect(issuedAt).toBeLessThanOrEqual(Date.now())
  },
)
