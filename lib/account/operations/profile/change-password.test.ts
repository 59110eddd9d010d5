import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { changeEmail } from '@/lib/account/operations/email/change-email'
import { findPendingEmail } from '@/lib/account/operations/email/find-pending-email'
import { verifyEmail } from '@/lib/account/operations/email/verify-email'
import { resetPassword } from '@/lib/account/operations/recovery/reset-password'
import { mintTicket } from '@/lib/account/records/ticket'
import { prisma, transact } from '@/lib/db/client'
import {
  accountRow,
  canSignIn,
  contextWith,
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
import { changePassword } from './change-password'

const change = { currentPassword: goodPassword, newPassword: otherPassword }

test('on a page, the current session stays, the others end and the owner gets a mail', async () => {
  const account = await newAccount({ locale: 'ru' })
  const { context, secret } = await signedIn(account)
  const other = await signedIn(account)
  expect(await changePassword(context, change)).toEqual({ ok: true, session: null })
  expect(await sessionState(secret)).toBe('live')
  expect(await sessionState(other.secret)).toBe('password_changed')
  expect(await canSignIn(account.email, goodPassword)).toBe(false)
  expect(await canSignIn(account.email, otherPassword)).toBe(true)
  expect(await mailsTo(account.email)).toMatchObject([
    { kind: 'password_changed', account: account.username },
  ])
})

test('in classic, the caller gets a new session, and all old ones end', async () => {
  const account = await newAccount()
  const { context, secret, sessionId } = await signedIn(account, 'classic')
  const other = await signedIn(account, 'classic')
  const { session } = must(await changePassword(context, change))
  expect(await sessionState(session?.secret ?? '')).toBe('live')
  expect(session?.id).not.toBe(sessionId)
  expect(await sessionState(secret)).toBe('signed_out')
  expect(await sessionState(other.secret)).toBe('password_changed')
})

test('a wrong or missing current password changes nothing', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  const other = await signedIn(account)
  for (const currentPassword of ['', otherPassword, 'x'.repeat(2_000)]) {
    expect(await changePassword(context, { ...change, currentPassword })).toEqual(fail('wrong_password'))
  }
  expect(await sessionState(other.secret)).toBe('live')
  expect(await canSignIn(account.email, goodPassword)).toBe(true)
  expect(await mailKindsTo(account.email)).toEqual([])
})

test('a refused new password changes nothing', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  const attempt = (newPassword: string) => changePassword(context, { ...change, newPassword })
  expect(await attempt('')).toEqual(fail('password_missing'))
  expect(await attempt('qzvx7')).toEqual(fail('password_short'))
  expect(await attempt('password1')).toEqual(fail('password_common'))
  expect(await attempt(account.email)).toEqual(fail('password_is_login'))
  expect(await attempt(String(account.username))).toEqual(fail('password_is_login'))
  const differing = { currentPassword: goodPassword, newPassword: 'qzvx7', newPasswordRepeat: otherPassword }
  expect(await changePassword(context, differing)).toEqual(fail('password_short', 'passwords_differ'))
  expect(await canSignIn(account.email, goodPassword)).toBe(true)
})

test('a guest, an account without a password and a deleted account change nothing', async () => {
  expect(await changePassword(guestContext(), change)).toEqual(fail('signed_out'))
  const account = await newAccount()
  const { context } = await signedIn(account)
  await prisma().account.update({ where: { id: account.id }, data: { passwordHash: null } })
  expect(await changePassword(context, change)).toEqual(fail('wrong_password'))
  expect(await changePassword(context, { ...change, currentPassword: '' })).toEqual(fail('wrong_password'))
  expect(await accountRow(account.id)).toMatchObject({ passwordHash: null })
  await prisma().account.delete({ where: { id: account.id } })
  expect(await changePassword(context, change)).toEqual(fail('wrong_password'))
})

test('reset links and a pending change of address become void; undo and verification links stay valid', async () => {
  const account = await newAccount({ verified: false })
  const { context } = await signedIn(account)
  const wanted = uniqueEmail()
  must(await changeEmail(context, { currentPassword: goodPassword, email: wanted }))
  const pending = await ticketIn('verify_email', wanted)
  const mint = (purpose: 'reset_password' | 'verify_email' | 'undo_email') =>
    transact((tx) => mintTicket(tx, { purpose, email: account.email, accountId: account.id }))
  const [reset, verifying, undo] = [
    await mint('reset_password'),
    await mint('verify_email'),
    await mint('undo_email'),
  ]
  must(await changePassword(context, change))
  const proof = { kind: 'document' } as const
  expect(await resetPassword(guestContext(), { ticket: reset, newPassword: goodPassword })).toEqual(
    fail('ticket_spent'),
  )
  expect(await verifyEmail(guestContext(), { ticket: pending, proof })).toEqual(fail('ticket_spent'))
  expect(await findPendingEmail(context.caller)).toBeNull()
  must(await verifyEmail(guestContext(), { ticket: verifying, proof }))
  must(await resetPassword(guestContext(), { ticket: undo, newPassword: goodPassword }))
})

test('of ten changes at once one wins, and only its password works', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  const passwords = Array.from({ length: 10 }, (_, n) => `${otherPassword} ${n}`)
  const results = await Promise.all(
    passwords.map((newPassword) => changePassword(context, { ...change, newPassword })),
  )
  expect(results.filter(({ ok }) => !ok)).toEqual(Array(9).fill(fail('wrong_password')))
  const opened = await Promise.all(passwords.map((password) => canSignIn(account.email, password)))
  expect(opened).toEqual(results.map(({ ok }) => ok))
  expect(await mailKindsTo(account.email)).toEqual(['password_changed'])
})

test('a change that races with a reset never leaves both passwords valid', async () => {
  const account = await newAccount()
  const { context, secret } = await signedIn(account)
  const mint = { purpose: 'reset_password', email: account.email, accountId: account.id } as const
  const ticket = await transact((tx) => mintTicket(tx, mint))
  const chosen = 'chosen by the reset'
  const [changed, reset] = await Promise.all([
    changePassword(context, change),
    resetPassword(guestContext(), { ticket, newPassword: chosen }),
  ])
  expect([changed.ok, reset.ok].filter(Boolean)).toHaveLength(1)
  expect(await canSignIn(account.email, otherPassword)).toBe(changed.ok)
  expect(await canSignIn(account.email, chosen)).toBe(reset.ok)
  expect(await sessionState(secret)).toBe(changed.ok ? 'live' : 'password_reset')
})

test('an account without an address can change its password, and no mail is sent', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  await prisma().account.update({ where: { id: account.id }, data: { email: null, emailVerifiedAt: null } })
  must(await changePassword(context, change))
  expect(await canSignIn(String(account.username), otherPassword)).toBe(true)
  expect(await mailKindsTo(account.email)).toEqual([])
})

test('a first password needs only the session, unless a provider is connected', async () => {
  const account = await newAccount()
  const { context: known, secret } = await signedIn(account)
  await prisma().account.update({ where: { id: account.id }, data: { passwordHash: null } })
  const context = { ...known, ...(await contextWith(secret)) }
  const first = { currentPassword: null, newPassword: otherPassword }
  await prisma().identity.create({
    data: { accountId: account.id, issuer: 'https://id.test', subject: account.id },
  })
  expect(await changePassword(context, first)).toMatchObject({ codes: ['wrong_password'] })
  await prisma().identity.deleteMany({ where: { accountId: account.id } })
  const results = await Promise.all([changePassword(context, first), changePassword(context, first)])
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(results.find(({ ok }) => !ok)).toEqual(fail('wrong_password'))
  expect(await canSignIn(account.email, otherPassword)).toBe(true)
})
