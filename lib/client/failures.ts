import { fieldsOf } from './storage'

interface FailureBase<Kind extends string, Code extends number | null> {
  readonly kind: Kind
  /** The document's error code; null without a valid answer. */
  readonly code: Code
  /** English, for logs. Do not show it to users. */
  readonly message: string
}

interface RetryHint {
  readonly retryAfterSeconds: number | null
}

/** Every failure of a call. `adviceFor` says what to offer. */
export type Failure =
  /** The login is taken and no password was sent. */
  | FailureBase<'account_used', 100_500>
  | FailureBase<'wrong_password', 100_501>
  /** The server accepts no such login or device id. */
  | FailureBase<'wrong_login', 100_503>
  | (FailureBase<'too_frequent', 100_502> & RetryHint)
  /** The user cannot get a password without support. */
  | FailureBase<'no_tools', 100_600>
  | FailureBase<'tool_not_available', 100_700>
  | FailureBase<'not_signed_in', 100_403>
  | FailureBase<'admin_only', 100_403>
  | FailureBase<'no_such_login', 100_404>
  /** A field is invalid; `message` names it. */
  | FailureBase<'bad_request', 100_400>
  /** Also any answer that does not come from the server, such as a proxy's or a hotel network's. */
  | (FailureBase<'server_error', 100_000> & RetryHint)
  | FailureBase<'no_network', null>
  /** Signed in, but the server does not receive the session afterwards: it is lost on the way. */
  | FailureBase<'session_refused', null>

/** What an app offers to the user, in this order. */
type Advice =
  | 'choose_another_login'
  | 'enter_password'
  | 'clear_password_field'
  | 'check_password'
  | 'enter_changed_password'
  /** `tools`, then `requestPassword`: by push or email. */
  | 'request_password'
  /** Open the message form: support sets a new password. */
  | 'write_to_support'
  /** Use the primary device, and add an address or allow push messages there. */
  | 'use_primary_device'
  | 'check_input'
  | 'try_later'

/** Why a signed-in user has to sign in again. */
export type SignInReason =
  /** The login was taken over, or the password was reset on another device. Show both: `possibleCauses`. */
  | { readonly kind: 'login_taken_or_reset'; readonly code: 100_500 | 100_501 }
  /** Too frequent again after every wait: somebody may be guessing the password. */
  | { readonly kind: 'too_frequent'; readonly code: 100_502 }
  /** The server no longer accepts this login. */
  | { readonly kind: 'login_refused'; readonly code: 100_400 | 100_404 | 100_503 }

interface PossibleCause {
  readonly cause: 'login_taken_over' | 'password_reset_elsewhere'
  readonly advice: readonly Advice[]
}

const failureByCode = {
  100400: (message) => ({ kind: 'bad_request', code: 100_400, message }),
  100404: (message) => ({ kind: 'no_such_login', code: 100_404, message }),
  100500: (message) => ({ kind: 'account_used', code: 100_500, message }),
  100501: (message) => ({ kind: 'wrong_password', code: 100_501, message }),
  100503: (message) => ({ kind: 'wrong_login', code: 100_503, message }),
  100600: (message) => ({ kind: 'no_tools', code: 100_600, message }),
  100700: (message) => ({ kind: 'tool_not_available', code: 100_700, message }),
} as const satisfies Record<number, (message: string) => Failure>

const advice: Record<Failure['kind'], readonly Advice[]> = {
  account_used: ['enter_password', 'choose_another_login'],
  wrong_password: ['clear_password_field', 'check_password', 'request_password'],
  wrong_login: ['choose_another_login'],
  // The document: show nothing to the user.
  too_frequent: [],
  no_tools: ['use_primary_device', 'write_to_support'],
  tool_not_available: ['request_password', 'write_to_support'],
  not_signed_in: ['enter_password'],
  admin_only: [],
  no_such_login: ['choose_another_login'],
  bad_request: ['check_input'],
  server_error: ['try_later'],
  no_network: ['try_later'],
  session_refused: ['try_later', 'write_to_support'],
}

/** What the app offers after a failure; nothing for `too_frequent`. */
export function adviceFor({ kind }: Pick<Failure, 'kind'>): readonly Advice[] {
  return advice[kind]
}

/** What may have happened to a user who has to sign in again, and what to offer, as in the document. */
export function possibleCauses({ kind }: SignInReason): readonly PossibleCause[] {
  const takenOver: PossibleCause = { cause: 'login_taken_over', advice: ['write_to_support'] }
  if (kind === 'login_refused') return [takenOver]
  const reset = ['enter_changed_password', 'request_password', 'write_to_support'] as const
  return [takenOver, { cause: 'password_reset_elsewhere', advice: reset }]
}

export function readFailure(status: number, body: unknown, retryAfterSeconds: number | null): Failure {
  const { error_code: code, error_message: serverMessage } = fieldsOf(body)
  const message = typeof serverMessage === 'string' ? serverMessage : `HTTP ${status}`
  if (code === 100_502 || status === 429)
    return { kind: 'too_frequent', code: 100_502, message, retryAfterSeconds }
  if (isKnownCode(code)) return failureByCode[code](message)
  if (status === 401) return notSignedIn(message)
  if (code === 100_403) return { kind: 'admin_only', code, message }
  return { kind: 'server_error', code: 100_000, message, retryAfterSeconds }
}

export function notSignedIn(message: string): Failure {
  return { kind: 'not_signed_in', code: 100_403, message }
}

export function noNetwork(error: unknown): Failure {
  return { kind: 'no_network', code: null, message: error instanceof Error ? error.message : String(error) }
}

export function sessionRefused(carrier: 'cookie' | 'bearer'): Failure {
  const message = `the server let the user in, and then did not get their session by ${carrier}`
  return { kind: 'session_refused', code: null, message }
}

/** Seconds from now; null if the header is missing or invalid. */
export function readRetryAfter(header: string | null, nowMillis: number): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = Number(header)
  const wait = Number.isNaN(seconds) ? (Date.parse(header) - nowMillis) / 1_000 : seconds
  return Number.isFinite(wait) ? Math.max(0, Math.ceil(wait)) : null
}

function isKnownCode(code: unknown): code is keyof typeof failureByCode {
  return typeof code === 'number' && code in failureByCode
}
