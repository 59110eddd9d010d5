import { MailLayout } from './layout'
import { formatHours, type MailLocale } from './locale'

export interface EmailChangedProps {
  locale: MailLocale
  account: string
  newAddress: string
  /** Whether the new address still has to be confirmed. */
  state: 'requested' | 'done'
  undoLink: string | null
  hours: number
  supportEmail: string | null
}

const texts = {
  en: {
    account: 'Account',
    newAddress: 'New address',
    fine: 'If this was you, you don’t need to do anything.',
    undo: (hours: number) =>
      `The link works for ${formatHours('en', hours)}. It ends all sessions and asks you to choose a new password.`,
    changePassword: 'If not, change your password right away: someone may know it.',
    support: (address: string) => `Need help? Contact us: ${address}`,
    requested: {
      subject: 'Your Latchkey email address is about to change',
      heading: 'Your email address is about to change',
      intro:
        'A new email address was entered for this account. It will replace this one once it’s confirmed.',
      lead: 'If this was you, you don’t need to do anything. If not, keep your address.',
      action: 'Keep my address',
      footer: 'You received this email because your account uses this address.',
    },
    done: {
      subject: 'Your Latchkey email address was changed',
      heading: 'Your email address was changed',
      intro: 'This account now uses a different email address.',
      lead: 'If this was you, you don’t need to do anything. If not, restore your address.',
      action: 'Restore my address',
      footer: 'You received this email because your account used this address until now.',
    },
  },
  ru: {
    account: 'Аккаунт',
    newAddress: 'Новый адрес',
    fine: 'Если это были вы, ничего делать не нужно.',
    undo: (hours: number) =>
      `Ссылка действует ${formatHours('ru', hours)}. Все сеансы завершатся, и вам нужно будет задать новый пароль.`,
    changePassword: 'Если нет, сразу же смените пароль: возможно, его кто-то знает.',
    support: (address: string) => `Нужна помощь? Напишите нам: ${address}`,
    requested: {
      subject: 'Адрес вашего аккаунта Latchkey скоро изменится',
      heading: 'Ваш адрес скоро изменится',
      intro: 'Для этого аккаунта указали новый адрес почты. Он заменит текущий, как только его подтвердят.',
      lead: 'Если это были вы, ничего делать не нужно. Если нет, оставьте текущий адрес.',
      action: 'Оставить мой адрес',
      footer: 'Вы получили это письмо, потому что к аккаунту привязан этот адрес.',
    },
    done: {
      subject: 'Адрес вашего аккаунта Latchkey изменён',
      heading: 'Ваш адрес изменён',
      intro: 'У этого аккаунта теперь другой адрес почты.',
      lead: 'Если это были вы, ничего делать не нужно. Если нет, верните свой адрес.',
      action: 'Вернуть мой адрес',
      footer: 'Вы получили это письмо, потому что раньше к аккаунту был привязан этот адрес.',
    },
  },
}

/** Tells the old address about the change, with an undo link if there is one. */
export function EmailChanged(props: EmailChangedProps) {
  const { locale, account, newAddress, state, undoLink, hours, supportEmail } = props
  const t = texts[locale]
  const { heading, intro, lead, action, footer } = t[state]
  const support = supportEmail ? [t.support(supportEmail)] : []
  return (
    <MailLayout
      locale={locale}
      preheader={intro}
      heading={heading}
      intro={intro}
      facts={[
        { label: t.account, value: account },
        { label: t.newAddress, value: newAddress },
      ]}
      lead={undoLink ? lead : `${t.fine} ${t.changePassword}`}
      action={undoLink ? { label: action, link: undoLink } : null}
      notes={undoLink ? [t.undo(hours), ...support] : support}
      footer={footer}
    />
  )
}

EmailChanged.subject = function subject({ locale, state }: EmailChangedProps): string {
  return texts[locale][state].subject
}

EmailChanged.PreviewProps = {
  locale: 'en',
  account: 'marina',
  newAddress: 'marina.new@example.net',
  state: 'done',
  undoLink: 'https://accounts.example.org/reset/q3hVn0bqZ1mR8sYt5uWx2kLc7dPfGaEj9oTiBvNyXw4',
  hours: 72,
  supportEmail: 'help@example.org',
} satisfies EmailChangedProps

export default EmailChanged
