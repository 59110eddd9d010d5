import { getTranslations } from 'next-intl/server'
import { NewPasswordField } from './new-password-field'
import { passwordWords } from './password'

/** A field for a password that is being chosen, in the reader's language. */
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
      {...(await passwordWords(name))}
      hint={t('newPasswordHint', { min })}
      minCharacters={min}
      strength={strength}
    />
  )
}
