import { MailLayout } from './layout'
import type { MailLocale } from './locale'

export interface DeviceAddedProps {
  locale: MailLocale
  account: string
  /** Already written out, in the reader's language and in UTC. */
  when: string
  resetLink: string
  supportEmail: string | null
}

const words = {
  en: {
    subject: 'A new device opens your Latchkey account',
    heading: 'A new device opens your account',
    intro:
      'An app on another device signed in. This account has no password, so that device now gets in by itself.',
    account: 'Account',
    when: 'When',
    lead: 'If this was you, all is well. If not, choose a password right away: that ends all sessions, and no device gets in without it.',
    action: 'Choose a password',
    support: (address: string) => `Can’t get in? Write to us: ${address}`,
    footer:
      'You received this email because this is the address of the account. We always tell you about a change like this.',
  },
  ru: {
    subject: 'В аккаунт Latchkey теперь можно войти с нового устройства',
    heading: 'Новое устройство для входа',
    intro:
      'В аккаунт вошли из приложения на другом устройстве. Пароля у аккаунта нет, поэтому теперь с этого устройства можно входить сразу.',
    account: 'Аккаунт',
    when: 'Когда',
    lead: 'Если это были вы, всё в порядке. Если нет — сразу же задайте пароль: все сеансы завершатся, и без пароля не войти ни с одного устройства.',
    action: 'Задать пароль',
    support: (address: string) => `Не получается войти? Напишите нам: ${address}`,
    footer:
      'Вы получили это письмо, потому что к аккаунту привязан этот адрес. О таких изменениях мы сообщаем всегда.',
  },
}

/** Tells the owner of an account without password that one more device opens it, with a way to shut it out. */
export function DeviceAdded({ locale, account, when, resetLink, supportEmail }: DeviceAddedProps) {
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

DeviceAdded.subject = function subject({ locale }: DeviceAddedProps): string {
  return words[locale].subject
}

DeviceAdded.PreviewProps = {
  locale: 'en',
  account: 'marina',
  when: '14 November 2026, 18:05 UTC',
  resetLink: 'https://accounts.example.org/reset',
  supportEmail: 'help@example.org',
} satisfies DeviceAddedProps

export default DeviceAdded
