import { describe, expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { describeTicket } from '@/lib/account/operations/recovery/describe-ticket'
import { resetPassword } from '@/lib/account/operations/recovery/reset-password'
import { mintTicket } from '@/lib/account/records/ticket'
import { transact } from '@/lib/db/client'
import {
  accountRow,
  canSignIn,
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
import { changeEmail } from './change-email'
import { disownEmail } from './disown-email'
import { verifyEmail } from './verify-email'

const ownersPassword = 'the owner chose this'

interface Theft {
  readonly verified?: boolean
  readonly username?: null
}

/** A thief who knows the password changed the account's address; the owner was mailed the undo link. */
async function stealAccount({ verified = false, ...options }: Theft = {}) {
  const account = await newAccount(options)
  const newAddress = uniqueEmail()
  const { secret } = await changeAddress(account, newAddress)
  if (verified) await confirm(newAddress)
  return { account, newAddress, secret, undo: await ticketIn('email_changed', account.email) }
}

async function changeAddress(
  { email, password }: Pick<TestAccount, 'email' | 'password'>,
  newAddress: string,
) {
  const { context, secret } = await signedIn({ email, password }, 'classic')
  must(await changeEmail(context, { currentPassword: password, email: newAddress }))
  return { secret }
}

async function confirm(email: string): Promise<void> {
  const ticket = await ticketIn('verify_email', email)
  must(await verifyEmail(guestContext(), { ticket, proof: { kind: 'document' } }))
}

function undoWith(ticket: string, newPassword = ownersPassword) {
  return resetPassword(guestContext(), { ticket, newPassword })
}

test.each([false, true])(
  'an undo restores the address, whether or not the new one was verified (%s)',
  async (verified) => {
    const { account, newAddress, secret, undo } = await stealAccount({ verified })
    expect(await describeTicket(undo)).toMatchObject({
      purpose: 'undo_email',
      email: account.email,
      canReset: true,
    })
    must(await undoWith(undo))
    expect(await accountRow(account.id)).toMatchObject({
      email: account.email,
      emailVerifiedAt: expect.any(Date),
    })
    expect(await sessionState(secret)).toBe('address_restored')
    expect(await canSignIn(account.email, ownersPassword)).toBe(true)
    expect(await canSignIn(String(account.username), goodPassword)).toBe(false)
    expect(await canSignIn(newAddress, ownersPassword)).toBe(false)
    expect(await undoWith(undo)).toEqual(fail('ticket_spent'))
    expect(await mailKindsTo(account.email)).toEqual(['email_changed', 'password_changed'])
  },
)

test('an undo still works after the new address was verified and used for a reset', async () => {
  const { account, newAddress, undo } = await stealAccount({ verified: true })
  const mint = { purpose: 'reset_password', email: newAddress, accountId: account.id } as const
  must(await undoWith(await transact((tx) => mintTicket(tx, mint)), otherPassword))
  expect(await canSignIn(newAddress, otherPassword)).toBe(true)
  must(await undoWith(undo))
  expect(await canSignIn(account.email, ownersPassword)).toBe(true)
  expect(await canSignIn(account.email, otherPassword)).toBe(false)
})

test('a reset by the old address voids its undo link', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  must(await changeEmail(context, { currentPassword: goodPassword, email: uniqueEmail() }))
  const undo = await ticketIn('email_changed', account.email)
  const mint = { purpose: 'reset_password', email: account.email, accountId: account.id } as const
  must(await undoWith(await transact((tx) => mintTicket(tx, mint)), otherPassword))
  expect(await undoWith(undo)).toEqual(fail('ticket_spent'))
})

test('an undo voids the undo links of all later changes: a thief cannot undo the undo', async () => {
  const { account, newAddress: stopover, undo } = await stealAccount({ verified: true })
  await changeAddress({ email: stopover, password: goodPassword }, uniqueEmail())
  const thiefsUndo = await ticketIn('email_changed', stopover)
  must(await undoWith(undo))
  expect(await undoWith(thiefsUndo, otherPassword)).toEqual(fail('ticket_spent'))
  expect(await accountRow(account.id)).toMatchObject({ email: account.email })
})

test('an undo of a later change keeps the undo link of an earlier one', async () => {
  const { account, newAddress: stopover, undo } = await stealAccount({ verified: true })
  await changeAddress({ email: stopover, password: goodPassword }, uniqueEmail())
  must(await undoWith(await ticketIn('email_changed', stopover), otherPassword))
  expect(await accountRow(account.id)).toMatchObject({ email: stopover })
  must(await undoWith(undo))
  expect(await accountRow(account.id)).toMatchObject({ email: account.email })
})

describe('when a stranger has registered the old address in the meantime', () => {
  test('an unverified stranger loses it', async () => {
    const { account, undo } = await stealAccount()
    const stranger = await newAccount({ email: account.email, verified: false })
    must(await undoWith(undo))
    expect(await accountRow(account.id)).toMatchObject({ email: account.email })
    expect(await accountRow(stranger.id)).toMatchObject({ username: stranger.username, email: null })
  })

  test('a stranger who has verified it keeps it, and the ticket is not spent', async () => {
    const { account, newAddress, secret, undo } = await stealAccount()
    const stranger = await newAccount({ email: account.email })
    expect(await undoWith(undo)).toEqual(fail('email_taken'))
    expect(await accountRow(stranger.id)).toMatchObject({ email: account.email })
    expect(await accountRow(account.id)).toMatchObject({ email: newAddress })
    expect(await sessionState(secret)).toBe('live')
    expect(await describeTicket(undo)).toMatchObject({ state: 'live' })
  })
})

describe('when the owner of the new address rejects it', () => {
  test('the old one can still be restored', async () => {
    const { account, newAddress, undo } = await stealAccount()
    must(await disownEmail(guestContext(), { ticket: await ticketIn('verify_email', newAddress) }))
    expect(await accountRow(account.id)).toMatchObject({ email: null })
    must(await undoWith(undo))
    expect(await accountRow(account.id)).toMatchObject({ email: account.email })
  })

  test('an account without a username gets its old address back at once', async () => {
    const { account, newAddress, undo } = await stealAccount({ username: null })
    must(await disownEmail(guestContext(), { ticket: await ticketIn('verify_email', newAddress) }))
    expect(await accountRow(account.id)).toMatchObject({
      email: account.email,
      emailVerifiedAt: expect.any(Date),
    })
    expect(await canSignIn(account.email, goodPassword)).toBe(true)
    must(await undoWith(undo))
    expect(await canSignIn(account.email, ownersPassword)).toBe(true)
  })
})

test('an address that was never verified is notified without an undo link', async () => {
  const account = await newAccount({ verified: false })
  const email = uniqueEmail()
  await changeAddress(account, email)
  const notice = { account: account.username, newAddress: email, state: 'done', ticket: null }
  expect((await mailsTo(account.email)).at(-1)).toMatchObject({ kind: 'email_changed', ...notice })
})
