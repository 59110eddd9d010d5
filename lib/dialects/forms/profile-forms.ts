import type { DetailsInput } from '@/lib/account/operations/profile/change-details'
import {
  badDetails,
  badEmail,
  badNewPassword,
  badUsername,
  type Fields,
  type Form,
  newPasswordFaults,
  text,
} from './form'

const currentPasswordOf = (fields: Fields) => ({ currentPassword: text(fields, 'currentPassword') })
const passwordIfAskedOf = (fields: Fields) => ({ currentPassword: fields.currentPassword ?? null })

/** Sets the language of the pages only if the person has changed it. */
export const changeDetails: Form<DetailsInput, { hasNewLocale: boolean }> = {
  read: ({ firstName = '', lastName = '', phone = '', gender = '', region = '', locale }) => ({
    firstName,
    lastName,
    phone,
    gender,
    region,
    ...(locale === undefined ? {} : { locale }),
  }),
  done: ({ hasNewLocale }, { locale }) => ({
    say: { key: 'details_saved' },
    ...(hasNewLocale && locale !== undefined ? { locale } : {}),
  }),
  failures: ['signed_out', ...badDetails],
}

export const changeUsername: Form<{ username: string; currentPassword: string }, { username: string }> = {
  read: (fields) => ({ ...currentPasswordOf(fields), username: text(fields, 'username') }),
  done: ({ username }) => ({ say: { key: 'username_changed', values: { username } } }),
  failures: ['signed_out', 'wrong_password', ...badUsername],
}

/** The current password is null if the page did not ask for it, for a first address. */
export const changeEmail: Form<{ email: string; currentPassword: string | null }, { email: string }> = {
  read: (fields) => ({ ...passwordIfAskedOf(fields), email: text(fields, 'email') }),
  done: ({ email }) => ({ say: { key: 'email_change_asked', values: { email } } }),
  failures: ['signed_out', 'wrong_password', ...badEmail, 'email_unchanged'],
}

export const cancelEmailChange: Form<undefined, object> = {
  read: () => undefined,
  done: () => ({ say: { key: 'email_change_cancelled' } }),
  failures: ['signed_out'],
}

/** The current password is null if the page did not ask for it, for a first password. */
export const changePassword: Form<{ currentPassword: string | null; newPassword: string }, object> = {
  read: (fields) => ({ ...passwordIfAskedOf(fields), newPassword: text(fields, 'newPassword') }),
  done: (_, { currentPassword }) => ({
    say: { key: currentPassword === null ? 'password_set' : 'password_changed' },
  }),
  failures: ['signed_out', 'wrong_password', ...badNewPassword],
  faultFields: newPasswordFaults,
}

/** The file is read by `lib/http/picture/receive-picture.ts`, because server actions do not accept this size. */
export const setPicture: Form<undefined, object> = {
  read: () => undefined,
  done: () => ({ say: { key: 'picture_saved' } }),
  failures: [
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
  failures: ['signed_out'],
}

export const connectProvider: Form<{ currentPassword: string }, object> = {
  read: currentPasswordOf,
  done: () => ({ say: { key: 'provider_ready' } }),
  failures: ['signed_out', 'wrong_password'],
}

export const disconnectProvider: Form<{ issuer: string; currentPassword: string }, object> = {
  read: (fields) => ({ ...currentPasswordOf(fields), issuer: text(fields, 'issuer') }),
  done: () => ({ say: { key: 'provider_disconnected' } }),
  failures: ['signed_out', 'wrong_password', 'last_way_in', 'not_found'],
}

export const endSession: Form<{ session: string }, object> = {
  read: (fields) => ({ session: text(fields, 'session') }),
  done: () => ({ say: { key: 'session_ended' } }),
  failures: ['signed_out', 'session_unknown'],
}

export const endOtherSessions: Form<undefined, object> = {
  read: () => undefined,
  done: () => ({ say: { key: 'sessions_ended' } }),
  failures: ['signed_out'],
}

export const forgetDevice: Form<{ device: string }, object> = {
  read: (fields) => ({ device: text(fields, 'device') }),
  done: () => ({ say: { key: 'device_forgotten' } }),
  failures: ['signed_out', 'not_found'],
}

export const signOut: Form<undefined, object> = {
  read: () => undefined,
  done: () => ({ goTo: '/login?notice=signed_out', session: null }),
  failures: [],
}
