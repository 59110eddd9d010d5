import { expect, test } from 'vitest'
import { prisma, transact } from '@/lib/db/client'
import { policy } from '@/lib/policy'
import { setProcessWide } from '@/lib/process/process-wide'
import {
  goodPassword,
  guestContext,
  must,
  newAccount,
  otherPassword,
  signedIn,
  unique,
  uniqueEmail,
} from '@/lib/testing/accounts'
import { ticketIn } from '@/lib/testing/waiting-mail'
import { watchHistory } from '@/lib/testing/watch-history'
import { fail } from './failure'
import { watchForSpray } from './limits/watch-for-spray'
import { changeEmail } from './operations/email/change-email'
import { verifyEmail } from './operations/email/verify-email'
import { signIn } from './operations/entering/sign-in'
import { signOut } from './operations/entering/sign-out'
import { setPasswordByAdmin } from './operations/operator/set-password-by-admin'
import { setRole } from './operations/operator/set-role'
import { sweep } from './operations/operator/sweep'
import { changePassword } from './operations/profile/change-password'
import { changeUsername } from './operations/profile/change-username'
import { endOtherSessions } from './operations/profile/end-session'
import { askForReset } from './operations/recovery/ask-for-reset'
import { resetPassword } from './operations/recovery/reset-password'
import { registerAccount } from './operations/registering/register-account'
import { recordEvent } from './record-event'

const { lines, historyOf, kindsOf, forget } = watchHistory()

test('an event is a row and a log line with who, what, when and where, and no secret', async () => {
  const { id, email } = await newAccount()
  lines.length = 0
  const context = { ...guestContext('rest'), address: '192.0.2.7', requestId: '0123456789abcdef' }
  const { session } = must(await signIn(context, { login: email, password: goodPassword }))
  const [created, row] = await historyOf(id)
  expect(created).toMatchObject({ kind: 'user_created', channel: 'rest', session: null })
  expect(row).toMatchObject({
    kind: 'authn_login_success',
    channel: 'rest',
    userAgent: 'test',
    address: '192.0.2.7',
    requestId: '0123456789abcdef',
    session: expect.stringMatching(/^[0-9a-f]{12}$/),
    details: { by: 'password' },
  })
  expect(Math.abs(Date.now() - (row?.at.getTime() ?? 0))).toBeLessThan(60_000)
  const [line] = lines.filter(({ event }) => event === 'authn_login_success')
  const { kind: _, accountId, id: __, at: ___, requestId, ...facts } = row ?? {}
  expect(line).toMatchObject({ ...facts, account: accountId, request: requestId, route: '/test' })
  for (const secret of [session.secret, session.id, goodPassword, email])
    expect(JSON.stringify(lines)).not.toContain(secret)
})

test('a rolled back transaction leaves no row and no log line', async () => {
  const { id: accountId } = await newAccount()
  await forget(accountId)
  const result = await transact(async (tx) => {
    await recordEvent(tx, null, { kind: 'email_verified', accountId })
    return fail('ticket_spent')
  })
  expect(result).toEqual(fail('ticket_spent'))
  const failing = transact(async (tx) => {
    await recordEvent(tx, null, { kind: 'email_verified', accountId })
    throw new Error('broken')
  })
  await expect(failing).rejects.toThrow('broken')
  expect(await kindsOf(accountId)).toEqual([])
})

test('events cannot be changed, and are deleted with their account', async () => {
  const { id: accountId } = await newAccount()
  const rewrite = prisma().event.updateMany({ where: { accountId }, data: { kind: 'undo_used' } })
  await expect(rewrite).rejects.toThrow('events are never changed')
  await prisma().account.delete({ where: { id: accountId } })
  expect(await prisma().event.count({ where: { accountId } })).toBe(0)
})

test('registering a taken address creates no event where the answer hides it', async () => {
  const { id, email } = await newAccount()
  await forget(id)
  const again = must(await registerAccount(guestContext('rest'), { email, password: goodPassword }))
  expect(await kindsOf(id)).toEqual([])
  expect(await kindsOf(again.accountId)).toEqual([])
})

test('the first sign-in after a wrong password has its own event kind, the next one has not', async () => {
  const { id, email: login } = await newAccount()
  await signIn(guestContext(), { login, password: otherPassword })
  must(await signIn(guestContext(), { login, password: goodPassword }))
  must(await signIn(guestContext(), { login, password: goodPassword }))
  const expected = ['authn_login_fail', 'authn_login_successafterfail', 'authn_login_success']
  expect((await kindsOf(id)).slice(1)).toEqual(expected)
})

test('every change is recorded, in order', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  await signedIn(account)
  await forget(account.id)
  const currentPassword = account.password
  await changeUsername(context, { currentPassword: otherPassword, username: unique('other') })
  must(await changeUsername(context, { currentPassword, username: unique('other') }))
  must(await endOtherSessions(context))
  const email = uniqueEmail()
  must(await changeEmail(context, { currentPassword, email }))
  const proof = { kind: 'account', accountId: account.id } as const
  must(await verifyEmail(context, { ticket: await ticketIn('verify_email', email), proof }))
  must(await changePassword(context, { currentPassword, newPassword: otherPassword }))
  must(await signOut(context))
  expect(await kindsOf(account.id)).toEqual([
    'authn_password_change_fail',
    'username_changed',
    'authn_token_revoked',
    'email_changed',
    'authn_password_change',
    'authn_token_revoked',
  ])
  const changed = (await historyOf(account.id)).find(({ kind }) => kind === 'email_changed')
  expect(changed?.details).toEqual({ from: expect.stringMatching(/^m\*\*\*@/), to: 'm***@x.test' })
})

test('a reset records the request, the new password and the second use of its link', async () => {
  const { id, email } = await newAccount()
  await forget(id)
  must(await askForReset({ ...guestContext(), address: '192.0.2.9' }, { email }))
  const ticket = await ticketIn('reset_password', email)
  must(await resetPassword(guestContext(), { ticket, newPassword: otherPassword }))
  expect((await resetPassword(guestContext(), { ticket, newPassword: otherPassword })).ok).toBe(false)
  const expected = ['authn_token_created', 'authn_password_change', 'authn_token_reuse']
  expect(await kindsOf(id)).toEqual(expected)
  expect((await historyOf(id))[0]).toMatchObject({
    address: '192.0.2.9',
    details: { what: 'reset_password' },
  })
})

test('an administrator’s action is recorded for the changed account, a forbidden one for the caller', async () => {
  const [owner, admin] = [await newAccount(), await newAccount()]
  const input = { login: owner.email, email: uniqueEmail(), password: null }
  const { context: before } = await signedIn(admin, 'device')
  await forget(admin.id)
  expect(await setPasswordByAdmin(before, input)).toEqual(fail('admin_only'))
  must(await setRole({ login: admin.email, role: 'admin' }))
  must(await setRole({ login: admin.email, role: 'admin' }))
  expect(await kindsOf(admin.id)).toEqual(['authz_fail', 'authz_change'])
  const { context } = await signedIn(admin, 'device')
  await forget(owner.id)
  must(await setPasswordByAdmin(context, input))
  expect(await kindsOf(owner.id)).toEqual(['authz_admin'])
  expect((await historyOf(owner.id))[0]?.details).toEqual({ action: 'password_set', by: admin.id })
})

test('many logins with wrong passwords cause one warning', () => {
  setProcessWide('spray', undefined)
  for (let n = 0; n < 3 * policy.sprayNames; n++) watchForSpray(unique('name'))
  expect(lines.filter(({ event }) => event === 'authn_login_spray')).toHaveLength(1)
})

test('old events are deleted, and the oldest ones of an account with too many', async () => {
  const { id: accountId } = await newAccount()
  await forget(accountId)
  const day = 24 * 3_600_000
  const events = (count: number, daysAgo: number) => {
    const at = new Date(Date.now() - daysAgo * day)
    return Array.from({ length: count }, () => ({ accountId, kind: 'email_verified', at, details: {} }))
  }
  await prisma().event.createMany({
    data: [...events(3, policy.eventDays + 1), ...events(2, policy.eventDays - 1)],
  })
  await sweep()
  expect(await prisma().event.count({ where: { accountId } })).toBe(2)
  await prisma().event.createMany({ data: events(policy.eventsPerAccount + 5, 0) })
  await sweep()
  expect(await prisma().event.count({ where: { accountId } })).toBe(policy.eventsPerAccount)
  const old = new Date(Date.now() - day)
  expect(await prisma().event.count({ where: { accountId, at: { lt: old } } })).toBe(0)
})
