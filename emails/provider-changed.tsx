import { MailLayout } from './layout'
import type { MailLocale } from './locale'

export interface ProviderChangedProps {
  locale: MailLocale
  account: string
  /** What people know the other provider by. */
  provider: string
  state: 'connected' | 'disconnected'
  /** Already written out, in the reader's language and in UTC. */
  when: string
  resetLink: string
  supportEmail: string | null
}

const words = {
  en: {
    account: 'Account',
    when: 'When',
    action: 'Choose a new password',
    support: (address: string) => `Can’t get in? Write to us: ${address}`,
    footer:
      'You received this email because this is the address of the account. We always tell you about a change like this.',
    connected: {
      subject: (provider: string) => `${provider} was connected to your Latchkey account`,
      heading: (provider: string) => `${provider} was connected`,
      intro: (provider: string) =>
        `This account can now be entered through ${provider}, without its password.`,
      lead: 'If this was you, all is well. If not, choose a new password right away: that ends all sessions and disconnects a stranger’s way in.',
    },
    disconnected: {
      subject: (provider: string) => `${provider} was disconnected from your Latchkey account`,
      heading: (provider: string) => `${provider} was disconnected`,
      intro: (provider: string) => `${provider} no longer opens this account. The password still does.`,
      lead: 'If this was you, all is well. If not, choose a new password right away.',
    },
  },
  ru: {
    account: 'Аккаунт',
    when: 'Когда',
    action: 'Задать новый пароль',
    support: (address: string) => `Не получается войти? Напишите нам: ${address}`,
    footer:
      'Вы получили это письмо, потому что к аккаунту привязан этот адрес. О таких изменениях мы сообщаем всегда.',
    connected: {
      subject: (provider: string) => `К аккаунту Latchkey подключён вход через ${provider}`,
      heading: (provider: string) => `Подключён вход через ${provider}`,
      intro: (provider: string) => `Теперь в этот аккаунт можно войти через ${provider}, без пароля.`,
      lead: 'Если это были вы, всё в порядке. Если нет — сразу же задайте новый пароль: все сеансы завершатся, а чужой вход отключится.',
    },
    disconnected: {
      subject: (provider: string) => `Вход через ${provider} отключён от аккаунта Latchkey`,
      heading: (provider: string) => `Вход через ${provider} отключён`,
      intro: (provider: string) =>
        `Войти в этот аккаунт через ${provider} больше нельзя. Пароль подходит, как и раньше.`,
      lead: 'Если это были вы, всё в порядке. Если нет — сразу же задайте новый пароль.',
    },
  },
}

/** Tells the owner that another provider opens the account from now on, or no longer does. */
export function ProviderChanged(props: ProviderChangedProps) {
  const { locale, account, provider, state, when, resetLink, supportEmail } = props
  const t = words[locale]
  const { heading, intro, lead } = t[state]
  return (
    <MailLayout
      locale={locale}
      preheader={intro(provider)}
      heading={heading(provider)}
      intro={intro(provider)}
      facts={[
        { label: t.account, value: account },
        { label: t.when, value: when },
      ]}
      lead={lead}
      action={{ label: t.action, link: resetLink }}
      notes={supportEmail ? [t.support(supportEmail)] : []}
      footer={t.footer}
    />
  )
}

ProviderChanged.subject = function subject({ locale, provider, state }: ProviderChangedProps): string {
  return words[locale][state].subject(provider)
}

ProviderChanged.PreviewProps = {
  locale: 'en',
  account: 'marina',
  provider: 'Example ID',
  state: 'connected',
  when: '14 November 2026, 18:05 UTC',
  resetLink: 'https://accounts.example.org/reset',
  supportEmail: 'help@example.org',
} satisfies ProviderChangedProps

export default ProviderChanged
