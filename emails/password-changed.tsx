import { NoticeMail, type NoticeProps, noticePreview } from './notice'

export type PasswordChangedProps = NoticeProps

const words = {
  en: {
    subject: 'Your Latchkey password was changed',
    heading: 'Your password was changed',
    intro: 'The password for this account was changed, and all other sessions were ended.',
    lead: 'If this was you, you don’t need to do anything. If not, choose a new password right away.',
  },
  ru: {
    subject: 'Пароль от Latchkey изменён',
    heading: 'Ваш пароль изменён',
    intro: 'Пароль этого аккаунта изменён, все остальные сеансы завершены.',
    lead: 'Если это были вы, ничего делать не нужно. Если нет, сразу же задайте новый пароль.',
  },
}

/** Tells the owner that the password is another one now, with a way back if it was not them. */
export function PasswordChanged(notice: PasswordChangedProps) {
  return <NoticeMail notice={notice} says={words[notice.locale]} />
}

PasswordChanged.subject = function subject({ locale }: PasswordChangedProps): string {
  return words[locale].subject
}

PasswordChanged.PreviewProps = noticePreview

export default PasswordChanged
