import { type Failure, type FailureCode, fail, failAll, failByRule } from '@/lib/account/failure'
import { channels, type RequestChannel } from '@/lib/channels'
import { config } from '@/lib/config'
import { isCommonPassword } from '@/lib/passwords/common-passwords'
import { foldName, passwordRule } from '@/lib/rules'

/** In characters. `PASSWORD_MIN_LENGTH`, when set, applies to every channel. */
export function passwordMinLength(channel: RequestChannel): number {
  return config().passwordMinLength ?? channels[channel].passwordMinCharacters
}

export interface NewPassword {
  readonly newPassword: string
  readonly newPasswordRepeat?: string
}

/** NIST SP 800-63B §3.1.1.2: length, common passwords, the account's own names. Reports all reasons. */
export function checkNewPassword(
  { newPassword, newPasswordRepeat }: NewPassword,
  channel: RequestChannel,
  about: { username: string | null; email: string | null },
): { ok: true; password: string } | Failure {
  const parsed = passwordRule(passwordMinLength(channel)).safeParse(newPassword)
  const differs = newPasswordRepeat !== undefined && newPasswordRepeat !== newPassword
  const takesAny = config().passwordMinLength === null && channels[channel].acceptsCommonPasswords
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

/** Normalises like a stored password; null when no stored password can match. */
export function normalisePassword(password: string): string | null {
  const parsed = passwordRule(1).safeParse(password)
  return parsed.success ? parsed.data : null
}

function isOwnLogin(password: string, about: { username: string | null; email: string | null }): boolean {
  const local = about.email?.slice(0, about.email.lastIndexOf('@')) ?? null
  const names = [about.username, about.email, local].filter((name) => name !== null)
  return names.some((name) => foldName(name) === foldName(password))
}
