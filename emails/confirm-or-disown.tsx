import { MailLayout } from './layout'
import { inHours, type MailLocale } from './locale'

export interface ConfirmOrDisownProps {
  locale: MailLocale
  account: string
  address: string
  link: string
  hours: number
}

const words = {
  en: {
    subject: 'Is this Latchkey account yours?',
    heading: 'Is this account yours?',
    intro:
      'Someone, most likely you, asked for a new password for this address. It was added to an account not long ago and isn’t confirmed yet, so please tell us first whether the account is yours.',
    account: 'Account',
    address: 'Address',
    action: 'Answer',
    choices:
      'If it is yours, confirm it there and then ask for a new password again. If it isn’t, choose “This is not me”: your address will be detached from it.',
    lasts: (hours: number) =>
      `The link works for ${inHours('en', hours)}. Until you answer, the password can’t be reset by email.`,
    footer: 'You received this email because a new password was requested for this address at Latchkey.',
  },
  ru: {
    subject: 'Это ваш аккаунт Latchkey?',
    heading: 'Это ваш аккаунт?',
    intro:
      'Кто-то — скорее всего, вы — запросил новый пароль для этого адреса. Его недавно добавили к аккаунту и ещё не подтвердили, поэтому сначала скажите, ваш ли это аккаунт.',
    account: 'Аккаунт',
    address: 'Адрес',
    action: 'Ответить',
    choices:
      'Если ваш — подтвердите это по ссылке и запросите новый пароль ещё раз. Если нет — выберите «Это не я», и мы отвяжем ваш адрес.',
    lasts: (hours: number) =>
      `Ссылка действует ${inHours('ru', hours)}. Пока вы не ответите, сбросить пароль по почте нельзя.`,
    footer: 'Вы получили это письмо, потому что для этого адреса запросили новый пароль в Latchkey.',
  },
}

/** Stands in for a reset link while an unconfirmed address could still be a hijacker's: confirm, or disown. */
export function ConfirmOrDisown({ locale, account, address, link, hours }: ConfirmOrDisownProps) {
  const t = words[locale]
  const accountFact = { label: t.account, value: account }
  return (
    <MailLayout
      locale={locale}
      preheader={t.intro}
      heading={t.heading}
      intro={t.intro}
      facts={account === address ? [accountFact] : [accountFact, { label: t.address, value: address }]}
      action={{ label: t.action, link }}
      notes={[t.choices, t.lasts(hours)]}
      footer={t.footer}
    />
  )
}

ConfirmOrDisown.subject = function subject({ locale }: ConfirmOrDisownProps): string {
  return words[locale].subject
}

ConfirmOrDisown.PreviewProps = {
  locale: 'en',
  account: 'marina',
  address: 'marina@example.org',
  link: 'https://accounts.example.org/verify-email/q3hVn0bqZ1mR8sYt5uWx2kLc7dPfGaEj9oTiBvNyXw4',
  hours: 24,
} satisfies ConfirmOrDisownProps

export default ConfirmOrDisown
