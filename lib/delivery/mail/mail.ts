import { AddressInUse } from '@/emails/address-in-use'
import { ConfirmOrDisown } from '@/emails/confirm-or-disown'
import { DeviceAdded } from '@/emails/device-added'
import { EmailChanged } from '@/emails/email-changed'
import { GeneratedPassword } from '@/emails/generated-password'
import { PasswordChanged } from '@/emails/password-changed'
import { PasswordSetBySupport } from '@/emails/password-set-by-support'
import { ProviderChanged } from '@/emails/provider-changed'
import { type RenderedMail, renderMail } from '@/emails/render'
import { ResetPassword } from '@/emails/reset-password'
import { UsernameChanged } from '@/emails/username-changed'
import { VerifyEmail } from '@/emails/verify-email'
import { config } from '@/lib/config'
import { type Locale, policy } from '@/lib/policy'
import { shownAddress } from '@/lib/shown-address'

/** `ticket` and `password` are secrets and are sealed while the mail waits. `account` is the shown name. */
export type MailContent =
  | { kind: 'verify_email'; account: string; change: boolean; ticket: string }
  | { kind: 'confirm_or_disown'; account: string; ticket: string }
  | { kind: 'reset_password'; account: string; ticket: string }
  | { kind: 'address_in_use' }
  | { kind: 'password_changed'; account: string; at: string }
  | { kind: 'username_changed'; account: string; formerName: string | null; at: string }
  | { kind: 'device_added'; account: string; at: string }
  | {
      kind: 'provider_changed'
      account: string
      provider: string
      state: 'connected' | 'disconnected'
      at: string
    }
  | { kind: 'generated_password'; account: string; password: string }
  | { kind: 'password_set_by_support'; account: string; at: string; password: string | null }
  | {
      kind: 'email_changed'
      account: string
      newAddress: string
      state: 'requested' | 'done'
      ticket: string | null
    }

interface MailRules {
  /** A user is waiting for it: it is sent before other mails. */
  readonly isUrgent: boolean
  /** Not sent after this time. Null: always worth sending. */
  readonly validHours: number | null
}

export const mailRules: Record<MailContent['kind'], MailRules> = {
  verify_email: { isUrgent: true, validHours: policy.verifyTicketHours },
  confirm_or_disown: { isUrgent: true, validHours: policy.verifyTicketHours },
  reset_password: { isUrgent: true, validHours: policy.resetTicketMinutes / 60 },
  generated_password: { isUrgent: true, validHours: policy.generatedPasswordHours },
  password_set_by_support: { isUrgent: true, validHours: policy.generatedPasswordHours },
  email_changed: { isUrgent: false, validHours: policy.undoTicketHours },
  password_changed: { isUrgent: false, validHours: null },
  username_changed: { isUrgent: false, validHours: null },
  device_added: { isUrgent: false, validHours: null },
  provider_changed: { isUrgent: false, validHours: null },
  address_in_use: { isUrgent: false, validHours: null },
}

export interface Mail {
  /** The stored address, never one from the request, except for mails that support sends. */
  readonly to: string
  readonly locale: Locale
  readonly content: MailContent
}

/** Renders a mail. Links start with APP_URL and open pages with a button, so that opening a link changes nothing. */
export function composeMail({ to, locale, content: original }: Mail): Promise<RenderedMail> {
  const content = { ...original, ...('account' in original && { account: shownAddress(original.account) }) }
  const { supportEmail } = config()
  const common = { locale, address: shownAddress(to), hours: policy.verifyTicketHours }
  switch (content.kind) {
    case 'verify_email':
      return renderMail(VerifyEmail, { ...content, ...common, link: link('verify-email', content.ticket) })
    case 'confirm_or_disown':
      return renderMail(ConfirmOrDisown, {
        ...content,
        ...common,
        link: link('verify-email', content.ticket),
      })
    case 'reset_password':
      return renderMail(ResetPassword, {
        locale,
        account: content.account,
        link: link('reset', content.ticket),
        minutes: policy.resetTicketMinutes,
      })
    case 'address_in_use':
      return renderMail(AddressInUse, { ...common, signInLink: link('login'), resetLink: link('reset') })
    case 'password_changed':
    case 'username_changed':
    case 'device_added':
    case 'provider_changed':
    case 'password_set_by_support':
      return composeNotice(content, locale)
    case 'generated_password':
      return renderMail(GeneratedPassword, { ...content, locale, hours: policy.generatedPasswordHours })
    case 'email_changed':
      return renderMail(EmailChanged, {
        ...content,
        newAddress: shownAddress(content.newAddress),
        locale,
        undoLink: content.ticket && link('reset', content.ticket),
        hours: policy.undoTicketHours,
        supportEmail,
      })
  }
}

type NoticeContent = Extract<MailContent, { at: string }>

function composeNotice(content: NoticeContent, locale: Locale): Promise<RenderedMail> {
  const when = formatTime(content.at, locale)
  const common = { locale, when, resetLink: link('reset'), supportEmail: config().supportEmail }
  switch (content.kind) {
    case 'password_changed':
      return renderMail(PasswordChanged, { ...content, ...common })
    case 'username_changed':
      return renderMail(UsernameChanged, { ...content, ...common })
    case 'device_added':
      return renderMail(DeviceAdded, { ...content, ...common })
    case 'provider_changed':
      return renderMail(ProviderChanged, { ...content, ...common })
    case 'password_set_by_support':
      return renderMail(PasswordSetBySupport, { ...content, ...common })
  }
}

function link(...path: string[]): string {
  return [config().appUrl, ...path].join('/')
}

/** UTC, because the reader's time zone is unknown. */
function formatTime(iso: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  return `${format.format(new Date(iso))} UTC`
}
