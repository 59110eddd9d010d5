import type { FailureCode } from '@/lib/account/failure'
import type { OpenedSession } from '@/lib/account/records/session'

/** The browser's forms, as a dialect. A form's fields are texts; what is missing is empty. */
export type Fields = Readonly<Record<string, string>>

/** Sentences for a form that stays, in the `done` words of the messages. */
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

/** What happens in the browser after success. */
export interface FormOutcome {
  /** The page to go to; or else `say`. */
  readonly goTo?: string
  readonly say?: { readonly key: DoneKey; readonly values?: Readonly<Record<string, string>> }
  /** A session to set, or null to take the cookie away. */
  readonly session?: OpenedSession | null
  /** The address to show on "check your mail". */
  readonly address?: string
  /** The account that this browser has just registered, and the name it typed. */
  readonly registered?: { readonly accountId: string; readonly username: string | null }
  /** The language chosen. */
  readonly locale?: string
}

export interface Form<Input, Success> {
  read(fields: Fields): Input
  done(success: Success, input: Input): FormOutcome
  /** Why it may be refused, beside `anyFormFailures`: all that the gallery shows of it, and tests meet. */
  readonly failures: readonly FailureCode[]
  /** Where this form shows a fault, when not at the field that the fault is usually about; null: above them all. */
  readonly faultFields?: Partial<Record<FailureCode, string | null>>
}

/** Why any form may be refused, whatever it is for. */
export const anyFormFailures: readonly FailureCode[] = [
  'malformed',
  'cross_site',
  'other_account',
  'too_many_requests',
  'too_busy',
  'server_fault',
]

/** What may be wrong with a field, for the failures of the forms that have it. */
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

/** The field a fault is usually about; a fault that is not here is about the form as a whole. */
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

/** Where a form with two passwords shows what is wrong with the new one. */
export const newPasswordFaults = {
  password_missing: 'newPassword',
  password_short: 'newPassword',
  password_long: 'newPassword',
  password_common: 'newPassword',
  password_is_login: 'newPassword',
} as const

/** A field's text; what is missing is empty. */
export const text = (fields: Fields, name: string) => fields[name] ?? ''
