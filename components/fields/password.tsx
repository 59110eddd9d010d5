import { getTranslations } from 'next-intl/server'
import { PasswordField, type PasswordWords } from './password-field'

type PasswordName = 'password' | 'newPassword' | 'currentPassword'

/** A field for a password that its owner knows, in the reader's language. */
export async function Password({ name, hint }: { name: PasswordName; hint?: string | undefined }) {
  return <PasswordField {...(await passwordWords(name))} hint={hint} autoComplete="current-password" />
}

/** What every password field says. */
export async function passwordWords(name: PasswordName): Promise<PasswordWords> {
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
