import { getTranslations } from 'next-intl/server'
import { TextLink } from '@/components/frame/text-link'

/** Stands where a form would ask for the current password of an account that has none. */
export async function NoPassword() {
  const t = await getTranslations('profile')
  return (
    <p>
      {t('noPassword')} <TextLink href="/reset">{t('noPasswordLink')}</TextLink>
    </p>
  )
}
