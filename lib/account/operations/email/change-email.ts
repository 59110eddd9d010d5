import { asLocale, displayName } from '@/lib/account/account-facts'
import { fail, failByRule, type Result } from '@/lib/account/failure'
import { takeAttempt } from '@/lib/account/limits/attempts'
import { takeMailBudget } from '@/lib/account/limits/mail-budget'
import { lockIfPasswordUnchanged } from '@/lib/account/password/lock-if-password-unchanged'
import { type PasswordProof, proveOwner, provePassword } from '@/lib/account/password/prove-password'
import { changeAddressAtOnce, notifyOldAddress } from '@/lib/account/records/address-change'
import { invalidateTickets, mintTicket } from '@/lib/account/records/ticket'
import type { RequestContext } from '@/lib/account/request-context'
import { failAsTaken } from '@/lib/account/taken-names'
import { channels } from '@/lib/channels'
import { type Account, type Transaction, transact } from '@/lib/db/client'
import { sendMail } from '@/lib/delivery/outbox'
import { emailRule } from '@/lib/rules'

/**
 * Changes the caller's address, or adds the first one. The new address gets a mail: "confirm, or this is not me". The
 * old one is notified and, if it was verified, can undo the change. Through most channels the change is pending until
 * confirmed; through classic it takes effect at once, unverified.
 * @returns the new address and whether it is pending; or `signed_out`, `wrong_password`, `email_unchanged`, a fault of
 *   the address; `email_taken` only where the change takes effect at once
 */
export async function changeEmail(
  context: RequestContext,
  input: { currentPassword: string | null; email: string },
): Promise<Result<{ email: string; pending: boolean }>> {
  const { caller } = context
  const isFirst = caller.kind === 'member' && caller.account.email === null
  const proof = isFirst
    ? await proveOwner(context, input.currentPassword)
    : await provePassword(context, input.currentPassword ?? '')
  return proof.ok ? await setProvenEmail(context, proof, input.email) : proof
}

/** As `changeEmail`, after the current password was checked. */
export async function setProvenEmail(
  context: RequestContext,
  { member, passwordHash }: PasswordProof,
  typed: string,
): Promise<Result<{ email: string; pending: boolean }>> {
  const parsed = emailRule.safeParse(typed)
  if (!parsed.success) return failByRule(parsed.error)
  const email = parsed.data
  const atOnce = channels[context.channel].emailChangesAtOnce
  const failure = await takeAttempt('changeOfName', member.account.id)
  if (failure) return failure
  return await transact(async (tx) => {
    const account = await lockIfPasswordUnchanged(tx, { id: member.account.id, passwordHash })
    if (!account) return fail('wrong_password')
    if (account.passwordHash === null && account.email !== null) return fail('wrong_password')
    // Classic's document reports whether the account now has this address: it has.
    if (account.email === email)
      return atOnce ? { ok: true as const, email, pending: false } : fail('email_unchanged')
    if (atOnce) await changeAddressAtOnce(tx, context, { account, email })
    else await requestConfirmation(tx, account, email)
    return { ok: true as const, email, pending: !atOnce }
  }).catch(failAsTaken('email_taken'))
}

/** The ticket is the pending change. If another account has verified the address, its owner gets a mail without it. */
async function requestConfirmation(tx: Transaction, account: Account, email: string): Promise<void> {
  await invalidateTickets(tx, account.id, ['change_email'])
  await notifyOldAddress(tx, account, email, 'requested')
  const ticket = await mintTicket(tx, { purpose: 'change_email', email, accountId: account.id })
  const holder = await tx.account.findUnique({ where: { email } })
  const owner = holder?.emailVerifiedAt ? holder : null
  const content = owner
    ? ({ kind: 'address_in_use' } as const)
    : ({ kind: 'verify_email', account: displayName(account), change: true, ticket } as const)
  const locale = asLocale((owner ?? account).locale)
  if (await takeMailBudget(tx, email)) await sendMail(tx, { to: email, locale, content })
}
