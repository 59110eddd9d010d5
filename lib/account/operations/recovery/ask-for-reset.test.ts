import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { changeEmail } from '@/lib/account/operations/email/change-email'
import { changePassword } from '@/lib/account/operations/profile/change-password'
import { prisma } from '@/lib/db/client'
import { policy } from '@/lib/policy'
import {
  accountRow,
  canSignIn,
  goodPassword,
  guestContext,
  must,
  newAccount,
  otherPassword,
  signedIn,
  uniqueEmail,
} from '@/lib/testing/accounts'
import {
  answerRequestsFor,
  mailKindsTo,
  mailLocalesTo,
  requestsAbout,
  skipPacing,
  ticketIn,
} from '@/lib/testing/waiting-mail'
import { answerRequest } from './answer-request'
import { askForReset, resendVerification } from './ask-for-reset'
import { describeTicket } from './describe-ticket'
import { resetPassword } from './reset-password'

const requests = [
  { name: 'a reset', ask: askForReset },
  { name: 'another verification mail', ask: resendVerification },
]

test.each(requests)('asking for $name never reveals whether the address is known', async ({ ask }) => {
  const known = await newAccount({ verified: false })
  const stranger = uniqueEmail()
  expect(await ask(guestContext(), { email: ` ${known.email.toUpperCase()}` })).toEqual({
    ok: true,
    email: known.email,
  })
  expect(await ask(guestContext(), { email: stranger })).toEqual({ ok: true, email: stranger })
  // The same rows are written for both, so the answers take the same time.
  const [ofKnown, ofStranger] = [await requestsAbout(known.email), await requestsAbout(stranger)]
  expect(Object.keys(ofKnown.at(-1)?.data ?? {})).toEqual(Object.keys(ofStranger.at(-1)?.data ?? {}))
  expect(await mailKindsTo(stranger)).toEqual([])
})

test.each(requests)('asking for $name with no address or an invalid one is refused', async ({ ask }) => {
  expect(await ask(guestContext(), { email: '' })).toEqual(fail('email_missing'))
  expect(await ask(guestContext(), { email: 'ada@' })).toEqual(fail('email_invalid'))
})

test.each([true, false])(
  'a known address gets a reset link in its language (verified: %s)',
  async (verified) => {
    const account = await newAccount({ verified, locale: 'ru' })
    await answerRequestsFor(account.email)
    must(await askForReset(guestContext(), { email: account.email }))
    const ticket = await ticketIn('reset_password', account.email)
    expect(await describeTicket(ticket)).toMatchObject({
      state: 'live',
      account: account.username,
      canReset: true,
    })
    expect(new Set(await mailLocalesTo(account.email))).toEqual(new Set(['ru']))
  },
)

test('a verification mail is sent again to an unverified address only', async () => {
  const unverified = await newAccount({ verified: false })
  const verified = await newAccount()
  for (const { email } of [unverified, verified]) must(await resendVerification(guestContext(), { email }))
  expect(await mailKindsTo(unverified.email)).toEqual(['verify_email', 'verify_email'])
  expect(await mailKindsTo(verified.email)).toEqual([])
})

test('two requests at once send one mail', async () => {
  const { email } = await newAccount()
  await Promise.all([askForReset(guestContext(), { email }), askForReset(guestContext(), { email })])
  expect(await mailKindsTo(email)).toEqual(['reset_password'])
})

test('a second request within a minute of the first mail sends no mail', async () => {
  const { email } = await newAccount()
  must(await askForReset(guestContext(), { email }))
  await answerRequestsFor(email)
  await skipPacing(policy.sameMailSeconds - 1)
  must(await askForReset(guestContext(), { email }))
  expect(await mailKindsTo(email)).toEqual(['reset_password'])
  await skipPacing(1)
  must(await askForReset(guestContext(), { email }))
  expect(await mailKindsTo(email)).toEqual(['reset_password', 'reset_password'])
})

test('a reset mail and a verification mail do not delay each other', async () => {
  const { email } = await newAccount({ verified: false })
  must(await askForReset(guestContext(), { email }))
  must(await resendVerification(guestContext(), { email }))
  expect((await mailKindsTo(email)).toSorted()).toEqual(['reset_password', 'verify_email', 'verify_email'])
})

test('a request that two workers answer sends one mail', async () => {
  const { email } = await newAccount()
  must(await askForReset(guestContext(), { email }))
  const jobs = (await requestsAbout(email)).filter(({ data }) => 'askedAt' in data)
  for (const { id, data } of [...jobs, ...jobs]) await answerRequest(data, id)
  await Promise.all([...jobs, ...jobs].map(({ id, data }) => answerRequest(data, id)))
  expect(await mailKindsTo(email)).toEqual(['reset_password'])
})

test('a reset requested before the password was changed is ignored', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  must(await askForReset(guestContext(), { email: account.email }))
  must(await changePassword(context, { currentPassword: goodPassword, newPassword: otherPassword }))
  expect(await mailKindsTo(account.email)).toEqual(['password_changed'])
})

test('after the database moved to a machine whose clock is behind, a reset mail is still sent', async () => {
  const { id, email } = await newAccount()
  const inAnHour = new Date(Date.now() + 3_600_000)
  await prisma().account.update({ where: { id }, data: { securedAt: inAnHour } })
  must(await askForReset(guestContext(), { email }))
  expect(await mailKindsTo(email)).toEqual(['reset_password'])
  // As if that mail had been sent when the clock was an hour ahead.
  await skipPacing(-3_600)
  must(await askForReset(guestContext(), { email }))
  expect(await mailKindsTo(email)).toEqual(['reset_password', 'reset_password'])
})

test('a reset requested before the address moved to another account is ignored', async () => {
  const email = uniqueEmail()
  must(await askForReset(guestContext(), { email }))
  const account = await newAccount()
  const { context } = await signedIn(account, 'classic')
  must(await changeEmail(context, { currentPassword: goodPassword, email }))
  expect(await mailKindsTo(email)).toEqual(['verify_email'])
})

test('while a change can be undone, its new address may confirm or reject it, but not reset the password', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account, 'classic')
  const email = uniqueEmail()
  must(await changeEmail(context, { currentPassword: goodPassword, email }))
  must(await askForReset(guestContext(), { email }))
  const ticket = await ticketIn('confirm_or_disown', email)
  expect(await mailKindsTo(email)).toEqual(['verify_email', 'confirm_or_disown'])
  expect(await describeTicket(ticket)).toMatchObject({ purpose: 'verify_email', canReset: false })
  expect(await resetPassword(guestContext(), { ticket, newPassword: otherPassword })).toEqual(
    fail('ticket_unknown'),
  )
  expect(await accountRow(account.id)).toMatchObject({ email, emailVerifiedAt: null })
  expect(await canSignIn(email, goodPassword)).toBe(true)
})
