import { MailLayout } from './layout'
import { formatMinutes, type MailLocale } from './locale'

export interface ResetPasswordProps {
  locale: MailLocale
  account: string
  link: string
  minutes: number
}

const texts = {
  en: {
    subject: 'Reset your Latchkey password',
    heading: 'Reset your password',
    intro: 'We received a request to reset the password for this account.',
    account: 'Account',
    action: 'Choose a new password',
    lasts: (minutes: number) =>
      `The link works once and expires in ${formatMinutes('en', minutes)}. A new password ends all sessions, and you’ll need to sign in again.`,
    notYou: 'Didn’t ask for this? Ignore this email: nothing has changed.',
    footer:
      'You received this email because someone requested a new password for the account with this address.',
  },
  ru: {
    subject: 'Сброс пароля Latchkey',
    heading: 'Сброс пароля',
    intro: 'Мы получили запрос на сброс пароля для этого аккаунта.',
    account: 'Аккаунт',
    action: 'Задать новый пароль',
    lasts: (minutes: number) =>
      `Ссылка действует ${formatMinutes('ru', minutes)} и сработает один раз. После смены пароля все сеансы завершатся, и нужно будет войти заново.`,
    notYou: 'Не запрашивали? Просто проигнорируйте это письмо: ничего не изменилось.',
    footer: 'Вы получили это письмо, потому что для аккаунта с этим адресом запросили новый пароль.',
  },
}

export function ResetPassword({ locale, account, link, minutes }: ResetPasswordProps) {
  const t = texts[locale]
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
  return texts[locale].subject
}

ResetPassword.PreviewProps = {
  locale: 'en',
  account: 'marina',
  link: 'https://accounts.example.org/reset/q3hVn0bqZ1mR8sYt5uWx2kLc7dPfGaEj9oTiBvNyXw4',
  minutes: 60,
} satisfies ResetPasswordProps

export default ResetPassword
