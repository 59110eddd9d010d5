import { MailLayout } from './layout'
import { inHours, type MailLocale } from './locale'

export interface EmailChangedProps {
  locale: MailLocale
  account: string
  newAddress: string
  /** Whether the new address still waits to be confirmed, or has taken effect. */
  state: 'requested' | 'done'
  undoLink: string | null
  hours: number
  supportEmail: string | null
}

const words = {
  en: {
    account: 'Account',
    newAddress: 'New address',
    fine: 'If this was you, there is nothing to do.',
    undo: (hours: number) =>
      `The link works for ${inHours('en', hours)}. It signs everyone out of the account and asks you for a new password.`,
    changePassword: 'If not, change your password right away: someone may know it.',
    support: (address: string) => `Need help? Write to us: ${address}`,
    requested: {
      subject: 'Your Latchkey address is about to change',
      heading: 'Your address is about to change',
      intro:
        'A new email address was entered for this account. It replaces this one as soon as it is confirmed.',
      lead: 'If this was you, there is nothing to do. If not, keep your address.',
      action: 'Keep my address',
      footer: 'You received this email because this is the address of the account.',
    },
    done: {
      subject: 'Your Latchkey address was changed',
      heading: 'Your address was changed',
      intro: 'This account now has another email address.',
      lead: 'If this was you, there is nothing to do. If not, put your address back.',
      action: 'Put my address back',
      footer: 'You received this email because this was the address of the account until now.',
    },
  },
  ru: {
    account: 'Аккаунт',
    newAddress: 'Новый адрес',
    fine: 'Если это были вы, ничего делать не нужно.',
    undo: (hours: number) =>
      `Ссылка действует ${inHours('ru', hours)}. По ней мы завершим все сеансы и попросим вас задать новый пароль.`,
    changePassword: 'Если нет — сразу же смените пароль: возможно, его кто-то знает.',
    support: (address: string) => `Нужна помощь? Напишите нам: ${address}`,
    requested: {
      subject: 'Адрес вашего аккаунта Latchkey скоро изменится',
      heading: 'Ваш адрес скоро изменится',
      intro: 'Для этого аккаунта указали новый адрес почты. Он заменит нынешний, как только его подтвердят.',
      lead: 'Если это были вы, ничего делать не нужно. Если нет — оставьте прежний адрес.',
      action: 'Оставить мой адрес',
      footer: 'Вы получили это письмо, потому что к аккаунту привязан этот адрес.',
    },
    done: {
      subject: 'Адрес вашего аккаунта Latchkey изменён',
      heading: 'Ваш адрес изменён',
      intro: 'Теперь к этому аккаунту привязан другой адрес почты.',
      lead: 'Если это были вы, ничего делать не нужно. Если нет — верните свой адрес.',
      action: 'Вернуть мой адрес',
      footer: 'Вы получили это письмо, потому что раньше к аккаунту был привязан этот адрес.',
    },
  },
}

/** Tells the old address that a new one takes its place, with a way back where there is one. */
export function EmailChanged(props: EmailChangedProps) {
  const { locale, account, newAddress, state, undoLink, hours, supportEmail } = props
  const t = words[locale]
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
  return words[locale][state].subject
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
