import { describe, expect, test } from 'vitest'
import { changeEmail } from '@/lib/account/operations/email/change-email'
import { verifyEmail } from '@/lib/account/operations/email/verify-email'
import { signIn } from '@/lib/account/operations/entering/sign-in'
import { setPasswordByAdmin } from '@/lib/account/operations/operator/set-password-by-admin'
import { setRole } from '@/lib/account/operations/operator/set-role'
import { changePassword } from '@/lib/account/operations/profile/change-password'
import { editAccount } from '@/lib/account/operations/profile/edit-account'
import { endOtherSessions } from '@/lib/account/operations/profile/end-session'
import { describeTicket } from '@/lib/account/operations/recovery/describe-ticket'
import { askForPassword } from '@/lib/account/operations/recovery/request-password'
import { resetPassword } from '@/lib/account/operations/recovery/reset-password'
import type { RequestChannel } from '@/lib/channels'
import { prisma, type TicketPurpose, transact } from '@/lib/db/client'
import {
  goodPassword,
  guestContext,
  must,
  newAccount,
  opens,
  otherPassword,
  signedIn,
  type TestAccount,
  uniqueEmail,
} from '@/lib/testing/accounts'
import { mailsTo, ticketIn } from '@/lib/testing/waiting-mail'
import { mintTicket } from './ticket'

/**
 * A25: what every kind of ticket is worth after every kind of change. None that was made before a password was set or
 * changed chooses one, save an undo of a change of address: to take the account back from who knows the password is
 * what it is made for.
 */

type Kind = Exclude<TicketPurpose, 'confirm_registration'>
type Account = TestAccount & { readonly context: Awaited<ReturnType<typeof signedIn>>['context'] }

const newPassword = 'changed in between'

const change = async ({ context }: Account, channel: RequestChannel) =>
  must(await changePassword({ ...context, channel }, { currentPassword: goodPassword, newPassword }))

async function pendingTicketOf({ context }: Account): Promise<string> {
  const email = uniqueEmail()
  must(await changeEmail({ ...context, channel: 'pages' }, { currentPassword: goodPassword, email }))
  return await ticketIn('verify_email', email)
}

async function admin() {
  const account = await newAccount()
  must(await setRole({ login: account.email, role: 'admin' }))
  return (await signedIn(account, 'device')).context
}

/** The changes, and which of them set or change the password. */
const changes = {
  'a password by C': {
    setsPassword: true,
    make: async ({ context }) =>
      must(
        await editAccount({ ...context, channel: 'classic' }, { currentPassword: goodPassword, newPassword }),
      ),
  },
  'a password by T': { setsPassword: true, make: (account) => change(account, 'ticket') },
  'a password by P': { setsPassword: true, make: (account) => change(account, 'pages') },
  'a reset': {
    setsPassword: true,
    async make({ id: accountId, email }) {
      const mint = { purpose: 'reset_password', email, accountId } as const
      const ticket = await transact((tx) => mintTicket(tx, mint))
      must(await resetPassword(guestContext('rest'), { ticket, newPassword }))
    },
  },
  "a generated password's first use": {
    setsPassword: true,
    async make({ email }) {
      must(await askForPassword(guestContext('device'), { email }))
      const mail = (await mailsTo(email)).findLast(({ kind }) => kind === 'generated_password')
      const password = mail?.kind === 'generated_password' ? mail.password : ''
      must(await signIn(guestContext('classic'), { login: email, password }))
    },
  },
  'a password by support': {
    setsPassword: true,
    make: async ({ email }) =>
      must(await setPasswordByAdmin(await admin(), { login: email, email, password: newPassword })),
  },
  'an address by C': {
    setsPassword: false,
    make: async ({ context }) =>
      must(
        await changeEmail(
          { ...context, channel: 'classic' },
          { currentPassword: goodPassword, email: uniqueEmail() },
        ),
      ),
  },
  'an address by P': {
    setsPassword: false,
    async make(account) {
      const ticket = await pendingTicketOf(account)
      must(await verifyEmail(account.context, { ticket, proof: { kind: 'document' } }))
    },
  },
  'sign-out everywhere': {
    setsPassword: false,
    make: async ({ context }) => must(await endOtherSessions(context)),
  },
} satisfies Record<string, { setsPassword: boolean; make: (account: Account) => Promise<unknown> }>

type Change = keyof typeof changes

/** What a ticket can still do: choose a password, confirm an address, both, or nothing. */
type Worth = 'password' | 'address' | 'both' | 'nothing'

const afterPassword = { reset_password: 'nothing', change_email: 'nothing', undo_email: 'password' } as const
const byOwner = { ...afterPassword, verify_email: 'address' } as const
const byProof = { ...afterPassword, verify_email: 'nothing' } as const

const worth: Record<Change, Record<Kind, Worth>> = {
  'a password by C': byOwner,
  'a password by T': byOwner,
  'a password by P': byOwner,
  "a generated password's first use": byOwner,
  // What proves the mailbox ends all tickets; what support does, all but an undo. So ends a reset by the very address.
  'a reset': byProof,
  'a password by support': byProof,
  'an address by C': {
    verify_email: 'nothing',
    change_email: 'nothing',
    reset_password: 'nothing',
    undo_email: 'password',
  },
  'an address by P': {
    verify_email: 'nothing',
    change_email: 'nothing',
    reset_password: 'nothing',
    undo_email: 'password',
  },
  'sign-out everywhere': {
    verify_email: 'both',
    change_email: 'address',
    reset_password: 'password',
    undo_email: 'password',
  },
}

/** An account with a live ticket of a kind. */
async function holder(kind: Kind): Promise<{ account: Account; ticket: string }> {
  const made = await newAccount({ verified: kind !== 'verify_email' })
  const account = { ...made, context: (await signedIn(made)).context }
  if (kind === 'verify_email') return { account, ticket: await ticketIn('verify_email', made.email) }
  if (kind === 'change_email') return { account, ticket: await pendingTicketOf(account) }
  if (kind === 'undo_email') {
    const email = uniqueEmail()
    const classic = { ...account.context, channel: 'classic' } as const
    must(await changeEmail(classic, { currentPassword: goodPassword, email }))
    const ticket = await ticketIn('verify_email', email)
    must(await verifyEmail(guestContext(), { ticket, proof: { kind: 'document' } }))
    return { account: { ...account, email }, ticket: await ticketIn('email_changed', made.email) }
  }
  const mint = { purpose: kind, email: made.email, accountId: made.id } as const
  return { account, ticket: await transact((tx) => mintTicket(tx, mint)) }
}

async function choosesPassword(ticket: string): Promise<boolean> {
  const [described, chosen] = [
    await describeTicket(ticket),
    await resetPassword(guestContext('pages'), { ticket, newPassword: otherPassword }),
  ]
  // The page offers it exactly where it can be done.
  expect(described.state === 'live' && described.canReset).toBe(chosen.ok)
  return chosen.ok
}

async function confirmsAddress(ticket: string): Promise<boolean> {
  return (await verifyEmail(guestContext('rest'), { ticket, proof: { kind: 'document' } })).ok
}

const kinds = ['verify_email', 'change_email', 'reset_password', 'undo_email'] as const

describe.each(Object.keys(changes) as Change[])('after %s', (name) => {
  test.each(kinds)('a ticket to %s that is older', async (kind) => {
    const expected = worth[name][kind]
    const [one, other] = [await holder(kind), await holder(kind)]
    await changes[name].make(one.account)
    await changes[name].make(other.account)
    expect(await choosesPassword(one.ticket)).toBe(expected === 'password' || expected === 'both')
    expect(await confirmsAddress(other.ticket)).toBe(expected === 'address' || expected === 'both')
    if (changes[name].setsPassword && kind !== 'undo_email')
      expect(await opens(String(one.account.username), otherPassword)).toBe(false)
  })

  test('no ticket but an undo keeps what it takes to set a password, where one was set', async () => {
    const { account } = await holder('verify_email')
    await changes[name].make(account)
    if (!changes[name].setsPassword) return expect(worth[name].undo_email).toBe('password')
    const able = await prisma().ticket.count({
      where: {
        accountId: account.id,
        spentAt: null,
        OR: [{ maySetPassword: true }, { purpose: 'reset_password' }],
      },
    })
    expect(able).toBe(0)
  })
})

test('a ticket that is newer than the password sets it again', async () => {
  const { account } = await holder('verify_email')
  await change(account, 'pages')
  const mint = { purpose: 'verify_email', email: account.email, accountId: account.id } as const
  expect(await choosesPassword(await transact((tx) => mintTicket(tx, mint)))).toBe(true)
})

test('of a reset by a ticket that verifies and a change of the password at once, the later one is refused', async () => {
  for (let round = 0; round < 10; round++) {
    const { account, ticket } = await holder('verify_email')
    const [reset, changed] = await Promise.all([
      resetPassword(guestContext('pages'), { ticket, newPassword: otherPassword }),
      changePassword(account.context, { currentPassword: goodPassword, newPassword }),
    ])
    expect([reset.ok, changed.ok].filter(Boolean)).toHaveLength(1)
    expect(await opens(account.email, otherPassword)).toBe(reset.ok)
    expect(await opens(account.email, newPassword)).toBe(changed.ok)
  }
})
