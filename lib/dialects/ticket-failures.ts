import type { FailureCode } from '@/lib/account/failure'

interface Wording {
  readonly status: number
  /** The document's form error, 1–11; 0 for what it has no number for. */
  readonly number: number
  readonly field?: 'email' | 'username' | 'password' | 'newPassword' | 'newPasswordRepeat' | 'ticket'
  readonly message: string
}

const malformed: Wording = { status: 400, number: 0, message: 'The request is malformed.' }
const usernameLength: Wording = {
  status: 400,
  number: 8,
  field: 'username',
  message: 'The username must have 3 to 32 characters.',
}
const passwordShort: Wording = {
  status: 400,
  number: 3,
  field: 'newPassword',
  message: 'The password is too short.',
}
const passwordWeak: Wording = {
  status: 400,
  number: 5,
  field: 'newPassword',
  message: 'The password is too common or too long.',
}
const usernameTaken: Wording = {
  status: 400,
  number: 7,
  field: 'username',
  message: 'This username is taken.',
}
const emailInvalid: Wording = {
  status: 400,
  number: 1,
  field: 'email',
  message: 'This is not a valid email.',
}
const wrongPassword: Wording = { status: 400, number: 4, field: 'password', message: 'Wrong password.' }
const badTicket: Wording = {
  status: 400,
  number: 11,
  field: 'ticket',
  message: 'The ticket is unknown, expired or spent.',
}

/** How ticket words every failure. */
export const ticketFailures: Record<FailureCode, Wording> = {
  malformed,
  cross_site: { status: 403, number: 0, message: 'Requests from other sites are refused.' },
  username_missing: usernameLength,
  username_length: usernameLength,
  username_characters: {
    status: 400,
    number: 10,
    field: 'username',
    message: 'The username may have letters of one script, digits and the characters . _ -',
  },
  username_reserved: usernameTaken,
  username_taken: usernameTaken,
  email_missing: emailInvalid,
  email_invalid: emailInvalid,
  email_taken: { status: 400, number: 6, field: 'email', message: 'This email is in use.' },
  email_unchanged: emailInvalid,
  login_not_address: { status: 400, number: 2, field: 'email', message: 'This is not an email address.' },
  password_missing: passwordShort,
  password_short: passwordShort,
  password_long: passwordWeak,
  password_common: passwordWeak,
  password_is_login: passwordWeak,
  passwords_differ: {
    status: 400,
    number: 9,
    field: 'newPasswordRepeat',
    message: 'The passwords differ.',
  },
  first_name_invalid: malformed,
  last_name_invalid: malformed,
  phone_invalid: malformed,
  gender_invalid: malformed,
  region_invalid: malformed,
  locale_invalid: malformed,
  picture_missing: malformed,
  picture_too_large: malformed,
  picture_unreadable: malformed,
  picture_too_small: malformed,
  picture_too_many_pixels: malformed,
  wrong_credentials: wrongPassword,
  wrong_password: wrongPassword,
  account_used: usernameTaken,
  no_tools: { status: 404, number: 0, message: 'There is no way to recover the password.' },
  tool_not_available: malformed,
  admin_only: { status: 403, number: 0, message: 'For administrators only.' },
  login_unknown: { status: 404, number: 0, message: 'No such user.' },
  email_not_verified: wrongPassword,
  ticket_unknown: badTicket,
  ticket_expired: badTicket,
  ticket_spent: badTicket,
  provider_email_unverified: {
    status: 400,
    number: 0,
    message: 'The provider has not verified the address.',
  },
  identity_taken: { status: 400, number: 0, message: 'This is connected to another account.' },
  last_way_in: { status: 400, number: 0, message: 'This is the only way in.' },
  link_expired: { status: 400, number: 0, message: 'This took too long.' },
  session_unknown: { status: 404, number: 0, message: 'No such session.' },
  signed_out: { status: 401, number: 0, message: 'A valid bearer token is needed.' },
  not_found: { status: 404, number: 0, message: 'There is nothing at this address.' },
  method_not_allowed: { status: 405, number: 0, message: 'This method is not supported.' },
  too_many_requests: { status: 429, number: 0, message: 'Too many requests. Please try again later.' },
  too_busy: { status: 503, number: 0, message: 'The server is busy. Please try again later.' },
  server_fault: { status: 500, number: 0, message: 'Server error. Please try again later.' },
}
