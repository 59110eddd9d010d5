import type { SignedIn } from '@/lib/account/operations/entering/sign-in'
import type { Registered, RegistrationInput } from '@/lib/account/operations/registering/register-account'
import type { OpenedSession } from '@/lib/account/records/session'
import { trimSpaces } from '@/lib/rules'
import {
  badEmail,
  badNewPassword,
  badUsername,
  type Fields,
  type Form,
  newPasswordFaults,
  text,
} from './form'

/** The forms for people who are not signed in: on the entry pages, and behind links in mails. */

const deadTicket = ['ticket_unknown', 'ticket_expired', 'ticket_spent'] as const

const ticketOf = (fields: Fields) => ({ ticket: text(fields, 'ticket') })
const addressOf = (fields: Fields) => ({ email: text(fields, 'email') })

/** `corrects`: it corrects the registration that this browser sent before. */
export type RegistrationForm = RegistrationInput & { readonly corrects: boolean }

export const register: Form<RegistrationForm, Registered> = {
  read: (fields) => ({
    corrects: fields.corrects !== undefined,
    email: text(fields, 'email'),
    password: text(fields, 'password'),
    username: text(fields, 'username') || null,
  }),
  done: ({ email, accountId }, { username = null }) => ({
    goTo: '/verify-email',
    address: email,
    registered: { accountId, username: trimSpaces(username ?? '') || null },
  }),
  failures: [...badEmail, ...badUsername, ...badNewPassword],
}

export const signIn: Form<{ login: string; password: string }, SignedIn> = {
  read: (fields) => ({ login: text(fields, 'login'), password: text(fields, 'password') }),
  done: ({ session }) => ({ goTo: '/edit-profile', session }),
  failures: ['wrong_credentials', 'email_not_verified'],
}

export const linkAccount: Form<{ mark: string; password: string }, { session: OpenedSession }> = {
  read: (fields) => ({ mark: text(fields, 'mark'), password: text(fields, 'password') }),
  done: ({ session }) => ({ goTo: '/edit-profile', session }),
  failures: ['wrong_password', 'link_expired', 'identity_taken'],
  faultFields: { wrong_password: 'password' },
}

export const askForReset: Form<{ email: string }, { email: string }> = {
  read: addressOf,
  done: ({ email }) => ({ say: { key: 'reset_sent', values: { email } } }),
  failures: badEmail,
}

export const resendVerification: Form<{ email: string }, { email: string }> = {
  read: addressOf,
  done: ({ email }) => ({ say: { key: 'verification_sent', values: { email } }, address: email }),
  failures: badEmail,
}

/** The cookie is deleted if its session ended with the old password. */
export const chooseNewPassword: Form<
  { ticket: string; newPassword: string },
  { goTo: string; staysSignedIn: boolean }
> = {
  read: (fields) => ({ ...ticketOf(fields), newPassword: text(fields, 'newPassword') }),
  done: ({ goTo, staysSignedIn }) => ({ goTo, ...(staysSignedIn ? {} : { session: null }) }),
  failures: [...deadTicket, ...badNewPassword, 'email_taken'],
  faultFields: { ...newPasswordFaults, email_taken: null },
}

/** The password is null if the page did not ask for it. */
export const confirmEmail: Form<{ ticket: string; password: string | null }, { goTo: string }> = {
  read: (fields) => ({ ...ticketOf(fields), password: fields.password ?? null }),
  done: ({ goTo }) => ({ goTo }),
  failures: [...deadTicket, 'signed_out', 'wrong_password', 'email_taken', 'username_taken'],
  // The form has no fields for address and username: they come from the link.
  faultFields: { wrong_password: 'password', email_taken: null, username_taken: null },
}

export const disownEmail: Form<{ ticket: string }, object> = {
  read: ticketOf,
  done: () => ({ goTo: '/login?notice=disowned' }),
  failures: deadTicket,
}
