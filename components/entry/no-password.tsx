import { getTranslations } from 'next-intl/server'
import { TextLink } from '@/components/frame/text-link'
import type { ProfileAccount } from '@/components/profile/profile-account'

/** The section of the page where an account gets its first password. */
export const passwordAnchor = 'password'

/** Stands where a form would ask for the current password of an account that has none: the way to its first one. */
export async function NoPassword({ account }: { account: Pick<ProfileAccount, 'opensByProvider'> }) {
  const t = await getTranslations('profile')
  return account.opensByProvider ? (
    <p>
      {t('noPassword')} <TextLink href="/reset">{t('noPasswordLink')}</TextLink>
    </p>
  ) : (
    <p>
      {t('noPasswordHere')} <TextLink href={`#${passwordAnchor}`}>{t('noPasswordHereLink')}</TextLink>
    </p>
  )
}
