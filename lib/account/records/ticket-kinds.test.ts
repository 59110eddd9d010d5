import { describe, expect, test } from 'vitest'
import { fail, type Result } from '@/lib/account/failure'
import { changeEmail } from '@/lib/account/operations/email/change-email'
import { disownEmail } from '@/lib/account/operations/email/disown-email'
import { verifyEmail } from '@/lib/account/operations/email/verify-email'
import { describeTicket } from '@/lib/account/operations/recovery/describe-ticket'
import { resetPassword } from '@/lib/account/operations/recovery/reset-password'
import { requestRegistration } from '@/lib/account/operations/registering/request-registration'
import { type RequestChannel, requestChannels } from '@/lib/channels'
import { prisma, type TicketPurpose, transact } from '@/lib/db/client'
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
  unique,
  uniqueEmail,
} from '@/lib/testing/accounts'
import { ticketIn } from '@/lib/testing/waiting-mail'
import { mintTicket } from './ticket'

/** Every kind of ticket with every operation that takes one: it does only what it was created for. */

interface TestTicket {
  readonly ticket: string
  /** Null for a pending registration. */
  readonly accountId: string | null
  readonly secret: string | null
}

const create: Record<TicketPurpose, () => Promise<TestTicket>> = {
  async confirm_registration() {
    const [username, email] = [unique('new'), uniqueEmail()]
    must(await requestRegistration(guestContext('ticket'), { username, email, newPassword: goodPassword }))
    return { ticket: await ticketIn('verify_email', email), accountId: null, secret: null }
  },
  async verify_email() {
    const account = await newAccount({ verified: false })
    const { secret } = await signedIn(account)
    return { ticket: await ticketIn('verify_email', account.email), accountId: account.id, secret }
  },
  async change_email() {
    const account = await newAccount()
    const { context, secret } = await signedIn(account, 'pages')
    const email = uniqueEmail()
    must(await changeEmail(context, { currentPassword: goodPassword, email }))
    return { ticket: await ticketIn('verify_email', email), accountId: account.id, secret }
  },
  async reset_password() {
    const { id: accountId, email, ...account } = await newAccount()
    const { secret } = await signedIn({ ...account, email })
    const mint = { purpose: 'reset_password', email, accountId } as const
    return { ticket: await transact((tx) => mintTicket(tx, mint)), accountId, secret }
  },
  async undo_email() {
    const account = await newAccount()
    const { context, secret } = await signedIn(account, 'classic')
    must(await changeEmail(context, { currentPassword: goodPassword, email: uniqueEmail() }))
    return { ticket: await ticketIn('email_changed', account.email), accountId: account.id, secret }
  },
}

type Use = (ticket: TestTicket, channel: RequestChannel) => Promise<Result>

const uses = {
  verify: ({ ticket }, channel) =>
    verifyEmail(guestContext(channel), { ticket, proof: { kind: 'document' } }),
  'verify as the account': ({ ticket, accountId }, channel) =>
    verifyEmail(guestContext(channel), { ticket, proof: { kind: 'account', accountId: accountId ?? '' } }),
  'verify by password': ({ ticket }, channel) =>
    verifyEmail(guestContext(channel), { ticket, proof: { kind: 'password', password: goodPassword } }),
  'choose a password': ({ ticket }, channel) =>
    resetPassword(guestContext(channel), { ticket, newPassword: otherPassword }),
  'say "not me"': ({ ticket }, channel) => disownEmail(guestContext(channel), { ticket }),
} satisfies Record<string, Use>

/** The uses that each kind allows, and in which channels. */
const allowed: Record<TicketPurpose, Partial<Record<keyof typeof uses, readonly RequestChannel[]>>> = {
  confirm_registration: {
    verify: requestChannels,
    'verify by password': requestChannels,
    'say "not me"': requestChannels,
  },
  verify_email: {
    verify: requestChannels,
    'verify as the account': requestChannels,
    'verify by password': requestChannels,
    'choose a password': ['pages'],
    'say "not me"': requestChannels,
  },
  change_email: {
    verify: requestChannels,
    'verify as the account': requestChannels,
    'verify by password': requestChannels,
    'say "not me"': requestChannels,
  },
  reset_password: { 'choose a password': requestChannels },
  undo_email: { 'choose a password': requestChannels },
}

const kinds = Object.keys(create) as TicketPurpose[]
const channels = ['ticket', 'rest', 'pages'] as const

async function state({ accountId, secret }: TestTicket) {
  const account = accountId === null ? null : await accountRow(accountId)
  const tickets = await prisma().ticket.findMany({ where: { accountId }, orderBy: { id: 'asc' } })
  return { account, tickets, session: secret === null ? null : await sessionState(secret) }
}

describe.each(kinds)('a ticket for %s', (kind) => {
  const cases = Object.keys(uses).flatMap((use) => channels.map((channel) => ({ use, channel })))

  test.each(cases)('does only that: $use through $channel', async ({ use, channel }) => {
    const name = use as keyof typeof uses
    const created = await create[kind]()
    const before = await state(created)
    const result = await uses[name](created, channel)
    const isAllowed = allowed[kind][name]?.includes(channel) ?? false
    if (isAllowed) return expect(result).toMatchObject({ ok: true })
    // A pending registration has no account yet, so the proof is wrong.
    const isUnproved = kind === 'confirm_registration' && name === 'verify as the account'
    expect(result).toEqual(fail(isUnproved ? 'wrong_password' : 'ticket_unknown'))
    expect(await state(created)).toEqual(before)
    // It still works for an allowed use.
    const [own] = Object.keys(allowed[kind]) as (keyof typeof uses)[]
    expect(await uses[own ?? 'verify'](created, 'pages')).toMatchObject({ ok: true })
  })

  test('is described correctly, and the lookup changes nothing', async () => {
    const created = await create[kind]()
    const before = await state(created)
    const canReset = allowed[kind]['choose a password'] !== undefined
    expect(await describeTicket(created.ticket)).toMatchObject({ state: 'live', purpose: kind, canReset })
    expect(await state(created)).toEqual(before)
  })
})

test('a verify ticket sets the password on our own page, once', async () => {
  const { ticket, accountId, secret } = await create.verify_email()
  const choose = (newPassword: string) => resetPassword(guestContext('pages'), { ticket, newPassword })
  const answers = await Promise.all(Array.from({ length: 5 }, (_, at) => choose(`${otherPassword} ${at}`)))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.filter(({ ok }) => !ok)).toEqual(Array(4).fill(fail('ticket_spent')))
  const account = await accountRow(accountId ?? '')
  expect(account?.emailVerifiedAt).toBeInstanceOf(Date)
  expect(await sessionState(secret ?? '')).toBe('password_reset')
  expect(await canSignIn(account?.email ?? '', goodPassword)).toBe(false)
})
