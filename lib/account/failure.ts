/**
 * Every "no" an operation can answer: the one closed list. Each dialect words all of it
 * (`satisfies Record<FailureCode, …>`), so a new code does not compile until every dialect has it.
 */
export const failureCodes = [
  'malformed',
  'cross_site',
  'username_missing',
  'username_short',
  'username_long',
  'username_characters',
  'username_reserved',
  'username_taken',
  'email_missing',
  'email_invalid',
  'email_taken',
  'email_unchanged',
  'login_not_address',
  'device_id_invalid',
  'password_missing',
  'password_short',
  'password_long',
  'password_common',
  'password_is_login',
  'passwords_differ',
  'first_name_invalid',
  'last_name_invalid',
  'phone_invalid',
  'gender_invalid',
  'region_invalid',
  'locale_invalid',
  'picture_missing',
  'picture_too_large',
  'picture_unreadable',
  'picture_too_small',
  'picture_too_many_pixels',
  'wrong_credentials',
  'wrong_password',
  'account_used',
  'no_tools',
  'tool_not_available',
  'admin_only',
  'login_unknown',
  'email_not_verified',
  'ticket_unknown',
  'ticket_expired',
  'ticket_spent',
  'provider_email_unverified',
  'identity_taken',
  'last_way_in',
  'link_expired',
  'session_unknown',
  'signed_out',
  'other_account',
  'not_found',
  'method_not_allowed',
  'too_many_requests',
  'too_busy',
  'server_fault',
] as const

export type FailureCode = (typeof failureCodes)[number]

/** An expected failure: at least one reason, all that apply at once where a document wants all. */
export interface Failure {
  readonly ok: false
  readonly codes: readonly [FailureCode, ...FailureCode[]]
  /** For `too_many_requests` and `too_busy`: when to come back. */
  readonly retryAfterSeconds?: number
}

export type Result<Success extends object = object> = ({ readonly ok: true } & Success) | Failure

/** A failure for the given reasons. */
export function fail(code: FailureCode, ...more: FailureCode[]): Failure {
  return { ok: false, codes: [code, ...more] }
}

/** A failure for reasons that were collected one by one, or null where none was found. */
export function failAll(codes: readonly FailureCode[]): Failure | null {
  const [first, ...rest] = codes
  return first ? fail(first, ...rest) : null
}

/** One failure for the reasons of all that were refused, and for the longest wait; at least one must have been. */
export function mergeFailures(...results: readonly { readonly ok: boolean }[]): Failure {
  const refused = results.filter((result): result is Failure => !result.ok)
  const failure = failAll(refused.flatMap(({ codes }) => codes))
  if (!failure) throw new Error('nothing was refused')
  const retryAfterSeconds = Math.max(...refused.map((one) => one.retryAfterSeconds ?? 0))
  return retryAfterSeconds > 0 ? { ...failure, retryAfterSeconds } : failure
}

/** The failure of a field by its rule, which words its faults as codes (`lib/rules.ts`): all of them. */
export function failByRule(error: { issues: readonly { message: string }[] }): Failure {
  const codes = error.issues.map(({ message }) => {
    const code = failureCodes.find((known) => known === message)
    if (!code) throw new Error(`A rule words its fault as ${message}, which is not on the list`)
    return code
  })
  const failure = failAll([...new Set(codes)])
  if (!failure) throw new Error('nothing was refused')
  return failure
}
