import { NoticeMail, type NoticeProps, noticePreview } from './notice'

export type DeviceAddedProps = NoticeProps

const texts = {
  en: {
    subject: 'A new device can sign in to your Latchkey account',
    heading: 'A new device can sign in to your account',
    intro:
      'An app on a new device signed in to this account. The account has no password, so that device can now sign in at any time.',
    lead: 'If this was you, you don’t need to do anything. If not, set a password right away: this ends all sessions, and no device can sign in without it.',
    action: 'Set a password',
  },
  ru: {
    subject: 'В аккаунт Latchkey теперь можно войти с нового устройства',
    heading: 'Теперь можно войти с нового устройства',
    intro:
      'В аккаунт вошли из приложения на новом устройстве. Пароля у аккаунта нет, поэтому теперь с этого устройства можно войти в любой момент.',
    lead: 'Если это были вы, ничего делать не нужно. Если нет, сразу же задайте пароль: все сеансы завершатся, и войти без пароля будет нельзя ни с одного устройства.',
    action: 'Задать пароль',
  },
}

/** Tells the owner of an account without a password that another device can sign in. */
export function DeviceAdded(notice: DeviceAddedProps) {
  const mailTexts = texts[notice.locale]
  return <NoticeMail notice={notice} texts={mailTexts} action={mailTexts.action} />
}

DeviceAdded.subject = function subject({ locale }: DeviceAddedProps): string {
  return texts[locale].subject
}

DeviceAdded.PreviewProps = noticePreview

export default DeviceAdded
