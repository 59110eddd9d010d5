import type { FailureCode } from '@/lib/account/failure'

interface Wording {
  readonly status: number
  /** The error number of the document's original program, 1–11; 0 if it has none. */
  readonly number: number
  readonly field?: 'email' | 'username' | 'password' | 'newPassword' | 'newPasswordRepeat' | 'ticket'
  /** That program's text for the number. */
  readonly englishName?: string
  readonly message: string
}

const malformed: Wording = { status: 400, number: 0, message: 'The request is malformed.' }

function formError(
  number: number,
  field: Wording['field'] & string,
  englishName: string,
  message: string,
): Wording {
  return { status: 400, number, field, englishName, message }
}

const emailInvalid = formError(1, 'email', 'Malformed', 'This is not a valid email.')
const passwordShort = formError(3, 'newPassword', 'Too short', 'The password is too short.')
// The program had no list of common passwords, so it has no number for it. Choosing a longer password helps.
const passwordWeak = formError(3, 'newPassword', 'Too short', 'The password is too easy to guess.')
const wrongPassword = formError(4, 'password', 'Wrong', 'Wrong password.')
const usernameTaken = formError(7, 'username', 'Taken', 'This username is taken.')
const usernameShort = formError(10, 'username', 'Too short', 'The username needs at least 3 characters.')
const badTicket = formError(11, 'ticket', 'Unknown', 'The ticket is unknown, expired or spent.')

export const ticketFailures: Record<FailureCode, Wording> = {
  malformed,
  cross_site: {
    status: 403,
    number: 0,
    message: 'Requests from other sites are refused: see APP_URL and ALLOWED_ORIGINS.',
  },
  username_missing: usernameShort,
  username_short: usernameShort,
  username_long: formError(8, 'username', 'Too long', 'The username may have at most 32 characters.'),
  username_characters: formError(
    10,
    'username',
    'Malformed',
    'The username may have letters of one script, digits and the characters . _ -',
  ),
  username_reserved: usernameTaken,
  username_taken: usernameTaken,
  email_missing: emailInvalid,
  email_invalid: emailInvalid,
  email_taken: formError(6, 'email', 'Taken', 'This email is in use.'),
  email_unchanged: emailInvalid,
  login_not_address: formError(2, 'email', 'Unknown', 'This is not an email address.'),
  device_id_invalid: malformed,
  password_missing: passwordShort,
  password_short: passwordShort,
  password_long: formError(9, 'newPassword', 'Too long', 'The password is too long.'),
  password_common: passwordWeak,
  password_is_login: passwordWeak,
  passwords_differ: formError(5, 'newPasswordRepeat', "Passwords don't match", 'The passwords differ.'),
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
  other_account: { status: 400, number: 0, message: 'This is another account.' },
  not_found: { status: 404, number: 0, message: 'There is nothing at this address.' },
  method_not_allowed: { status: 405, number: 0, message: 'This method is not supported.' },
  too_many_requests: { status: 429, number: 0, message: 'Too many requests. Please try again later.' },
  too_busy: { status: 503, number: 0, message: 'The server is busy. Please try again later.' },
  server_fault: { status: 500, number: 0, message: 'Server error. Please try again later.' },
}
