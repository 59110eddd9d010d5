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

/** The forms of who is not signed in: at the channel, and behind the links of mails. */

const deadTicket = ['ticket_unknown', 'ticket_expired', 'ticket_spent'] as const

const ticketOf = (fields: Fields) => ({ ticket: text(fields, 'ticket') })
const addressOf = (fields: Fields) => ({ email: text(fields, 'email') })

/** What the page registers with, and whether it corrects what this browser registered with before. */
export type RegistrationWish = RegistrationInput & { readonly corrects: boolean }

export const register: Form<RegistrationWish, Registered> = {
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

/** The cookie is taken back where its session has ended with the old password. */
export const chooseNewPassword: Form<
  { ticket: string; newPassword: string },
  { goTo: string; staysSignedIn: boolean }
> = {
  read: (fields) => ({ ...ticketOf(fields), newPassword: text(fields, 'newPassword') }),
  done: ({ goTo, staysSignedIn }) => ({ goTo, ...(staysSignedIn ? {} : { session: null }) }),
  failures: [...deadTicket, ...badNewPassword, 'email_taken'],
  // The address is the link's, and none of the fields.
  faultFields: { ...newPasswordFaults, email_taken: null },
}

/** Without a password where the page asked for none. */
export const confirmEmail: Form<{ ticket: string; password: string | null }, { goTo: string }> = {
  read: (fields) => ({ ...ticketOf(fields), password: fields.password ?? null }),
  done: ({ goTo }) => ({ goTo }),
  failures: [...deadTicket, 'signed_out', 'wrong_password', 'email_taken', 'username_taken'],
  // The address and the name are the link's, and none of the fields.
  faultFields: { wrong_password: 'password', email_taken: null, username_taken: null },
}

export const disownEmail: Form<{ ticket: string }, object> = {
  read: ticketOf,
  done: () => ({ goTo: '/login?notice=disowned' }),
  failures: deadTicket,
}
