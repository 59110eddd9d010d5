import { type Account, isTaken, type Transaction, transact } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { sendMail } from '@/lib/delivery/outbox'
import { maskAddress } from '@/lib/log'
import { emailChangesAtOnce } from '@/lib/policy'
import { emailRule } from '@/lib/rules'
import { asLocale, shownName, type Visit } from './caller'
import { fail, failByRule, type Result } from './failure'
import { addressToTell, mayMail, takeTry } from './limit'
import { lockAccount } from './lock'
import { type PasswordProof, proveOwner, provePassword } from './prove-password'
import { recordEvent } from './record-event'
import { noGeneratedPassword } from './store-password'
import { mintTicket, voidTickets } from './ticket'

/**
 * Changes the caller's address, or adds its first one. The new one is mailed "confirm, or this is not me"; the old one is told and,
 * if it was verified, can undo the change. At most doors the change waits for the confirmation; in classic it
 * counts at once, unverified.
 *
 * @returns the new address and whether it waits; or `signed_out`, `wrong_password`, `email_unchanged`, why it
 *   is refused, and only where it counts at once, `email_taken`
 */
export async function changeEmail(
  visit: Visit,
  input: { currentPassword: string | null; email: string },
): Promise<Result<{ email: string; pending: boolean }>> {
  const { caller } = visit
  const isFirst = caller.kind === 'member' && caller.account.email === null
  const proof = isFirst
    ? await proveOwner(visit, input.currentPassword)
    : await provePassword(visit, input.currentPassword ?? '')
  return proof.ok ? await setProvenEmail(visit, proof, input.email) : proof
}

/** The same for a caller whose current password is proved already. */
export async function setProvenEmail(
  visit: Visit,
  { member, passwordHash }: PasswordProof,
  typed: string,
): Promise<Result<{ email: string; pending: boolean }>> {
  const parsed = emailRule.safeParse(typed)
  if (!parsed.success) return failByRule(parsed.error)
  const email = parsed.data
  const atOnce = emailChangesAtOnce[visit.dialect]
  const refusal = await takeTry('changeOfName', member.account.id)
  if (refusal) return refusal
  try {
    return await transact(async (tx) => {
      const account = await lockAccount(tx, member.account.id)
      if (account?.passwordHash !== passwordHash) return fail('wrong_password')
      if (account.passwordHash === null && account.email !== null) return fail('wrong_password')
      // Where the document answers with the result, an address that is the account's already is done.
      if (account.email === email)
        return atOnce ? { ok: true, email, pending: false } : fail('email_unchanged')
      if (atOnce) await changeAddressAtOnce(tx, visit, { account, email })
      else await askNewAddress(tx, account, email)
      return { ok: true as const, email, pending: !atOnce }
    })
  } catch (error) {
    if (isTaken(error)) return fail('email_taken')
    throw error
  }
}

/** What an event tells of a change of address. */
export function changeOfAddress(from: string | null, to: string | null) {
  return { from: from === null ? '' : maskAddress(from), to: to === null ? '' : maskAddress(to) }
}

/** Tells the address that an account had, with a way back if it had been verified. */
export async function tellOldAddress(
  tx: Transaction,
  account: Account,
  newAddress: string,
  state: 'requested' | 'done',
): Promise<void> {
  const to = await addressToTell(tx, account)
  if (to === null) return
  const undo = { purpose: 'undo_email', email: to, accountId: account.id } as const
  const ticket = account.emailVerifiedAt ? await mintTicket(tx, undo) : null
  const content = { kind: 'email_changed', account: shownName(account), newAddress, state, ticket } as const
  await sendMail(tx, { to, locale: asLocale(account.locale), content })
}

/** Gives an account another address at once, unverified. The account is locked; the unique index refuses a taken one. */
export async function changeAddressAtOnce(
  tx: Transaction,
  visit: Visit,
  { account, email }: { account: Account; email: string },
): Promise<void> {
  await voidTickets(tx, account.id, ['change_email'])
  await tellOldAddress(tx, account, email, 'done')
  const details = changeOfAddress(account.email, email)
  await recordEvent(tx, visit, { kind: 'email_changed', accountId: account.id, details })
  await voidTickets(tx, account.id, ['verify_email', 'reset_password'])
  await tx.account.update({
    where: { id: account.id },
    data: { email, emailVerifiedAt: null, securedAt: await momentOf(tx), ...noGeneratedPassword },
  })
  const ticket = await mintTicket(tx, { purpose: 'verify_email', email, accountId: account.id })
  const content = {
    kind: 'verify_email',
    account: shownName({ ...account, email }),
    change: true,
    ticket,
  } as const
  if (await mayMail(tx, email)) await sendMail(tx, { to: email, locale: asLocale(account.locale), content })
}

/**
 * The ticket is the pending change. Where somebody else has verified the address, all looks the same to the
 * asker, but the mail tells its owner instead, and nobody holds the ticket's secret.
 */
async function askNewAddress(tx: Transaction, account: Account, email: string): Promise<void> {
  await voidTickets(tx, account.id, ['change_email'])
  await tellOldAddress(tx, account, email, 'requested')
  const ticket = await mintTicket(tx, { purpose: 'change_email', email, accountId: account.id })
  const holder = await tx.account.findUnique({ where: { email } })
  const owner = holder?.emailVerifiedAt ? holder : null
  const content = owner
    ? ({ kind: 'address_in_use' } as const)
    : ({ kind: 'verify_email', account: shownName(account), change: true, ticket } as const)
  const locale = asLocale((owner ?? account).locale)
  if (await mayMail(tx, email)) await sendMail(tx, { to: email, locale, content })
}
