import type { FailureCode } from '@/lib/account/failure'

interface Wording {
  readonly status: number
  readonly code: DeviceCode
  readonly message: string
}

/** The document's numbers, and ours for failures that it does not define. */
export const deviceCodes = {
  serverError: 100_000,
  badRequest: 100_400,
  adminOnly: 100_403,
  noSuchLogin: 100_404,
  accountUsed: 100_500,
  wrongPassword: 100_501,
  tooFrequent: 100_502,
  wrongField: 100_503,
  noTools: 100_600,
  toolNotAvailable: 100_700,
} as const

type DeviceCode = (typeof deviceCodes)[keyof typeof deviceCodes]

const bad = (detail?: string): Wording => ({
  status: 400,
  code: deviceCodes.badRequest,
  message: detail === undefined ? 'Bad request' : `Bad request: ${detail}`,
})
const wrongLogin: Wording = { status: 400, code: deviceCodes.wrongField, message: 'Wrong login' }
const wrongPassword: Wording = { status: 401, code: deviceCodes.wrongPassword, message: 'Wrong password' }
const adminOnly: Wording = { status: 403, code: deviceCodes.adminOnly, message: 'Admin only' }
const signedOut: Wording = { status: 401, code: deviceCodes.adminOnly, message: 'Not signed in' }

/** In English, as in the document. `Bad request` adds the reason. */
export const deviceFailures: Record<FailureCode, Wording> = {
  malformed: bad(),
  cross_site: {
    status: 403,
    code: deviceCodes.adminOnly,
    message: 'Requests from other sites are refused: see APP_URL and ALLOWED_ORIGINS',
  },
  username_missing: wrongLogin,
  username_short: wrongLogin,
  username_long: wrongLogin,
  username_characters: wrongLogin,
  username_reserved: wrongLogin,
  device_id_invalid: { status: 400, code: deviceCodes.wrongField, message: 'Wrong device_id' },
  username_taken: { status: 409, code: deviceCodes.accountUsed, message: 'Account used' },
  email_missing: bad('email is missing'),
  email_invalid: bad('email is not an address'),
  email_taken: bad('email is in use'),
  email_unchanged: bad('email is the current one'),
  login_not_address: wrongLogin,
  password_missing: bad('password is empty'),
  password_short: bad('password needs at least {min} characters'),
  password_long: bad('password is too long'),
  password_common: bad('password is too common'),
  password_is_login: bad('password must not be the login'),
  passwords_differ: bad('passwords differ'),
  first_name_invalid: bad(),
  last_name_invalid: bad(),
  phone_invalid: bad('phone is not a number'),
  gender_invalid: bad('gender is true or false'),
  region_invalid: bad('region is too long or has a link'),
  locale_invalid: bad(),
  picture_missing: bad(),
  picture_too_large: bad(),
  picture_unreadable: bad(),
  picture_too_small: bad(),
  picture_too_many_pixels: bad(),
  wrong_credentials: wrongPassword,
  wrong_password: wrongPassword,
  account_used: { status: 409, code: deviceCodes.accountUsed, message: 'Account used' },
  no_tools: { status: 404, code: deviceCodes.noTools, message: 'No tools' },
  tool_not_available: { status: 400, code: deviceCodes.toolNotAvailable, message: 'Tool not available' },
  admin_only: adminOnly,
  login_unknown: { status: 404, code: deviceCodes.noSuchLogin, message: 'No such login' },
  email_not_verified: wrongPassword,
  ticket_unknown: bad(),
  ticket_expired: bad(),
  ticket_spent: bad(),
  provider_email_unverified: bad(),
  identity_taken: bad(),
  last_way_in: bad(),
  link_expired: bad(),
  session_unknown: { status: 404, code: deviceCodes.noSuchLogin, message: 'No such session' },
  signed_out: signedOut,
  other_account: bad(),
  not_found: { status: 404, code: deviceCodes.noSuchLogin, message: 'Not found' },
  method_not_allowed: { status: 405, code: deviceCodes.badRequest, message: 'Method not allowed' },
  too_many_requests: { status: 429, code: deviceCodes.tooFrequent, message: 'Too frequent request' },
  too_busy: { status: 503, code: deviceCodes.serverError, message: 'Server error' },
  server_fault: { status: 500, code: deviceCodes.serverError, message: 'Server error' },
}
