import { asLocale, shownName } from '@/lib/account/account-facts'
import { addressToTell, mayMail } from '@/lib/account/limits/mail-budget'
import { recordEvent } from '@/lib/account/record-event'
import type { RequestContext } from '@/lib/account/request-context'
import type { Account, Transaction } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { sendMail } from '@/lib/delivery/outbox'
import { maskAddress } from '@/lib/process/log'
import { noGeneratedPassword } from './generated-password'
import { mintTicket, voidTickets } from './ticket'

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
  context: RequestContext,
  { account, email }: { account: Account; email: string },
): Promise<void> {
  await voidTickets(tx, account.id, ['change_email'])
  await tellOldAddress(tx, account, email, 'done')
  const details = changeOfAddress(account.email, email)
  await recordEvent(tx, context, { kind: 'email_changed', accountId: account.id, details })
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
