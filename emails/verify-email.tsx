import { MailLayout } from './layout'
import { formatHours, type MailLocale } from './locale'

export interface VerifyEmailProps {
  locale: MailLocale
  account: string
  address: string
  link: string
  hours: number
  /** The address is new for an existing account, not that of a new account. */
  change: boolean
}

const texts = {
  en: {
    account: 'Account',
    address: 'Address',
    action: 'Confirm address',
    lasts: (hours: number) => `The link works for ${formatHours('en', hours)}.`,
    notYou:
      'Not you? Open the same link and choose “This isn’t me”. We’ll remove your address from this account.',
    first: {
      subject: 'Confirm your email address for Latchkey',
      heading: 'Confirm your email address',
      intro: 'One last step: confirm that this address is yours.',
      footer: 'You received this email because someone used this address to create a Latchkey account.',
    },
    change: {
      subject: 'Confirm your new email address for Latchkey',
      heading: 'Confirm your new address',
      intro: 'This address was entered as the new address for an account. Confirm that it’s yours.',
      footer:
        'You received this email because someone entered this address in the settings of a Latchkey account.',
    },
  },
  ru: {
    account: 'Аккаунт',
    address: 'Адрес',
    action: 'Подтвердить адрес',
    lasts: (hours: number) => `Ссылка действует ${formatHours('ru', hours)}.`,
    notYou:
      'Это не вы? Откройте ту же ссылку и выберите «Это не я», и мы отвяжем ваш адрес от этого аккаунта.',
    first: {
      subject: 'Подтвердите адрес почты для Latchkey',
      heading: 'Подтвердите адрес почты',
      intro: 'Остался последний шаг: подтвердите, что этот адрес ваш.',
      footer: 'Вы получили это письмо, потому что этот адрес указали при регистрации в Latchkey.',
    },
    change: {
      subject: 'Подтвердите новый адрес почты для Latchkey',
      heading: 'Подтвердите новый адрес',
      intro: 'Этот адрес указали как новый для аккаунта. Подтвердите, что он ваш.',
      footer: 'Вы получили это письмо, потому что этот адрес указали в настройках аккаунта Latchkey.',
    },
  },
}

/** Asks the owner of an address to confirm it, or to say "This isn't me". */
export function VerifyEmail({ locale, account, address, link, hours, change }: VerifyEmailProps) {
  const t = texts[locale]
  const { heading, intro, footer } = change ? t.change : t.first
  const accountFact = { label: t.account, value: account }
  return (
    <MailLayout
      locale={locale}
      preheader={intro}
      heading={heading}
      intro={intro}
      facts={account === address ? [accountFact] : [accountFact, { label: t.address, value: address }]}
      action={{ label: t.action, link }}
      notes={[t.lasts(hours), t.notYou]}
      footer={footer}
    />
  )
}

VerifyEmail.subject = function subject({ locale, change }: VerifyEmailProps): string {
  return change ? texts[locale].change.subject : texts[locale].first.subject
}

VerifyEmail.PreviewProps = {
  locale: 'en',
  account: 'marina',
  address: 'marina@example.org',
  link: 'https://accounts.example.org/verify-email/q3hVn0bqZ1mR8sYt5uWx2kLc7dPfGaEj9oTiBvNyXw4',
  hours: 24,
  change: false,
} satisfies VerifyEmailProps

export default VerifyEmail
