import { AddressInUse } from '@/emails/address-in-use'
import { ConfirmOrDisown } from '@/emails/confirm-or-disown'
import { DeviceAdded } from '@/emails/device-added'
import { EmailChanged } from '@/emails/email-changed'
import { GeneratedPassword } from '@/emails/generated-password'
import { PasswordChanged } from '@/emails/password-changed'
import { PasswordSetBySupport } from '@/emails/password-set-by-support'
import { ProviderChanged } from '@/emails/provider-changed'
import { ResetPassword } from '@/emails/reset-password'
import { UsernameChanged } from '@/emails/username-changed'
import { VerifyEmail } from '@/emails/verify-email'
import type { Locale } from '@/lib/policy'
import { mailSubject } from './mail-subject'
import { longAddress, longUsername } from './people'

const long = { account: longUsername, address: longAddress }

function localized(locale: Locale) {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  return { when: `${format.format(new Date('2026-11-14T18:05:00Z'))} UTC` }
}

export const mails = [
  mailSubject({
    name: 'mail-verify-email',
    Mail: VerifyEmail,
    cases: { change: { false: 'usual', true: {} } },
    more: { 'long-names': long, 'name-like-a-link': { account: 'marina.example' } },
  }),
  mailSubject({
    name: 'mail-reset-password',
    Mail: ResetPassword,
    cases: {},
    more: { 'long-names': { account: longUsername } },
  }),
  mailSubject({ name: 'mail-confirm-or-disown', Mail: ConfirmOrDisown, cases: {} }),
  mailSubject({ name: 'mail-generated-password', Mail: GeneratedPassword, cases: {} }),
  mailSubject({
    name: 'mail-password-changed',
    Mail: PasswordChanged,
    cases: { supportEmail: { some: 'usual', none: {} } },
    localized,
  }),
  mailSubject({
    name: 'mail-password-set-by-support',
    Mail: PasswordSetBySupport,
    cases: { password: { some: 'usual', none: {} }, supportEmail: { some: 'usual', none: {} } },
    localized,
  }),
  mailSubject({
    name: 'mail-email-changed',
    Mail: EmailChanged,
    cases: {
      state: { done: 'usual', requested: {} },
      undoLink: { some: 'usual', none: {} },
      supportEmail: { some: 'usual', none: { undoLink: null } },
    },
  }),
  mailSubject({
    name: 'mail-username-changed',
    Mail: UsernameChanged,
    cases: { formerName: { some: 'usual', none: {} }, supportEmail: { some: 'usual', none: {} } },
    more: { 'long-names': { account: longUsername, formerName: longUsername } },
    localized,
  }),
  mailSubject({
    name: 'mail-device-added',
    Mail: DeviceAdded,
    cases: { supportEmail: { some: 'usual', none: {} } },
    localized,
  }),
  mailSubject({
    name: 'mail-provider-changed',
    Mail: ProviderChanged,
    cases: {
      state: { connected: 'usual', disconnected: {} },
      supportEmail: { some: 'usual', none: {} },
    },
    localized,
  }),
  mailSubject({ name: 'mail-address-in-use', Mail: AddressInUse, cases: {} }),
]
