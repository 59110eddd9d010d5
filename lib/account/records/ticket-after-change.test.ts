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
  canSignIn,
  goodPassword,
  guestContext,
  must,
  newAccount,
  otherPassword,
  signedIn,
  type TestAccount,
  uniqueEmail,
} from '@/lib/testing/accounts'
import { mailsTo, ticketIn } from '@/lib/testing/waiting-mail'
import { mintTicket } from './ticket'

/**
 * What every kind of ticket can do after every kind of change. A ticket older than the password cannot set another one,
 * except an undo ticket, which takes the account back from an attacker who knows the password.
 */

type Kind = Exclude<TicketPurpose, 'confirm_registration'>
type Account = TestAccount & { readonly context: Awaited<ReturnType<typeof signedIn>>['context'] }

const newPassword = 'changed in between'

const changePasswordIn = async ({ context }: Account, channel: RequestChannel) =>
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

const changes = {
  'a password by classic': {
    setsPassword: true,
    make: async ({ context }) =>
      must(
        await editAccount({ ...context, channel: 'classic' }, { currentPassword: goodPassword, newPassword }),
      ),
  },
  'a password by ticket': { setsPassword: true, make: (account) => changePasswordIn(account, 'ticket') },
  'a password by pages': { setsPassword: true, make: (account) => changePasswordIn(account, 'pages') },
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
  'an address by classic': {
    setsPassword: false,
    make: async ({ context }) =>
      must(
        await changeEmail(
          { ...context, channel: 'classic' },
          { currentPassword: goodPassword, email: uniqueEmail() },
        ),
      ),
  },
  'an address by pages': {
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

/** What a ticket can still do. */
type Ability = 'password' | 'address' | 'both' | 'nothing'

const afterPassword = { reset_password: 'nothing', change_email: 'nothing', undo_email: 'password' } as const
const byOwner = { ...afterPassword, verify_email: 'address' } as const
const byProof = { ...afterPassword, verify_email: 'nothing' } as const

const abilities: Record<Change, Record<Kind, Ability>> = {
  'a password by classic': byOwner,
  'a password by ticket': byOwner,
  'a password by pages': byOwner,
  "a generated password's first use": byOwner,
  // A reset proves the mailbox; a password by support ends the same tickets.
  'a reset': byProof,
  'a password by support': byProof,
  'an address by classic': {
    verify_email: 'nothing',
    change_email: 'nothing',
    reset_password: 'nothing',
    undo_email: 'password',
  },
  'an address by pages': {
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

async function accountWithTicket(kind: Kind): Promise<{ account: Account; ticket: string }> {
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

async function canSetPassword(ticket: string): Promise<boolean> {
  const [described, chosen] = [
    await describeTicket(ticket),
    await resetPassword(guestContext('pages'), { ticket, newPassword: otherPassword }),
  ]
  // The page offers it exactly when it works.
  expect(described.state === 'live' && described.canReset).toBe(chosen.ok)
  return chosen.ok
}

async function canConfirmAddress(ticket: string): Promise<boolean> {
  return (await verifyEmail(guestContext('rest'), { ticket, proof: { kind: 'document' } })).ok
}

const kinds = ['verify_email', 'change_email', 'reset_password', 'undo_email'] as const

describe.each(Object.keys(changes) as Change[])('after %s', (name) => {
  test.each(kinds)('an older ticket: %s', async (kind) => {
    const expected = abilities[name][kind]
    const [one, other] = [await accountWithTicket(kind), await accountWithTicket(kind)]
    await changes[name].make(one.account)
    await changes[name].make(other.account)
    expect(await canSetPassword(one.ticket)).toBe(expected === 'password' || expected === 'both')
    expect(await canConfirmAddress(other.ticket)).toBe(expected === 'address' || expected === 'both')
    if (changes[name].setsPassword && kind !== 'undo_email')
      expect(await canSignIn(String(one.account.username), otherPassword)).toBe(false)
  })

  test('only undo tickets can still set a password, if one was set', async () => {
    const { account } = await accountWithTicket('verify_email')
    await changes[name].make(account)
    if (!changes[name].setsPassword) return expect(abilities[name].undo_email).toBe('password')
    const settingPassword = await prisma().ticket.count({
      where: {
        accountId: account.id,
        spentAt: null,
        OR: [{ maySetPassword: true }, { purpose: 'reset_password' }],
      },
    })
    expect(settingPassword).toBe(0)
  })
})

test('a ticket newer than the password can set it again', async () => {
  const { account } = await accountWithTicket('verify_email')
  await changePasswordIn(account, 'pages')
  const mint = { purpose: 'verify_email', email: account.email, accountId: account.id } as const
  expect(await canSetPassword(await transact((tx) => mintTicket(tx, mint)))).toBe(true)
})

test('of a concurrent reset by a verify ticket and password change, the later one is refused', async () => {
  for (let round = 0; round < 10; round++) {
    const { account, ticket } = await accountWithTicket('verify_email')
    const [reset, changed] = await Promise.all([
      resetPassword(guestContext('pages'), { ticket, newPassword: otherPassword }),
      changePassword(account.context, { currentPassword: goodPassword, newPassword }),
    ])
    expect([reset.ok, changed.ok].filter(Boolean)).toHaveLength(1)
    expect(await canSignIn(account.email, otherPassword)).toBe(reset.ok)
    expect(await canSignIn(account.email, newPassword)).toBe(changed.ok)
  }
})
