import { maskAddress } from '@/lib/log'
import { emailRule, usernameRule } from '@/lib/rules'

/**
 * What the log may say of a login that nobody has, so that support finds whose it was meant to be. People type their
 * password into the wrong field: of what can be no login nothing is told, and of a username only its first letter.
 */
export function maskLogin(login: string): string {
  const email = emailRule.safeParse(login)
  if (email.success) return maskAddress(email.data)
  const username = usernameRule.safeParse(login)
  return username.success ? `${[...username.data.shown][0]}***` : '***'
}
