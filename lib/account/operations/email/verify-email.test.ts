import { describe, expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { changePassword } from '@/lib/account/operations/profile/change-password'
import { resetPassword } from '@/lib/account/operations/recovery/reset-password'
import { registerAccount } from '@/lib/account/operations/registering/register-account'
import { mintTicket } from '@/lib/account/records/ticket'
import { prisma, transact } from '@/lib/db/client'
import {
  accountRow,
  canSignIn,
  expireTicket,
  goodPassword,
  guestContext,
  must,
  newAccount,
  otherPassword,
  sessionState,
  signedIn,
  uniqueEmail,
} from '@/lib/testing/accounts'
import { mailsTo, ticketIn } from '@/lib/testing/waiting-mail'
import { changeEmail } from './change-email'
import { disownEmail } from './disown-email'
import { type VerificationProof, verifyEmail } from './verify-email'

const document: VerificationProof = { kind: 'document' }

async function newUnverifiedAccount() {
  const account = await newAccount({ verified: false })
  return { ...account, ticket: await ticketIn('verify_email', account.email) }
}

function verify(ticket: string, proof = document) {
  return verifyEmail(guestContext(), { ticket, proof })
}

describe('the proof besides the ticket', () => {
  const good = [
    { name: "the channel's document", proof: () => document },
    {
      name: 'a browser of the account',
      proof: (accountId: string) => ({ kind: 'account', accountId }) as const,
    },
    { name: 'its password', proof: () => ({ kind: 'password', password: goodPassword }) as const },
  ]

  test.each(good)('$name verifies', async ({ proof }) => {
    const { id, email, ticket } = await newUnverifiedAccount()
    expect(await verify(ticket, proof(id))).toEqual({ ok: true, accountId: id, email })
    expect((await accountRow(id))?.emailVerifiedAt).toBeInstanceOf(Date)
    expect(await verify(ticket, proof(id))).toEqual(fail('ticket_spent'))
  })

  test.each([
    { name: 'a wrong password', proof: { kind: 'password', password: otherPassword } as const },
    { name: 'no password', proof: { kind: 'password', password: '' } as const },
    {
      name: 'a browser of another account',
      proof: { kind: 'account', accountId: crypto.randomUUID() } as const,
    },
  ])('$name does not verify, and the ticket stays valid', async ({ proof }) => {
    const { id, ticket } = await newUnverifiedAccount()
    expect(await verify(ticket, proof)).toEqual(fail('wrong_password'))
    expect(await accountRow(id)).toMatchObject({ emailVerifiedAt: null })
    must(await verify(ticket))
  })
})

test('an unknown ticket, an expired one and one of another purpose verify nothing', async () => {
  const { id, email, ticket } = await newUnverifiedAccount()
  const accountId = id
  expect(await verify('x'.repeat(43))).toEqual(fail('ticket_unknown'))
  expect(await verify('')).toEqual(fail('ticket_unknown'))
  await expireTicket(ticket)
  expect(await verify(ticket)).toEqual(fail('ticket_expired'))
  for (const purpose of ['reset_password', 'undo_email'] as const) {
    const other = await transact((tx) => mintTicket(tx, { purpose, email, accountId }))
    expect(await verify(other)).toEqual(fail('ticket_unknown'))
  }
  expect(await accountRow(id)).toMatchObject({ emailVerifiedAt: null })
})

test('of twenty requests at once with one ticket, one verifies', async () => {
  const { ticket } = await newUnverifiedAccount()
  const results = await Promise.all(Array.from({ length: 20 }, () => verify(ticket)))
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(results.filter(({ ok }) => !ok)).toEqual(Array(19).fill(fail('ticket_spent')))
})

test('of two valid tickets either one verifies, and the other becomes void', async () => {
  const { id, email, ticket } = await newUnverifiedAccount()
  const mint = () => transact((tx) => mintTicket(tx, { purpose: 'verify_email', email, accountId: id }))
  const newer = await mint()
  must(await verify(ticket))
  expect(await verify(newer)).toEqual(fail('ticket_spent'))
})

test('a ticket for an old address does not verify a new one', async () => {
  const account = await newAccount({ verified: false })
  const { context } = await signedIn(account, 'classic')
  const email = uniqueEmail()
  must(await changeEmail(context, { currentPassword: goodPassword, email }))
  const mint = { purpose: 'verify_email', email: account.email, accountId: account.id } as const
  expect(await verify(await transact((tx) => mintTicket(tx, mint)))).toEqual(fail('ticket_unknown'))
  expect(await accountRow(account.id)).toMatchObject({ email, emailVerifiedAt: null })
})

test('a verification that races with a password change either succeeds or leaves the address unverified', async () => {
  const account = await newUnverifiedAccount()
  const { context } = await signedIn(account)
  const change = { currentPassword: goodPassword, newPassword: otherPassword }
  const [verified, changed] = await Promise.all([
    verify(account.ticket, { kind: 'password', password: goodPassword }),
    changePassword(context, change),
  ])
  must(changed)
  expect((await accountRow(account.id))?.emailVerifiedAt instanceof Date).toBe(verified.ok)
  expect(await canSignIn(account.email, otherPassword)).toBe(true)
})

/** A stranger's account with another person's address, the stranger's session, and the ticket mailed to the owner. */
async function registerStrangersAddress(username?: null) {
  const stranger = await newAccount({ verified: false, ...(username === null ? { username } : {}) })
  const { secret } = await signedIn(stranger)
  return { stranger, secret, ticket: await ticketIn('verify_email', stranger.email) }
}

describe("an account that a stranger created with another person's address", () => {
  test('belongs to the owner once they set a password with the mailed ticket: the stranger loses all access', async () => {
    const { stranger, secret, ticket } = await registerStrangersAddress()
    must(await resetPassword(guestContext(), { ticket, newPassword: otherPassword }))
    expect(await canSignIn(stranger.email, stranger.password)).toBe(false)
    expect(await canSignIn(stranger.email, otherPassword)).toBe(true)
    expect(await sessionState(secret)).toBe('password_reset')
    expect((await accountRow(stranger.id))?.emailVerifiedAt).toBeInstanceOf(Date)
  })

  test('keeps only its username when the owner rejects it, and the address is free', async () => {
    const { stranger, secret, ticket } = await registerStrangersAddress()
    const { id, username, email, password } = stranger
    const mint = { purpose: 'reset_password', email, accountId: id } as const
    const reset = await transact((tx) => mintTicket(tx, mint))
    must(await disownEmail(guestContext(), { ticket }))
    expect(await accountRow(id)).toMatchObject({ username, email: null, emailVerifiedAt: null })
    expect(await sessionState(secret)).toBe('live')
    expect(await canSignIn(username ?? '', password)).toBe(true)
    expect(await canSignIn(email, password)).toBe(false)
    expect(await verify(ticket)).toEqual(fail('ticket_spent'))
    expect(await disownEmail(guestContext(), { ticket })).toEqual(fail('ticket_spent'))
    expect(await resetPassword(guestContext(), { ticket: reset, newPassword: otherPassword })).toEqual(
      fail('ticket_spent'),
    )
    const owned = must(await registerAccount(guestContext('rest'), { email, password: otherPassword }))
    expect(await accountRow(owned.accountId)).toMatchObject({ email })
  })

  test('is deleted when the owner rejects it and it has no username', async () => {
    const { stranger, secret, ticket } = await registerStrangersAddress(null)
    must(await disownEmail(guestContext(), { ticket }))
    expect(await accountRow(stranger.id)).toBeNull()
    expect(await sessionState(secret)).toBeNull()
    expect(await prisma().ticket.count({ where: { accountId: stranger.id } })).toBe(0)
    must(await registerAccount(guestContext('classic'), { email: stranger.email, password: otherPassword }))
  })
})

test('only an unverified use of the address can be rejected, not other tickets or a verified address', async () => {
  const { id, email } = await newAccount()
  for (const purpose of ['reset_password', 'undo_email'] as const) {
    const ticket = await transact((tx) => mintTicket(tx, { purpose, email, accountId: id }))
    expect(await disownEmail(guestContext(), { ticket })).toEqual(fail('ticket_unknown'))
  }
  const verifying = { purpose: 'verify_email', email, accountId: id } as const
  must(await disownEmail(guestContext(), { ticket: await transact((tx) => mintTicket(tx, verifying)) }))
  expect(await accountRow(id)).toMatchObject({ email, emailVerifiedAt: expect.any(Date) })
  expect(await disownEmail(guestContext(), { ticket: 'x' })).toEqual(fail('ticket_unknown'))
  expect(await mailsTo(email)).toEqual([])
})
