import { asLocale, displayName } from '@/lib/account/account-facts'
import { addressToNotify, takeMailBudget } from '@/lib/account/limits/mail-budget'
import { recordEvent } from '@/lib/account/record-event'
import type { RequestContext } from '@/lib/account/request-context'
import type { Account, Transaction } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { sendMail } from '@/lib/delivery/outbox'
import { maskAddress } from '@/lib/process/log'
import { noGeneratedPassword } from './generated-password'
import { invalidateTickets, mintTicket } from './ticket'

export function addressChangeDetails(from: string | null, to: string | null) {
  return { from: from === null ? '' : maskAddress(from), to: to === null ? '' : maskAddress(to) }
}

export async function notifyOldAddress(
  tx: Transaction,
  account: Account,
  newAddress: string,
  state: 'requested' | 'done',
): Promise<void> {
  const to = await addressToNotify(tx, account)
  if (to === null) return
  const undo = { purpose: 'undo_email', email: to, accountId: account.id } as const
  const ticket = account.emailVerifiedAt ? await mintTicket(tx, undo) : null
  const content = { kind: 'email_changed', account: displayName(account), newAddress, state, ticket } as const
  await sendMail(tx, { to, locale: asLocale(account.locale), content })
}

/** Sets an unverified address. The account must be locked. Throws (`isUniqueViolation`) if another account has the address. */
export async function changeAddressAtOnce(
  tx: Transaction,
  context: RequestContext,
  { account, email }: { account: Account; email: string },
): Promise<void> {
  await invalidateTickets(tx, account.id, ['change_email'])
  await notifyOldAddress(tx, account, email, 'done')
  const details = addressChangeDetails(account.email, email)
  await recordEvent(tx, context, { kind: 'email_changed', accountId: account.id, details })
  await invalidateTickets(tx, account.id, ['verify_email', 'reset_password'])
  await tx.account.update({
    where: { id: account.id },
    data: { email, emailVerifiedAt: null, securedAt: await momentOf(tx), ...noGeneratedPassword },
  })
  const ticket = await mintTicket(tx, { purpose: 'verify_email', email, accountId: account.id })
  const content = {
    kind: 'verify_email',
    account: displayName({ ...account, email }),
    change: true,
    ticket,
  } as const
  if (await takeMailBudget(tx, email))
    await sendMail(tx, { to: email, locale: asLocale(account.locale), content })
}
