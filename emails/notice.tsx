import { type Fact, MailLayout } from './layout'
import type { MailLocale } from './locale'

/** Props of every notice: a mail that tells the owner about a change. */
export interface NoticeProps {
  locale: MailLocale
  account: string
  /** Already formatted in the user's language, in UTC. */
  when: string
  resetLink: string
  supportEmail: string | null
}

export interface NoticeTexts {
  heading: string
  intro: string
  lead: string
}

const commonTexts = {
  en: {
    account: 'Account',
    when: 'When',
    action: 'Choose a new password',
    support: (address: string) => `Can’t sign in? Contact us: ${address}`,
    footer:
      'You received this email because your account uses this address. We always let you know about changes like this.',
  },
  ru: {
    account: 'Аккаунт',
    when: 'Когда',
    action: 'Задать новый пароль',
    support: (address: string) => `Не получается войти? Напишите нам: ${address}`,
    footer:
      'Вы получили это письмо, потому что к аккаунту привязан этот адрес. О таких изменениях мы сообщаем всегда.',
  },
}

interface NoticeMailProps {
  notice: NoticeProps
  texts: NoticeTexts
  /** What changed; by default the account. */
  facts?: Fact[]
  /** The button's text, if it is not about a new password. */
  action?: string
}

export function NoticeMail({ notice, texts, facts, action }: NoticeMailProps) {
  const { locale, account, when, resetLink, supportEmail } = notice
  const t = commonTexts[locale]
  return (
    <MailLayout
      locale={locale}
      preheader={texts.intro}
      heading={texts.heading}
      intro={texts.intro}
      facts={[...(facts ?? [{ label: t.account, value: account }]), { label: t.when, value: when }]}
      lead={texts.lead}
      action={{ label: action ?? t.action, link: resetLink }}
      notes={supportEmail ? [t.support(supportEmail)] : []}
      footer={t.footer}
    />
  )
}

export const noticePreview: NoticeProps = {
  locale: 'en',
  account: 'marina',
  when: '14 November 2026, 18:05 UTC',
  resetLink: 'https://accounts.example.org/reset',
  supportEmail: 'help@example.org',
}
