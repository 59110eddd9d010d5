import { getTranslations } from 'next-intl/server'
import { Notice } from '@/components/frame/notice'
import { TextLink } from '@/components/frame/text-link'

/** Reasons that the user may not know of. Signing out is not one of them. */
export const endedReasons = [
  'password_changed',
  'password_reset',
  'ended_elsewhere',
  'address_restored',
  'too_many',
  'expired',
] as const
export type EndedReason = (typeof endedReasons)[number]

interface EndedNoticeProps {
  reason: EndedReason
  supportEmail: string | null
}

/** Why the session ended, with links to reset the password and to support. */
export async function EndedNotice({ reason, supportEmail }: EndedNoticeProps) {
  const t = await getTranslations('ended')
  return (
    <Notice tone="warning" title={t('title')}>
      <p>{t(reason)}</p>
      <p>{t('ways')}</p>
      <p className="flex flex-wrap gap-x-5 gap-y-6 py-2.5">
        <TextLink href="/reset" alone>
          {t('reset')}
        </TextLink>
        {supportEmail && (
          <TextLink href={`mailto:${supportEmail}`} alone>
            {t('support')}
          </TextLink>
        )}
      </p>
    </Notice>
  )
}
