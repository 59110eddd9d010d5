import { MailLayout } from './layout'
import type { MailLocale } from './locale'

export interface PasswordChangedProps {
  locale: MailLocale
  account: string
  /** Already written out, in the reader's language and in UTC. */
  when: string
  resetLink: string
  supportEmail: string | null
}

const words = {
  en: {
    subject: 'Your Latchkey password was changed',
    heading: 'Your password was changed',
    intro: 'The password of this account was changed, and all other sessions were ended.',
    account: 'Account',
    when: 'When',
    lead: 'If this was you, all is well. If not, choose a new password right away.',
    action: 'Choose a new password',
    support: (address: string) => `Can’t get in? Write to us: ${address}`,
    footer:
      'You received this email because this is the address of the account. We always tell you about a change like this.',
  },
  ru: {
    subject: 'Пароль от Latchkey изменён',
    heading: 'Ваш пароль изменён',
    intro: 'Пароль этого аккаунта изменили, все остальные сеансы завершены.',
    account: 'Аккаунт',
    when: 'Когда',
    lead: 'Если это были вы, всё в порядке. Если нет — сразу же задайте новый пароль.',
    action: 'Задать новый пароль',
    support: (address: string) => `Не получается войти? Напишите нам: ${address}`,
    footer:
      'Вы получили это письмо, потому что к аккаунту привязан этот адрес. О таких изменениях мы сообщаем всегда.',
  },
}

/** Tells the owner that the password is another one now, with a way back if it was not them. */
export function PasswordChanged({ locale, account, when, resetLink, supportEmail }: PasswordChangedProps) {
  const t = words[locale]
  return (
    <MailLayout
      locale={locale}
      preheader={t.intro}
      heading={t.heading}
      intro={t.intro}
      facts={[
        { label: t.account, value: account },
        { label: t.when, value: when },
      ]}
      lead={t.lead}
      action={{ label: t.action, link: resetLink }}
      notes={supportEmail ? [t.support(supportEmail)] : []}
      footer={t.footer}
    />
  )
}

PasswordChanged.subject = function subject({ locale }: PasswordChangedProps): string {
  return words[locale].subject
}

PasswordChanged.PreviewProps = {
  locale: 'en',
  account: 'marina',
  when: '14 November 2026, 18:05 UTC',
  resetLink: 'https://accounts.example.org/reset',
  supportEmail: 'help@example.org',
} satisfies PasswordChangedProps

export default PasswordChanged
