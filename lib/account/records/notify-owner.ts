import { asLocale, displayName } from '@/lib/account/account-facts'
import { addressToNotify } from '@/lib/account/limits/mail-budget'
import type { Account, Transaction } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import type { MailContent } from '@/lib/delivery/mail/mail'
import { sendMail } from '@/lib/delivery/outbox'

type NoticeKind = 'password_changed' | 'username_changed' | 'device_added' | 'provider_changed'
type WithoutCommon<Content> = Content extends MailContent ? Omit<Content, 'account' | 'at'> : never

type Notice = WithoutCommon<Extract<MailContent, { kind: NoticeKind }>>

export async function notifyOwner(tx: Transaction, account: Account, notice: Notice): Promise<void> {
  const to = await addressToNotify(tx, account)
  if (to === null) return
  const at = (await momentOf(tx)).toISOString()
  const content = { ...notice, account: displayName(account), at }
  await sendMail(tx, { to, locale: asLocale(account.locale), content })
}
