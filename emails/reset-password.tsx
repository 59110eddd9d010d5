import { MailLayout } from './layout'
import { inMinutes, type MailLocale } from './locale'

export interface ResetPasswordProps {
  locale: MailLocale
  account: string
  link: string
  minutes: number
}

const words = {
  en: {
    subject: 'Choose a new password for Latchkey',
    heading: 'Choose a new password',
    intro: 'Someone, most likely you, asked for a new password for this account.',
    account: 'Account',
    action: 'Choose a new password',
    lasts: (minutes: number) =>
      `The link works once, within ${inMinutes('en', minutes)}. A new password signs you out on all devices.`,
    notYou: 'Didn’t ask for this? Just ignore this email: nothing has changed.',
    footer: 'You received this email because a new password was requested for the account with this address.',
  },
  ru: {
    subject: 'Новый пароль для Latchkey',
    heading: 'Задайте новый пароль',
    intro: 'Кто-то — скорее всего, вы — запросил новый пароль для этого аккаунта.',
    account: 'Аккаунт',
    action: 'Задать новый пароль',
    lasts: (minutes: number) =>
      `Ссылка действует ${inMinutes('ru', minutes)} и сработает один раз. С новым паролем нужно будет войти заново на всех устройствах.`,
    notYou: 'Не запрашивали? Просто не обращайте внимания на это письмо: ничего не изменилось.',
    footer: 'Вы получили это письмо, потому что для аккаунта с этим адресом запросили новый пароль.',
  },
}

/** Carries the link that lets its reader choose a new password. */
export function ResetPassword({ locale, account, link, minutes }: ResetPasswordProps) {
  const t = words[locale]
  return (
    <MailLayout
      locale={locale}
      preheader={t.intro}
      heading={t.heading}
      intro={t.intro}
      facts={[{ label: t.account, value: account }]}
      action={{ label: t.action, link }}
      notes={[t.lasts(minutes), t.notYou]}
      footer={t.footer}
    />
  )
}

ResetPassword.subject = function subject({ locale }: ResetPasswordProps): string {
  return words[locale].subject
}

ResetPassword.PreviewProps = {
  locale: 'en',
  account: 'marina',
  link: 'https://accounts.example.org/reset/q3hVn0bqZ1mR8sYt5uWx2kLc7dPfGaEj9oTiBvNyXw4',
  minutes: 60,
} satisfies ResetPasswordProps

export default ResetPassword
