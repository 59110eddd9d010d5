import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
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
  uniqueEmail,
} from '@/lib/testing/accounts'
import { mailKindsTo, mailsTo, ticketIn } from '@/lib/testing/waiting-mail'
import { changeEmail } from './change-email'
import { verifyEmail } from './verify-email'

const currentPassword = goodPassword

function confirm(ticket: string) {
  return verifyEmail(guestContext(), { ticket, proof: { kind: 'document' } })
}

test('in classic, a new address takes effect at once, unverified, and sessions stay', async () => {
  const account = await newAccount()
  const { context, secret } = await signedIn(account, 'classic')
  const email = uniqueEmail()
  expect(await changeEmail(context, { currentPassword, email })).toEqual({ ok: true, email, pending: false })
  expect(await accountRow(account.id)).toMatchObject({ email, emailVerifiedAt: null })
  expect(await sessionState(secret)).toBe('live')
  expect(await canSignIn(email, goodPassword)).toBe(true)
  const notice = { kind: 'email_changed', newAddress: email, state: 'done', ticket: expect.any(String) }
  expect(await mailsTo(account.email)).toMatchObject([notice])
  must(await confirm(await ticketIn('verify_email', email)))
})

test('in classic, a taken address is reported, verified or not, and nothing changes', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account, 'classic')
  for (const verified of [true, false]) {
    const { email } = await newAccount({ verified })
    expect(await changeEmail(context, { currentPassword, email })).toEqual(fail('email_taken'))
  }
  expect(await accountRow(account.id)).toMatchObject({
    email: account.email,
    emailVerifiedAt: expect.any(Date),
  })
  expect(await mailKindsTo(account.email)).toEqual([])
})

test('in classic, the current address succeeds, and no mail is sent', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account, 'classic')
  expect(await changeEmail(context, { currentPassword, email: account.email.toUpperCase() })).toEqual({
    ok: true,
    email: account.email,
    pending: false,
  })
  expect(await accountRow(account.id)).toMatchObject({ emailVerifiedAt: expect.any(Date) })
  expect(await mailKindsTo(account.email)).toEqual([])
})

test('in classic, tickets sent to the old address and a pending change become void', async () => {
  const account = await newAccount({ verified: false })
  const { context } = await signedIn(account)
  const waiting = uniqueEmail()
  must(await changeEmail(context, { currentPassword, email: waiting }))
  const mint = { purpose: 'reset_password', email: account.email, accountId: account.id } as const
  const reset = await transact((tx) => mintTicket(tx, mint))
  const verifying = await ticketIn('verify_email', account.email)
  must(await changeEmail({ ...context, channel: 'classic' }, { currentPassword, email: uniqueEmail() }))
  expect(await resetPassword(guestContext(), { ticket: reset, newPassword: otherPassword })).toEqual(
    fail('ticket_spent'),
  )
  expect(await confirm(verifying)).toEqual(fail('ticket_spent'))
  expect(await confirm(await ticketIn('verify_email', waiting))).toEqual(fail('ticket_spent'))
})
