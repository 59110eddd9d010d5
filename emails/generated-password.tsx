import { MailLayout } from './layout'
import { formatHours, type MailLocale } from './locale'

export interface GeneratedPasswordProps {
  locale: MailLocale
  account: string
  password: string
  hours: number
}

const texts = {
  en: {
    subject: 'Your new password for Latchkey',
    heading: 'Your new password',
    intro: 'We received a request from an app for a new password for this account.',
    account: 'Account',
    password: 'New password',
    lasts: (hours: number) =>
      `You have ${formatHours('en', hours)} to sign in with it. Once you do, it replaces your old password and all other sessions end.`,
    notYou: 'Didn’t ask for this? Ignore this email: your old password still works.',
    footer:
      'You received this email because someone requested a new password for the account with this address.',
  },
  ru: {
    subject: 'Ваш новый пароль для Latchkey',
    heading: 'Ваш новый пароль',
    intro: 'Мы получили из приложения запрос на новый пароль для этого аккаунта.',
    account: 'Аккаунт',
    password: 'Новый пароль',
    lasts: (hours: number) =>
      `На вход с ним у вас есть ${formatHours('ru', hours)}. После входа он заменит старый пароль, а все остальные сеансы завершатся.`,
    notYou: 'Не запрашивали? Просто проигнорируйте это письмо: старый пароль по-прежнему действует.',
    footer: 'Вы получили это письмо, потому что для аккаунта с этим адресом запросили новый пароль.',
  },
}

/** Contains a generated password. The old one works until this one is first used. */
export function GeneratedPassword({ locale, account, password, hours }: GeneratedPasswordProps) {
  const t = texts[locale]
  return (
    <MailLayout
      locale={locale}
      preheader={t.intro}
      heading={t.heading}
      intro={t.intro}
      facts={[
        { label: t.account, value: account },
        { label: t.password, value: password, verbatim: true },
      ]}
      action={null}
      notes={[t.lasts(hours), t.notYou]}
      footer={t.footer}
    />
  )
}

GeneratedPassword.subject = function subject({ locale }: GeneratedPasswordProps): string {
  return texts[locale].subject
}

GeneratedPassword.PreviewProps = {
  locale: 'en',
  account: 'marina',
  password: 'k7m2p-x9dfr-4tqzh-w3bnc',
  hours: 24,
} satisfies GeneratedPasswordProps

export default GeneratedPassword
