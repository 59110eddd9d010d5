import { NoticeMail, type NoticeProps, noticePreview } from './notice'

export type DeviceAddedProps = NoticeProps

const words = {
  en: {
    subject: 'A new device opens your Latchkey account',
    heading: 'A new device opens your account',
    intro:
      'An app on another device signed in. This account has no password, so that device now gets in by itself.',
    lead: 'If this was you, all is well. If not, choose a password right away: that ends all sessions, and no device gets in without it.',
    action: 'Choose a password',
  },
  ru: {
    subject: 'В аккаунт Latchkey теперь можно войти с нового устройства',
    heading: 'Новое устройство для входа',
    intro:
      'В аккаунт вошли из приложения на другом устройстве. Пароля у аккаунта нет, поэтому теперь с этого устройства можно входить сразу.',
    lead: 'Если это были вы, всё в порядке. Если нет — сразу же задайте пароль: все сеансы завершатся, и без пароля не войти ни с одного устройства.',
    action: 'Задать пароль',
  },
}

/** Tells the owner of an account without password that one more device opens it, with a way to shut it out. */
export function DeviceAdded(notice: DeviceAddedProps) {
  const says = words[notice.locale]
  return <NoticeMail notice={notice} says={says} action={says.action} />
}

DeviceAdded.subject = function subject({ locale }: DeviceAddedProps): string {
  return words[locale].subject
}

DeviceAdded.PreviewProps = noticePreview

export default DeviceAdded
