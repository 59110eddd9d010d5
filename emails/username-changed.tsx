import { NoticeMail, type NoticeProps, noticePreview } from './notice'

export interface UsernameChangedProps extends NoticeProps {
  /** Null when the account had none; `account` is the new one. */
  formerName: string | null
}

const words = {
  en: {
    subject: 'Your Latchkey username was changed',
    heading: 'Your username was changed',
    intro: 'This account has another username now, and the former one no longer signs in to it.',
    introFirst: 'This account has a username now, and you can sign in with it.',
    account: 'New username',
    formerName: 'Former username',
    lead: 'If this was you, all is well. If not, choose a new password right away: someone may know yours.',
  },
  ru: {
    subject: 'Имя пользователя Latchkey изменено',
    heading: 'Ваше имя пользователя изменено',
    intro: 'У этого аккаунта теперь другое имя пользователя. Войти с прежним больше нельзя.',
    introFirst: 'У этого аккаунта теперь есть имя пользователя. С ним можно входить.',
    account: 'Новое имя пользователя',
    formerName: 'Прежнее имя пользователя',
    lead: 'Если это были вы, всё в порядке. Если нет — сразу же задайте новый пароль: нынешний, возможно, кто-то знает.',
  },
}

/** Tells the owner that the account is called otherwise now, with a way back if it was not them. */
export function UsernameChanged(notice: UsernameChangedProps) {
  const { locale, account, formerName } = notice
  const t = words[locale]
  const facts = [{ label: t.account, value: account }]
  if (formerName !== null) facts.push({ label: t.formerName, value: formerName })
  const says = formerName === null ? { ...t, intro: t.introFirst } : t
  return <NoticeMail notice={notice} says={says} facts={facts} />
}

UsernameChanged.subject = function subject({ locale }: UsernameChangedProps): string {
  return words[locale].subject
}

UsernameChanged.PreviewProps = {
  ...noticePreview,
  formerName: 'marina.k',
} satisfies UsernameChangedProps

export default UsernameChanged
