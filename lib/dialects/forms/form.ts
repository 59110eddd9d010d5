import type { FailureCode } from '@/lib/account/failure'
import type { OpenedSession } from '@/lib/account/records/session'

export type Fields = Readonly<Record<string, string>>

/** Success messages for a form that stays on its page: keys under `done`. */
export type DoneKey =
  | 'verification_sent'
  | 'reset_sent'
  | 'details_saved'
  | 'username_changed'
  | 'email_change_asked'
  | 'email_change_cancelled'
  | 'password_changed'
  | 'password_set'
  | 'picture_saved'
  | 'picture_removed'
  | 'device_forgotten'
  | 'session_ended'
  | 'sessions_ended'
  | 'provider_ready'
  | 'provider_disconnected'

/** What happens in the browser after success: `goTo` opens a page, `say` shows a message. */
export interface FormOutcome {
  readonly goTo?: string
  readonly say?: { readonly key: DoneKey; readonly values?: Readonly<Record<string, string>> }
  /** A session to set; null deletes the cookie. */
  readonly session?: OpenedSession | null
  readonly address?: string
  /** The account that this browser has just registered, and the name as typed. */
  readonly registered?: { readonly accountId: string; readonly username: string | null }
  readonly locale?: string
}

export interface Form<Input, Success> {
  read(fields: Fields): Input
  done(success: Success, input: Input): FormOutcome
  /** The possible failures, besides `anyFormFailures`, for the gallery and for tests. */
  readonly failures: readonly FailureCode[]
  /** Overrides `usualFields`; null: show the fault above the form. */
  readonly faultFields?: Partial<Record<FailureCode, string | null>>
}

export const anyFormFailures: readonly FailureCode[] = [
  'malformed',
  'cross_site',
  'other_account',
  'too_many_requests',
  'too_busy',
  'server_fault',
]

export const badUsername = [
  'username_missing',
  'username_short',
  'username_long',
  'username_characters',
  'username_reserved',
  'username_taken',
] as const
export const badDetails = [
  'first_name_invalid',
  'last_name_invalid',
  'phone_invalid',
  'gender_invalid',
  'region_invalid',
  'locale_invalid',
] as const
export const badEmail = ['email_missing', 'email_invalid'] as const
export const badNewPassword = [
  'password_missing',
  'password_short',
  'password_long',
  'password_common',
  'password_is_login',
] as const

/** The field where a fault is shown. Other faults are shown above the form. */
export const usualFields: Partial<Record<FailureCode, string>> = {
  username_missing: 'username',
  username_short: 'username',
  username_long: 'username',
  username_characters: 'username',
  username_reserved: 'username',
  username_taken: 'username',
  email_missing: 'email',
  email_invalid: 'email',
  email_taken: 'email',
  email_unchanged: 'email',
  login_not_address: 'login',
  password_missing: 'password',
  password_short: 'password',
  password_long: 'password',
  password_common: 'password',
  password_is_login: 'password',
  first_name_invalid: 'firstName',
  last_name_invalid: 'lastName',
  phone_invalid: 'phone',
  gender_invalid: 'gender',
  region_invalid: 'region',
  locale_invalid: 'locale',
  picture_missing: 'picture',
  picture_too_large: 'picture',
  picture_unreadable: 'picture',
  picture_too_small: 'picture',
  picture_too_many_pixels: 'picture',
  wrong_credentials: 'password',
  wrong_password: 'currentPassword',
}

export const newPasswordFaults = {
  password_missing: 'newPassword',
  password_short: 'newPassword',
  password_long: 'newPassword',
  password_common: 'newPassword',
  password_is_login: 'newPassword',
} as const

export const text = (fields: Fields, name: string) => fields[name] ?? ''
