import { getTranslations } from 'next-intl/server'
import { PasswordField } from './password-field'

interface PasswordProps {
  name: 'password' | 'newPassword' | 'currentPassword'
  autoComplete: 'current-password' | 'new-password'
  hint?: string | undefined
}

/** A password field in the reader's language. */
export async function Password({ name, autoComplete, hint }: PasswordProps) {
  const t = await getTranslations('fields')
  return (
    <PasswordField
      name={name}
      label={t(name)}
      hint={hint}
      autoComplete={autoComplete}
      show={t('show')}
      hide={t('hide')}
      showLabel={t('showPassword')}
      hideLabel={t('hidePassword')}
    />
  )
}
