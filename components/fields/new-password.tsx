import { getTranslations } from 'next-intl/server'
import { NewPasswordField } from './new-password-field'
import { passwordTexts } from './password'

export async function NewPassword({ name, min }: { name: 'password' | 'newPassword'; min: number }) {
  const t = await getTranslations('fields')
  const s = await getTranslations('strength')
  const strength = {
    weak: s('weak'),
    fair: s('fair'),
    good: s('good'),
    strong: s('strong'),
    tooShort: s('tooShort', { min }),
    personal: s('personal'),
    common: s('common'),
    pattern: s('pattern'),
    longer: s('longer'),
    enough: s('enough'),
  }
  return (
    <NewPasswordField
      {...(await passwordTexts(name))}
      hint={t('newPasswordHint', { min })}
      minCharacters={min}
      strength={strength}
    />
  )
}
