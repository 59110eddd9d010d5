import { type Fact, MailLayout } from './layout'
import type { MailLocale } from './locale'

/** What every notice is given: a mail that tells the owner about a change, with a way back if it was not them. */
export interface NoticeProps {
  locale: MailLocale
  account: string
  /** Already written out, in the reader's language and in UTC. */
  when: string
  resetLink: string
  supportEmail: string | null
}

/** What one notice says in one language. */
export interface NoticeWords {
  heading: string
  intro: string
  lead: string
}

const words = {
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
  says: NoticeWords
  /** What changed; by default the account that the notice is about. */
  facts?: Fact[]
  /** What the button says, where it is not about a new password. */
  action?: string
}

/** The frame that all notices share. */
export function NoticeMail({ notice, says, facts, action }: NoticeMailProps) {
  const { locale, account, when, resetLink, supportEmail } = notice
  const t = words[locale]
  return (
    <MailLayout
      locale={locale}
      preheader={says.intro}
      heading={says.heading}
      intro={says.intro}
      facts={[...(facts ?? [{ label: t.account, value: account }]), { label: t.when, value: when }]}
      lead={says.lead}
      action={{ label: action ?? t.action, link: resetLink }}
      notes={supportEmail ? [t.support(supportEmail)] : []}
      footer={t.footer}
    />
  )
}

/** What the preview of every notice shows. */
export const noticePreview: NoticeProps = {
  locale: 'en',
  account: 'marina',
  when: '14 November 2026, 18:05 UTC',
  resetLink: 'https://accounts.example.org/reset',
  supportEmail: 'help@example.org',
}
