import { NoticeMail, type NoticeProps, noticePreview } from './notice'

export interface UsernameChangedProps extends NoticeProps {
  /** Null if the account had none; `account` is the new one. */
  formerName: string | null
}

const texts = {
  en: {
    subject: 'Your Latchkey username was changed',
    heading: 'Your username was changed',
    intro: 'This account has a new username. You can no longer sign in with the old one.',
    introFirst: 'This account now has a username. You can sign in with it.',
    account: 'New username',
    formerName: 'Old username',
    lead: 'If this was you, you don’t need to do anything. If not, choose a new password right away: someone may know your current one.',
  },
  ru: {
    subject: 'Имя пользователя Latchkey изменено',
    heading: 'Ваше имя пользователя изменено',
    intro: 'У этого аккаунта новое имя пользователя. Войти со старым больше нельзя.',
    introFirst: 'У этого аккаунта теперь есть имя пользователя. Вы можете входить с ним.',
    account: 'Новое имя пользователя',
    formerName: 'Старое имя пользователя',
    lead: 'Если это были вы, ничего делать не нужно. Если нет, сразу же задайте новый пароль: возможно, кто-то знает текущий.',
  },
}

export function UsernameChanged(notice: UsernameChangedProps) {
  const { locale, account, formerName } = notice
  const t = texts[locale]
  const facts = [{ label: t.account, value: account }]
  if (formerName !== null) facts.push({ label: t.formerName, value: formerName })
  const mailTexts = formerName === null ? { ...t, intro: t.introFirst } : t
  return <NoticeMail notice={notice} texts={mailTexts} facts={facts} />
}

UsernameChanged.subject = function subject({ locale }: UsernameChangedProps): string {
  return texts[locale].subject
}

UsernameChanged.PreviewProps = {
  ...noticePreview,
  formerName: 'marina.k',
} satisfies UsernameChangedProps

export default UsernameChanged
