import { getTranslations } from 'next-intl/server'
import { PasswordField, type PasswordTexts } from './password-field'

type PasswordName = 'password' | 'newPassword' | 'currentPassword'

/** A field for the current password. */
export async function Password({ name, hint }: { name: PasswordName; hint?: string | undefined }) {
  return <PasswordField {...(await passwordTexts(name))} hint={hint} autoComplete="current-password" />
}

export async function passwordTexts(name: PasswordName): Promise<PasswordTexts> {
  const t = await getTranslations('fields')
  return {
    name,
    label: t(name),
    show: t('show'),
    hide: t('hide'),
    showLabel: t('showPassword'),
    hideLabel: t('hidePassword'),
    capsLock: t('capsLock'),
  }
}
