import { type Failure, type FailureCode, fail, failAll, failByRule } from '@/lib/account/failure'
import { channels, type RequestChannel } from '@/lib/channels'
import { config } from '@/lib/config'
import { isCommonPassword } from '@/lib/passwords/common-passwords'
import { foldName, passwordRule } from '@/lib/rules'

/** The fewest characters a new password may have in this channel. `PASSWORD_MIN_LENGTH`, when set, rules all. */
export function passwordMinLength(channel: RequestChannel): number {
  return config().passwordMinLength ?? channels[channel].passwordMinCharacters
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
  channel: RequestChannel,
  about: { username: string | null; email: string | null },
): { ok: true; password: string } | Failure {
  const parsed = passwordRule(passwordMinLength(channel)).safeParse(newPassword)
  const differs = newPasswordRepeat !== undefined && newPasswordRepeat !== newPassword
  const takesAny = config().passwordMinLength === null && channels[channel].takesCommonPasswords
  const weak = takesAny ? [] : weaknesses(newPassword, about)
  const faults = [...weak, ...(differs ? (['passwords_differ'] as const) : [])]
  if (parsed.success) return failAll(faults) ?? { ok: true, password: parsed.data }
  const { codes } = failByRule(parsed.error)
  return fail(...codes, ...faults)
}

function weaknesses(
  typed: string,
  about: { username: string | null; email: string | null },
): readonly FailureCode[] {
  const password = normalisePassword(typed)
  if (password === null) return []
  if (isOwnLogin(password, about)) return ['password_is_login']
  return isCommonPassword(password) ? ['password_common'] : []
}

/** A password as given at sign-in, normalised like a stored one; null when no stored one can be equal. */
export function normalisePassword(password: string): string | null {
  const parsed = passwordRule(1).safeParse(password)
  return parsed.success ? parsed.data : null
}

function isOwnLogin(password: string, about: { username: string | null; email: string | null }): boolean {
  const local = about.email?.slice(0, about.email.lastIndexOf('@')) ?? null
  const names = [about.username, about.email, local].filter((name) => name !== null)
  return names.some((name) => foldName(name) === foldName(password))
}
