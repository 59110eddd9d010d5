import { NoticeMail, type NoticeProps, noticePreview } from './notice'

export type PasswordChangedProps = NoticeProps

const texts = {
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

export function PasswordChanged(notice: PasswordChangedProps) {
  return <NoticeMail notice={notice} texts={texts[notice.locale]} />
}

PasswordChanged.subject = function subject({ locale }: PasswordChangedProps): string {
  return texts[locale].subject
}

PasswordChanged.PreviewProps = noticePreview

export default PasswordChanged
