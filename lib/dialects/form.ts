import type { DetailsInput } from '@/lib/account/change-details'
import type { FailureCode } from '@/lib/account/failure'
import type { Registered, RegistrationInput } from '@/lib/account/register-account'
import type { OpenedSession } from '@/lib/account/session'
import type { SignedIn } from '@/lib/account/sign-in'

/** The fifth dialect: the browser's forms. A form's fields are texts; what is missing is empty. */
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
  /** Why it may be refused, beside `anyFormRefusals`: all that the gallery shows of it, and tests meet. */
  readonly refusals: readonly FailureCode[]
  /** Where this form shows a fault, when not at the field that the fault is usually about; null: above them all. */
  readonly faultFields?: Partial<Record<FailureCode, string | null>>
}

/** Why any form may be refused, whatever it is for. */
export const anyFormRefusals: readonly FailureCode[] = [
  'malformed',
  'cross_site',
  'too_many_requests',
  'too_busy',
  'server_fault',
]

const badUsername = [
  'username_missing',
  'username_length',
  'username_characters',
  'username_reserved',
  'username_taken',
] as const
const badEmail = ['email_missing', 'email_invalid'] as const
const badNewPassword = [
  'password_missing',
  'password_short',
  'password_long',
  'password_common',
  'password_is_login',
] as const
const deadTicket = ['ticket_unknown', 'ticket_expired', 'ticket_spent'] as const

/** The field a fault is usually about; a fault that is not here is about the form as a whole. */
export const usualFields: Partial<Record<FailureCode, string>> = {
  username_missing: 'username',
  username_length: 'username',
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

const newPasswordFaults = {
  password_missing: 'newPassword',
  password_short: 'newPassword',
  password_long: 'newPassword',
  password_common: 'newPassword',
  password_is_login: 'newPassword',
} as const

const text = (fields: Fields, name: string) => fields[name] ?? ''

/** What a browser needs to be told of the tickets and addresses that stand in a form. */
const ticketOf = (fields: Fields) => ({ ticket: text(fields, 'ticket') })
const addressOf = (fields: Fields) => ({ email: text(fields, 'email') })

export const register: Form<RegistrationInput, Registered> = {
  read: (fields) => ({
    email: text(fields, 'email'),
    password: text(fields, 'password'),
    username: text(fields, 'username') || null,
  }),
  done: ({ email, accountId }, { username = null }) => ({
    goTo: '/verify-email',
    address: email,
    registered: { accountId, username: username?.trim() || null },
  }),
  refusals: [...badEmail, ...badUsername, ...badNewPassword],
}

export const signIn: Form<{ login: string; password: string }, SignedIn> = {
  read: (fields) => ({ login: text(fields, 'login'), password: text(fields, 'password') }),
  done: ({ session }) => ({ goTo: '/edit-profile', session }),
  refusals: ['wrong_credentials', 'email_not_verified'],
}

export const signOut: Form<undefined, object> = {
  read: () => undefined,
  done: () => ({ goTo: '/login?notice=signed_out', session: null }),
  refusals: [],
}

export const askForReset: Form<{ email: string }, { email: string }> = {
  read: addressOf,
  done: ({ email }) => ({ say: { key: 'reset_sent', values: { email } } }),
  refusals: badEmail,
}

export const resendVerification: Form<{ email: string }, { email: string }> = {
  read: addressOf,
  done: ({ email }) => ({ say: { key: 'verification_sent', values: { email } }, address: email }),
  refusals: badEmail,
}

export const chooseNewPassword: Form<{ ticket: string; newPassword: string }, { restored: boolean }> = {
  read: (fields) => ({ ...ticketOf(fields), newPassword: text(fields, 'newPassword') }),
  done: ({ restored }) => ({
    goTo: `/login?notice=${restored ? 'address_restored' : 'password_changed'}`,
    session: null,
  }),
  refusals: [...deadTicket, ...badNewPassword, 'email_taken'],
  // The address is the link's, and none of the fields.
  faultFields: { ...newPasswordFaults, email_taken: null },
}

export const confirmEmail: Form<{ ticket: string; password: string }, { goTo: string }> = {
  read: (fields) => ({ ...ticketOf(fields), password: text(fields, 'password') }),
  done: ({ goTo }) => ({ goTo }),
  refusals: [...deadTicket, 'wrong_password', 'email_taken', 'username_taken'],
  // The address and the name are the link's, and none of the fields.
  faultFields: { wrong_password: 'password', email_taken: null, username_taken: null },
}

export const disownEmail: Form<{ ticket: string }, object> = {
  read: ticketOf,
  done: () => ({ goTo: '/login?notice=disowned' }),
  refusals: deadTicket,
}

export const changeDetails: Form<DetailsInput, object> = {
  read: ({ firstName = '', lastName = '', phone = '', gender = '', region = '', locale }) => ({
    firstName,
    lastName,
    phone,
    gender,
    region,
    ...(locale === undefined ? {} : { locale }),
  }),
  done: (_success, { locale }) => ({
    say: { key: 'details_saved' },
    ...(locale === undefined ? {} : { locale }),
  }),
  refusals: [
    'signed_out',
    'first_name_invalid',
    'last_name_invalid',
    'phone_invalid',
    'gender_invalid',
    'region_invalid',
    'locale_invalid',
  ],
}

export const changeUsername: Form<{ username: string; currentPassword: string }, { username: string }> = {
  read: (fields) => ({
    username: text(fields, 'username'),
    currentPassword: text(fields, 'currentPassword'),
  }),
  done: ({ username }) => ({ say: { key: 'username_changed', values: { username } } }),
  refusals: ['signed_out', 'wrong_password', ...badUsername],
}

export const changeEmail: Form<{ email: string; currentPassword: string }, { email: string }> = {
  read: (fields) => ({ ...addressOf(fields), currentPassword: text(fields, 'currentPassword') }),
  done: ({ email }) => ({ say: { key: 'email_change_asked', values: { email } } }),
  refusals: ['signed_out', 'wrong_password', ...badEmail, 'email_unchanged'],
}

export const cancelEmailChange: Form<undefined, object> = {
  read: () => undefined,
  done: () => ({ say: { key: 'email_change_cancelled' } }),
  refusals: ['signed_out'],
}

export const changePassword: Form<{ currentPassword: string; newPassword: string }, object> = {
  read: (fields) => ({
    currentPassword: text(fields, 'currentPassword'),
    newPassword: text(fields, 'newPassword'),
  }),
  done: () => ({ say: { key: 'password_changed' } }),
  refusals: ['signed_out', 'wrong_password', ...badNewPassword],
  faultFields: newPasswordFaults,
}

/** Its file is read by `lib/http/receive-picture.ts`: actions take none of this size. */
export const setPicture: Form<undefined, object> = {
  read: () => undefined,
  done: () => ({ say: { key: 'picture_saved' } }),
  refusals: [
    'signed_out',
    'picture_missing',
    'picture_too_large',
    'picture_unreadable',
    'picture_too_small',
    'picture_too_many_pixels',
  ],
}

export const removePicture: Form<undefined, object> = {
  read: () => undefined,
  done: () => ({ say: { key: 'picture_removed' } }),
  refusals: ['signed_out'],
}

export const endSession: Form<{ session: string }, object> = {
  read: (fields) => ({ session: text(fields, 'session') }),
  done: () => ({ say: { key: 'session_ended' } }),
  refusals: ['signed_out', 'session_unknown'],
}

export const linkAccount: Form<{ mark: string; password: string }, { session: OpenedSession }> = {
  read: (fields) => ({ mark: text(fields, 'mark'), password: text(fields, 'password') }),
  done: ({ session }) => ({ goTo: '/edit-profile', session }),
  refusals: ['wrong_password', 'link_expired', 'identity_taken'],
  faultFields: { wrong_password: 'password' },
}

const currentPasswordOf = (fields: Fields) => ({ currentPassword: text(fields, 'currentPassword') })

export const connectProvider: Form<{ currentPassword: string }, object> = {
  read: currentPasswordOf,
  done: () => ({ say: { key: 'provider_ready' } }),
  refusals: ['signed_out', 'wrong_password'],
}

export const disconnectProvider: Form<{ issuer: string; currentPassword: string }, object> = {
  read: (fields) => ({ ...currentPasswordOf(fields), issuer: text(fields, 'issuer') }),
  done: () => ({ say: { key: 'provider_disconnected' } }),
  refusals: ['signed_out', 'wrong_password', 'last_way_in', 'not_found'],
}

export const endOtherSessions: Form<undefined, object> = {
  read: () => undefined,
  done: () => ({ say: { key: 'sessions_ended' } }),
  refusals: ['signed_out'],
}

export const forgetDevice: Form<{ device: string }, object> = {
  read: (fields) => ({ device: text(fields, 'device') }),
  done: () => ({ say: { key: 'device_forgotten' } }),
  refusals: ['signed_out', 'not_found'],
}
