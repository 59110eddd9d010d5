import { NoticeMail, type NoticeProps, noticePreview } from './notice'

export interface ProviderChangedProps extends NoticeProps {
  /** The provider's display name. */
  provider: string
  state: 'connected' | 'disconnected'
}

const texts = {
  en: {
    connected: {
      subject: (provider: string) => `${provider} was connected to your Latchkey account`,
      heading: (provider: string) => `${provider} was connected`,
      intro: (provider: string) =>
        `You can now sign in to this account with ${provider}, without your password.`,
      lead: 'If this was you, you don’t need to do anything. If not, choose a new password right away: this ends all sessions and disconnects any service with a different email address.',
    },
    disconnected: {
      subject: (provider: string) => `${provider} was disconnected from your Latchkey account`,
      heading: (provider: string) => `${provider} was disconnected`,
      intro: (provider: string) =>
        `You can no longer sign in to this account with ${provider}. Your password still works.`,
      lead: 'If this was you, you don’t need to do anything. If not, choose a new password right away.',
    },
  },
  ru: {
    connected: {
      subject: (provider: string) => `К аккаунту Latchkey подключён вход через ${provider}`,
      heading: (provider: string) => `Подключён вход через ${provider}`,
      intro: (provider: string) => `Теперь в этот аккаунт можно войти через ${provider}, без пароля.`,
      lead: 'Если это были вы, ничего делать не нужно. Если нет, сразу же задайте новый пароль: все сеансы завершатся, а сервисы с другим адресом почты отключатся.',
    },
    disconnected: {
      subject: (provider: string) => `Вход через ${provider} отключён от аккаунта Latchkey`,
      heading: (provider: string) => `Вход через ${provider} отключён`,
      intro: (provider: string) =>
        `Войти в этот аккаунт через ${provider} больше нельзя. Пароль по-прежнему действует.`,
      lead: 'Если это были вы, ничего делать не нужно. Если нет, сразу же задайте новый пароль.',
    },
  },
}

export function ProviderChanged(notice: ProviderChangedProps) {
  const { locale, provider, state } = notice
  const { heading, intro, lead } = texts[locale][state]
  return <NoticeMail notice={notice} texts={{ heading: heading(provider), intro: intro(provider), lead }} />
}

ProviderChanged.subject = function subject({ locale, provider, state }: ProviderChangedProps): string {
  return texts[locale][state].subject(provider)
}

ProviderChanged.PreviewProps = {
  ...noticePreview,
  provider: 'Example ID',
  state: 'connected',
} satisfies ProviderChangedProps

export default ProviderChanged
