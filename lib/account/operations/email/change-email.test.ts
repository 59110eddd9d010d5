import { describe, expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
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
import { mailKindsTo, mailLocalesTo, mailsTo, ticketIn } from '@/lib/testing/waiting-mail'
import { cancelEmailChange } from './cancel-email-change'
import { changeEmail } from './change-email'
import { disownEmail } from './disown-email'
import { findPendingEmail } from './find-pending-email'
import { verifyEmail } from './verify-email'

const currentPassword = goodPassword

function confirm(ticket: string) {
  return verifyEmail(guestContext(), { ticket, proof: { kind: 'document' } })
}

async function requestChange(options: { verified?: boolean } = {}, email = uniqueEmail()) {
  const account = await newAccount(options)
  const { context, secret } = await signedIn(account)
  const result = await changeEmail(context, { currentPassword, email: ` ${email.toUpperCase()} ` })
  return { account, context, secret, email, result }
}

describe('from a page', () => {
  test('a new address is pending: nothing changes until it is verified', async () => {
    const { account, context, secret, email, result } = await requestChange()
    expect(result).toEqual({ ok: true, email, pending: true })
    expect(await accountRow(account.id)).toMatchObject({ email: account.email })
    expect(await findPendingEmail(context.caller)).toMatchObject({ email })
    expect(await canSignIn(email, goodPassword)).toBe(false)
    const ticket = await ticketIn('verify_email', email)
    expect(await mailsTo(email)).toMatchObject([{ change: true, account: account.username }])
    expect(await confirm(ticket)).toEqual({ ok: true, accountId: account.id, email })
    expect(await accountRow(account.id)).toMatchObject({ email, emailVerifiedAt: expect.any(Date) })
    expect(await findPendingEmail(context.caller)).toBeNull()
    expect(await sessionState(secret)).toBe('live')
    expect(await canSignIn(email, goodPassword)).toBe(true)
    expect(await canSignIn(account.email, goodPassword)).toBe(false)
  })

  test('a verified old address is notified twice, each time with an undo link', async () => {
    const { account, email } = await requestChange()
    must(await confirm(await ticketIn('verify_email', email)))
    const notice = {
      kind: 'email_changed',
      account: account.username,
      newAddress: email,
      ticket: expect.any(String),
    }
    expect(await mailsTo(account.email)).toEqual([
      { ...notice, state: 'requested' },
      { ...notice, state: 'done' },
    ])
  })

  test('an unverified old address is notified without an undo link', async () => {
    const { account } = await requestChange({ verified: false })
    expect((await mailsTo(account.email)).at(-1)).toMatchObject({ state: 'requested', ticket: null })
  })

  test('reset links to the old address are void once the new one is verified', async () => {
    const { account, email } = await requestChange()
    const mint = { purpose: 'reset_password', email: account.email, accountId: account.id } as const
    const reset = await transact((tx) => mintTicket(tx, mint))
    must(await confirm(await ticketIn('verify_email', email)))
    expect(await resetPassword(guestContext(), { ticket: reset, newPassword: otherPassword })).toEqual(
      fail('ticket_spent'),
    )
  })

  test('a newer change replaces the pending one', async () => {
    const { account, context, email } = await requestChange()
    const newer = uniqueEmail()
    must(await changeEmail(context, { currentPassword, email: newer }))
    expect(await findPendingEmail(context.caller)).toMatchObject({ email: newer })
    expect(await confirm(await ticketIn('verify_email', email))).toEqual(fail('ticket_spent'))
    must(await confirm(await ticketIn('verify_email', newer)))
    expect(await accountRow(account.id)).toMatchObject({ email: newer })
  })

  test('a pending change can be cancelled by the account and rejected by the new address', async () => {
    const { account, context, email } = await requestChange()
    must(await cancelEmailChange(context))
    must(await cancelEmailChange(context))
    expect(await findPendingEmail(context.caller)).toBeNull()
    expect(await confirm(await ticketIn('verify_email', email))).toEqual(fail('ticket_spent'))
    const other = uniqueEmail()
    must(await changeEmail(context, { currentPassword, email: other }))
    must(await disownEmail(guestContext(), { ticket: await ticketIn('verify_email', other) }))
    expect(await findPendingEmail(context.caller)).toBeNull()
    expect(await accountRow(account.id)).toMatchObject({
      email: account.email,
      emailVerifiedAt: expect.any(Date),
    })
  })

  test('an address verified by another account gets the same answer, mails its owner, and cannot be confirmed', async () => {
    const owner = await newAccount({ locale: 'ru' })
    const { context, email, result } = await requestChange({}, owner.email)
    expect(result).toEqual({ ok: true, email, pending: true })
    expect(await findPendingEmail(context.caller)).toMatchObject({ email })
    expect(await mailsTo(owner.email)).toEqual([{ kind: 'address_in_use' }])
    expect(await mailLocalesTo(owner.email)).toEqual(['ru'])
  })

  test('an address that another account holds unverified goes to the account that confirms it', async () => {
    const squatter = await newAccount({ verified: false })
    const { account, email } = await requestChange({}, squatter.email)
    must(await confirm(await ticketIn('verify_email', email)))
    expect(await accountRow(account.id)).toMatchObject({ email })
    expect(await accountRow(squatter.id)).toMatchObject({ username: squatter.username, email: null })
  })

  test('an address that another account verified in the meantime is taken, and the change stays pending', async () => {
    const { account, context, email } = await requestChange()
    const other = await newAccount({ email })
    expect(await confirm(await ticketIn('verify_email', email))).toEqual(fail('email_taken'))
    expect(await accountRow(account.id)).toMatchObject({ email: account.email })
    expect(await accountRow(other.id)).toMatchObject({ email })
    expect(await findPendingEmail(context.caller)).toMatchObject({ email })
  })

  test('when two accounts confirm the same address at once, one gets it', async () => {
    const [first, second] = [await requestChange(), await requestChange()]
    const email = uniqueEmail()
    const tickets = await Promise.all(
      [first, second].map(({ account: { id } }) =>
        transact((tx) => mintTicket(tx, { purpose: 'change_email', email, accountId: id })),
      ),
    )
    const results = await Promise.allSettled(tickets.map(confirm))
    const oks = results.map((result) => result.status === 'fulfilled' && result.value.ok)
    expect(oks.filter(Boolean)).toHaveLength(1)
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
    expect(await prisma().account.count({ where: { email } })).toBe(1)
  })
})

test.each(['pages', 'classic'] as const)(
  '%s refuses a bad address, a wrong password and guests',
  async (channel) => {
    const account = await newAccount()
    const { context } = await signedIn(account, channel)
    const attempt = (email: string, password = goodPassword) =>
      changeEmail(context, { currentPassword: password, email })
    expect(await attempt('')).toEqual(fail('email_missing'))
    expect(await attempt('x@')).toEqual(fail('email_invalid'))
    const email = uniqueEmail()
    expect(await attempt(email, otherPassword)).toEqual(fail('wrong_password'))
    expect(await changeEmail(guestContext(channel), { currentPassword, email })).toEqual(fail('signed_out'))
    expect(await mailKindsTo(account.email)).toEqual([])
    expect(await mailKindsTo(email)).toEqual([])
  },
)

test('on a page, the current address is reported as unchanged, and no mail is sent', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  expect(await changeEmail(context, { currentPassword, email: account.email.toUpperCase() })).toEqual(
    fail('email_unchanged'),
  )
  expect(await mailKindsTo(account.email)).toEqual([])
})

test('a guest has no pending change to find or cancel', async () => {
  expect(await cancelEmailChange(guestContext())).toEqual(fail('signed_out'))
  expect(await findPendingEmail(guestContext().caller)).toBeNull()
})

describe('a first address', () => {
  const withoutAddress = async (hasPassword: boolean) => {
    const account = await newAccount()
    const { secret } = await signedIn(account)
    const none = { email: null, emailVerifiedAt: null, ...(hasPassword ? {} : { passwordHash: null }) }
    await prisma().account.update({ where: { id: account.id }, data: none })
    return await contextWith(secret)
  }

  test('needs only the session if there is no password, and gets a confirmation mail', async () => {
    const input = { currentPassword: null, email: uniqueEmail() }
    expect(await changeEmail(await withoutAddress(false), input)).toMatchObject({ ok: true, pending: true })
    expect(await mailKindsTo(input.email)).toEqual(['verify_email'])
  })

  test('needs the password if there is one', async () => {
    const context = await withoutAddress(true)
    expect(await changeEmail(context, { currentPassword: null, email: uniqueEmail() })).toEqual(
      fail('wrong_password'),
    )
    const input = { currentPassword: goodPassword, email: uniqueEmail() }
    expect(await changeEmail(context, input)).toMatchObject({ ok: true })
  })
})

test('without a password, an existing address cannot be changed with the session alone', async () => {
  const account = await newAccount()
  const { secret } = await signedIn(account)
  await prisma().account.update({ where: { id: account.id }, data: { passwordHash: null } })
  expect(
    await changeEmail(await contextWith(secret), { currentPassword: null, email: uniqueEmail() }),
  ).toEqual(fail('wrong_password'))
})
