import { MailLayout } from './layout'
import { formatHours, type MailLocale } from './locale'

export interface ConfirmOrDisownProps {
  locale: MailLocale
  account: string
  address: string
  link: string
  hours: number
}

const texts = {
  en: {
    subject: 'Is this your Latchkey account?',
    heading: 'Is this your account?',
    intro:
      'We received a request to reset the password for this address. The address was added to an account recently and isn’t confirmed yet. Please tell us first whether the account is yours.',
    account: 'Account',
    address: 'Address',
    action: 'Review account',
    choices:
      'If it’s yours, confirm it and request a new password again. If it isn’t, choose “This isn’t me”, and we’ll remove your address from it.',
    lasts: (hours: number) =>
      `The link works for ${formatHours('en', hours)}. Until you confirm the account, its password can’t be reset by email.`,
    footer: 'You received this email because someone requested a new Latchkey password for this address.',
  },
  ru: {
    subject: 'Это ваш аккаунт Latchkey?',
    heading: 'Это ваш аккаунт?',
    intro:
      'Мы получили запрос на сброс пароля для этого адреса. Адрес недавно добавили к аккаунту и ещё не подтвердили. Сначала сообщите нам, ваш ли это аккаунт.',
    account: 'Аккаунт',
    address: 'Адрес',
    action: 'Проверить аккаунт',
    choices:
      'Если аккаунт ваш, подтвердите это и запросите новый пароль ещё раз. Если нет, выберите «Это не я», и мы отвяжем от него ваш адрес.',
    lasts: (hours: number) =>
      `Ссылка действует ${formatHours('ru', hours)}. Пока вы не подтвердите аккаунт, сбросить пароль по почте нельзя.`,
    footer: 'Вы получили это письмо, потому что для этого адреса запросили новый пароль в Latchkey.',
  },
}

/** Sent instead of a reset link while an unconfirmed address may be an attacker's. */
export function ConfirmOrDisown({ locale, account, address, link, hours }: ConfirmOrDisownProps) {
  const t = texts[locale]
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
  return texts[locale].subject
}

ConfirmOrDisown.PreviewProps = {
  locale: 'en',
  account: 'marina',
  address: 'marina@example.org',
  link: 'https://accounts.example.org/verify-email/q3hVn0bqZ1mR8sYt5uWx2kLc7dPfGaEj9oTiBvNyXw4',
  hours: 24,
} satisfies ConfirmOrDisownProps

export default ConfirmOrDisown
