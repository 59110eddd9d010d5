import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { changeEmail } from '@/lib/account/operations/email/change-email'
import { findPendingEmail } from '@/lib/account/operations/email/find-pending-email'
import { verifyEmail } from '@/lib/account/operations/email/verify-email'
import { mintTicket } from '@/lib/account/records/ticket'
import { prisma, type TicketPurpose, transact } from '@/lib/db/client'
import {
  accountRow,
  canSignIn,
  contextWith,
  expireTicket,
  goodPassword,
  guestContext,
  must,
  newAccount,
  otherPassword,
  sessionState,
  signedIn,
  type TestAccount,
  uniqueEmail,
} from '@/lib/testing/accounts'
import { mailKindsTo, mailsTo, ticketIn } from '@/lib/testing/waiting-mail'
import { askForReset } from './ask-for-reset'
import { describeTicket } from './describe-ticket'
import { resetPassword } from './reset-password'

async function resetTicket({ email }: { email: string }): Promise<string> {
  must(await askForReset(guestContext(), { email }))
  return await ticketIn('reset_password', email)
}

function reset(ticket: string, newPassword = otherPassword) {
  return resetPassword(guestContext(), { ticket, newPassword })
}

function mint({ id, email }: TestAccount, purpose: TicketPurpose): Promise<string> {
  return transact((tx) => mintTicket(tx, { purpose, email, accountId: id }))
}

test('a reset invalidates the old password and every session, and mails the owner once', async () => {
  const account = await newAccount()
  const [first, second] = [await signedIn(account), await signedIn(account, 'classic')]
  expect(await reset(await resetTicket(account))).toEqual({ ok: true, restored: false })
  expect(await canSignIn(account.email, goodPassword)).toBe(false)
  expect(await canSignIn(account.email, otherPassword)).toBe(true)
  expect(await sessionState(first.secret)).toBe('password_reset')
  expect(await sessionState(second.secret)).toBe('password_reset')
  const mails = await mailsTo(account.email)
  expect(mails.map(({ kind }) => kind)).toEqual(['reset_password', 'password_changed'])
  expect(mails.at(-1)).toMatchObject({ account: account.username })
})

test('a reset verifies the address, also of an account without a password', async () => {
  for (const options of [{ verified: false }, { verified: false, hasPassword: false }]) {
    const account = await newAccount(options)
    must(await reset(await resetTicket(account)))
    expect((await accountRow(account.id))?.emailVerifiedAt).toBeInstanceOf(Date)
    expect(await canSignIn(account.email, otherPassword)).toBe(true)
  }
})

test('an address that was verified before keeps its date', async () => {
  const account = await newAccount()
  const before = await accountRow(account.id)
  must(await reset(await resetTicket(account)))
  expect(await accountRow(account.id)).toMatchObject({ emailVerifiedAt: before?.emailVerifiedAt })
})

test('a newer ticket does not void an older one; using one voids all others', async () => {
  const account = await newAccount({ verified: false })
  const { context } = await signedIn(account)
  const wanted = uniqueEmail()
  must(await changeEmail(context, { currentPassword: goodPassword, email: wanted }))
  const older = await mint(account, 'reset_password')
  const newer = await mint(account, 'reset_password')
  const verifying = await mint(account, 'verify_email')
  const change = await ticketIn('verify_email', wanted)
  must(await reset(older))
  for (const ticket of [older, newer, verifying]) expect(await reset(ticket)).toEqual(fail('ticket_spent'))
  for (const ticket of [verifying, change]) {
    expect(await verifyEmail(guestContext(), { ticket, proof: { kind: 'document' } })).toEqual(
      fail('ticket_spent'),
    )
  }
  expect(await findPendingEmail(context.caller)).toBeNull()
})

test.each([
  ['qzvx7', 'password_short'],
  ['password1', 'password_common'],
] as const)(
  'a refused password (%s) does not spend the ticket and changes nothing',
  async (newPassword, code) => {
    const account = await newAccount()
    const { secret } = await signedIn(account)
    const ticket = await resetTicket(account)
    expect(await reset(ticket, newPassword)).toEqual(fail(code))
    expect(await reset(ticket, account.email)).toEqual(fail('password_is_login'))
    expect(await reset(ticket, String(account.username))).toEqual(fail('password_is_login'))
    expect(await sessionState(secret)).toBe('live')
    must(await reset(ticket))
  },
)

test('an unknown ticket, an expired one and one of a deleted account reset nothing', async () => {
  const account = await newAccount()
  const ticket = await resetTicket(account)
  expect(await reset('x'.repeat(43))).toEqual(fail('ticket_unknown'))
  await expireTicket(ticket)
  expect(await reset(ticket)).toEqual(fail('ticket_expired'))
  expect(await canSignIn(account.email, goodPassword)).toBe(true)
  const orphan = await mint(account, 'reset_password')
  await prisma().account.delete({ where: { id: account.id } })
  expect(await reset(orphan)).toEqual(fail('ticket_unknown'))
})

test('a ticket for an address that the account no longer has or has not confirmed resets nothing', async () => {
  const account = await newAccount()
  const elsewhere = { ...account, email: uniqueEmail() }
  expect(await reset(await mint(elsewhere, 'reset_password'))).toEqual(fail('ticket_unknown'))
  expect(await reset(await mint(elsewhere, 'verify_email'))).toEqual(fail('ticket_unknown'))
  expect(await reset(await mint(elsewhere, 'change_email'))).toEqual(fail('ticket_unknown'))
  expect(await canSignIn(account.email, goodPassword)).toBe(true)
})

test('the owner of the first address of an account without a password gets it, and other sessions end', async () => {
  const account = await newAccount()
  const { secret } = await signedIn(account)
  const none = { email: null, emailVerifiedAt: null, passwordHash: null }
  await prisma().account.update({ where: { id: account.id }, data: none })
  const email = uniqueEmail()
  must(await changeEmail(await contextWith(secret), { currentPassword: null, email }))
  const ticket = await ticketIn('verify_email', email)
  expect(await describeTicket(ticket)).toMatchObject({ hasPassword: false, canReset: true })
  must(await reset(ticket))
  expect(await accountRow(account.id)).toMatchObject({ email, emailVerifiedAt: expect.any(Date) })
  expect(await sessionState(secret)).toBe('password_reset')
  expect(await canSignIn(email, otherPassword)).toBe(true)
})

test('the ticket of a first address sets no password if there is one, or if another account verified the address', async () => {
  const account = await newAccount()
  const none = { email: null, emailVerifiedAt: null }
  await prisma().account.update({ where: { id: account.id }, data: none })
  expect(await reset(await mint(account, 'change_email'))).toEqual(fail('ticket_unknown'))
  await prisma().account.update({ where: { id: account.id }, data: { passwordHash: null } })
  const { email } = await newAccount()
  expect(await reset(await mint({ ...account, email }, 'change_email'))).toEqual(fail('email_taken'))
})

test('of twenty requests at once with twenty passwords one wins, and only its password works', async () => {
  const account = await newAccount()
  const { secret } = await signedIn(account)
  const ticket = await resetTicket(account)
  const passwords = Array.from({ length: 20 }, (_, n) => `${otherPassword} ${n}`)
  const results = await Promise.all(passwords.map((password) => reset(ticket, password)))
  expect(results.filter(({ ok }) => !ok)).toEqual(Array(19).fill(fail('ticket_spent')))
  const winner = results.findIndex(({ ok }) => ok)
  const opened = await Promise.all(passwords.map((password) => canSignIn(account.email, password)))
  expect(opened.map((open, index) => (open ? index : -1)).filter((index) => index >= 0)).toEqual([winner])
  expect(await sessionState(secret)).toBe('password_reset')
  expect(await mailKindsTo(account.email)).toEqual(['reset_password', 'password_changed'])
})

test('of ten tickets of one account used at once, one wins and the others are void', async () => {
  const account = await newAccount()
  const tickets = await Promise.all(Array.from({ length: 10 }, () => mint(account, 'reset_password')))
  const results = await Promise.all(tickets.map((ticket, n) => reset(ticket, `${otherPassword} ${n}`)))
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await mailKindsTo(account.email)).toEqual(['password_changed'])
})
