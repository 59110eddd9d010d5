import { getTranslations } from 'next-intl/server'
import { TextLink } from '@/components/frame/text-link'
import type { ProfileAccount } from '@/components/profile/profile-account'

/** Anchor of the section where an account sets its first password. */
export const passwordAnchor = 'password'

/** Replaces a form that asks for the current password if the account has none: how to set the first one. */
export async function NoPassword({ account }: { account: Pick<ProfileAccount, 'hasProvider'> }) {
  const t = await getTranslations('profile')
  return account.hasProvider ? (
    <p>
      {t('noPassword')} <TextLink href="/reset">{t('noPasswordLink')}</TextLink>
    </p>
  ) : (
    <p>
      {t('noPasswordHere')} <TextLink href={`#${passwordAnchor}`}>{t('noPasswordHereLink')}</TextLink>
    </p>
  )
}
