import { asLocale, displayName } from '@/lib/account/account-facts'
import type { Transaction } from '@/lib/db/client'
import { sendMail } from '@/lib/delivery/outbox'
import { mintTicket } from './ticket'

interface Recipient {
  readonly id: string
  readonly email: string | null
  readonly username: string | null
  readonly locale: string
}

export async function mailVerification(tx: Transaction, account: Recipient): Promise<void> {
  if (account.email === null) return
  const ticket = await mintTicket(tx, {
    purpose: 'verify_email',
    email: account.email,
    accountId: account.id,
  })
  const content = { kind: 'verify_email', account: displayName(account), change: false, ticket } as const
  await sendMail(tx, { to: account.email, locale: asLocale(account.locale), content })
}
