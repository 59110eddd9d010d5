import { MailLayout } from './layout'
import type { MailLocale } from './locale'

export interface UsernameChangedProps {
  locale: MailLocale
  /** The new username. */
  account: string
  /** Null when the account had none. */
  formerName: string | null
  /** Already written out, in the reader's language and in UTC. */
  when: string
  resetLink: string
  supportEmail: string | null
}

const words = {
  en: {
    subject: 'Your Latchkey username was changed',
    heading: 'Your username was changed',
    intro: 'This account has another username now, and the former one no longer signs in to it.',
    introFirst: 'This account has a username now, and you can sign in with it.',
    account: 'New username',
    formerName: 'Former username',
    when: 'When',
    lead: 'If this was you, all is well. If not, choose a new password right away: someone may know yours.',
    action: 'Choose a new password',
    support: (address: string) => `Can’t get in? Write to us: ${address}`,
    footer:
      'You received this email because this is the address of the account. We always tell you about a change like this.',
  },
  ru: {
    subject: 'Имя пользователя Latchkey изменено',
    heading: 'Ваше имя пользователя изменено',
    intro: 'У этого аккаунта теперь другое имя пользователя. Войти с прежним больше нельзя.',
    introFirst: 'У этого аккаунта теперь есть имя пользователя. С ним можно входить.',
    account: 'Новое имя пользователя',
    formerName: 'Прежнее имя пользователя',
    when: 'Когда',
    lead: 'Если это были вы, всё в порядке. Если нет — сразу же задайте новый пароль: нынешний, возможно, кто-то знает.',
    action: 'Задать новый пароль',
    support: (address: string) => `Не получается войти? Напишите нам: ${address}`,
    footer:
      'Вы получили это письмо, потому что к аккаунту привязан этот адрес. О таких изменениях мы сообщаем всегда.',
  },
}

/** Tells the owner that the account is called otherwise now, with a way back if it was not them. */
export function UsernameChanged(props: UsernameChangedProps) {
  const { locale, account, formerName, when, resetLink, supportEmail } = props
  const t = words[locale]
  const intro = formerName === null ? t.introFirst : t.intro
  return (
    <MailLayout
      locale={locale}
      preheader={intro}
      heading={t.heading}
      intro={intro}
      facts={[
        { label: t.account, value: account },
        ...(formerName === null ? [] : [{ label: t.formerName, value: formerName }]),
        { label: t.when, value: when },
      ]}
      lead={t.lead}
      action={{ label: t.action, link: resetLink }}
      notes={supportEmail ? [t.support(supportEmail)] : []}
      footer={t.footer}
    />
  )
}

UsernameChanged.subject = function subject({ locale }: UsernameChangedProps): string {
  return words[locale].subject
}

UsernameChanged.PreviewProps = {
  locale: 'en',
  account: 'marina',
  formerName: 'marina.k',
  when: '14 November 2026, 18:05 UTC',
  resetLink: 'https://accounts.example.org/reset',
  supportEmail: 'help@example.org',
} satisfies UsernameChangedProps

export default UsernameChanged
