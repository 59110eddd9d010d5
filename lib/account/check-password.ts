import { config } from '@/lib/config'
import { isCommonPassword } from '@/lib/passwords/common-passwords'
import { type DialectName, passwordMinCharacters } from '@/lib/policy'
import { foldName, passwordRule } from '@/lib/rules'
import { codeOfFault, type Failure, type FailureCode, fail, failAll } from './failure'

/** The fewest characters a new password may have at this door. `PASSWORD_MIN_LENGTH`, when set, rules all. */
export function passwordMinLength(dialect: DialectName): number {
  return config().passwordMinLength ?? passwordMinCharacters[dialect]
}

/** A new password as a request brings it; `repeat` where its form asks for it twice. */
export interface NewPassword {
  readonly newPassword: string
  readonly newPasswordRepeat?: string
}

/**
 * Judges a new password (NIST SP 800-63B §3.1.1.2: length, a list of common ones, nothing about its person).
 *
 * @param about the account's names; null where it has none
 * @returns the password as it is hashed (NFC), or every reason why it is refused
 */
export function checkNewPassword(
  { newPassword, newPasswordRepeat }: NewPassword,
  dialect: DialectName,
  about: { username: string | null; email: string | null },
): { ok: true; password: string } | Failure {
  const judged = judge(newPassword, dialect, about)
  const differs = newPasswordRepeat !== undefined && newPasswordRepeat !== newPassword
  const faults = [
    ...('fault' in judged ? [judged.fault] : []),
    ...(differs ? (['passwords_differ'] as const) : []),
  ]
  return (
    failAll(faults) ?? ('password' in judged ? { ok: true, password: judged.password } : fail('malformed'))
  )
}

function judge(
  password: string,
  dialect: DialectName,
  about: { username: string | null; email: string | null },
): { password: string } | { fault: FailureCode } {
  const parsed = passwordRule(passwordMinLength(dialect)).safeParse(password)
  if (!parsed.success) return { fault: codeOfFault(parsed.error) }
  if (isAboutPerson(parsed.data, about)) return { fault: 'password_is_login' }
  if (isCommonPassword(parsed.data)) return { fault: 'password_common' }
  return { password: parsed.data }
}

/** A password as given at sign-in, normalised like a stored one; null when no stored one can be equal. */
export function normalisePassword(password: string): string | null {
  const parsed = passwordRule(1).safeParse(password)
  return parsed.success ? parsed.data : null
}

function isAboutPerson(password: string, about: { username: string | null; email: string | null }): boolean {
  const local = about.email?.slice(0, about.email.lastIndexOf('@')) ?? null
  const names = [about.username, about.email, local].filter((name) => name !== null)
  return names.some((name) => foldName(name) === foldName(password))
}
