import { MailLayout } from './layout'
import type { MailLocale } from './locale'

export interface PasswordSetBySupportProps {
  locale: MailLocale
  account: string
  /** Null in the notice to the account's own address. */
  password: string | null
  /** Already formatted in the user's language, in UTC. */
  when: string
  supportEmail: string | null
}

const texts = {
  en: {
    subject: 'Support set a new password for your Latchkey account',
    heading: 'Support set a new password',
    intro: 'Our support team set a new password for this account and ended all its sessions.',
    account: 'Account',
    password: 'New password',
    when: 'When',
    signIn: 'Sign in with it, then choose a password that only you know.',
    elsewhere: 'We sent it to a different address, the one that was given to support.',
    notYou: (address: string) => `Didn’t ask support for this? Contact us right away: ${address}`,
    notYouNobody: 'Didn’t ask for this? Contact support right away.',
    footer:
      'You received this email because support was asked to help with this account. We always let you know about changes like this.',
  },
  ru: {
    subject: 'Поддержка задала новый пароль для вашего аккаунта Latchkey',
    heading: 'Поддержка задала новый пароль',
    intro: 'Наша поддержка задала для этого аккаунта новый пароль и завершила все его сеансы.',
    account: 'Аккаунт',
    password: 'Новый пароль',
    when: 'Когда',
    signIn: 'Войдите с ним, а затем задайте пароль, который знаете только вы.',
    elsewhere: 'Мы отправили его на другой адрес — тот, который указали поддержке.',
    notYou: (address: string) => `Не просили об этом? Сразу же напишите нам: ${address}`,
    notYouNobody: 'Не просили об этом? Сразу же сообщите поддержке.',
    footer:
      'Вы получили это письмо, потому что поддержку попросили помочь с этим аккаунтом. О таких изменениях мы сообщаем всегда.',
  },
}

/** Contains the password that support set, or tells the account's own address about it. */
export function PasswordSetBySupport(props: PasswordSetBySupportProps) {
  const { locale, account, password, when, supportEmail } = props
  const t = texts[locale]
  const secret = password === null ? [] : [{ label: t.password, value: password, verbatim: true }]
  return (
    <MailLayout
      locale={locale}
      preheader={t.intro}
      heading={t.heading}
      intro={t.intro}
      facts={[{ label: t.account, value: account }, ...secret, { label: t.when, value: when }]}
      lead={password === null ? t.elsewhere : t.signIn}
      action={null}
      notes={[supportEmail ? t.notYou(supportEmail) : t.notYouNobody]}
      footer={t.footer}
    />
  )
}

PasswordSetBySupport.subject = function subject({ locale }: PasswordSetBySupportProps): string {
  return texts[locale].subject
}

PasswordSetBySupport.PreviewProps = {
  locale: 'en',
  account: 'marina',
  password: 'k7m2p-x9dfr-4tqzh-w3bnc',
  when: '14 November 2026, 18:05 UTC',
  supportEmail: 'help@example.org',
} satisfies PasswordSetBySupportProps

export default PasswordSetBySupport
