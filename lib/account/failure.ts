/** Every failure an operation can return. A new code compiles only after every dialect has an answer for it. */
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

/** An expected failure, with all codes that apply where a dialect reports them together. */
export interface Failure {
  readonly ok: false
  readonly codes: readonly [FailureCode, ...FailureCode[]]
  readonly retryAfterSeconds?: number
}

export type Result<Success extends object = object> = ({ readonly ok: true } & Success) | Failure

export function fail(code: FailureCode, ...more: FailureCode[]): Failure {
  return { ok: false, codes: [code, ...more] }
}

export function failAll(codes: readonly FailureCode[]): Failure | null {
  const [first, ...rest] = codes
  return first ? fail(first, ...rest) : null
}

/** One failure with all codes and the longest wait. At least one result must be a failure. */
export function mergeFailures(...results: readonly { readonly ok: boolean }[]): Failure {
  const failures = results.filter((result): result is Failure => !result.ok)
  const failure = failAll(failures.flatMap(({ codes }) => codes))
  if (!failure) throw new Error('none of the results is a failure')
  const retryAfterSeconds = Math.max(...failures.map((one) => one.retryAfterSeconds ?? 0))
  return retryAfterSeconds > 0 ? { ...failure, retryAfterSeconds } : failure
}

/** The failure for a rejected field. The rules in `lib/rules.ts` use failure codes as their messages. */
export function failByRule(error: { issues: readonly { message: string }[] }): Failure {
  const codes = error.issues.map(({ message }) => {
    const code = failureCodes.find((known) => known === message)
    if (!code) throw new Error(`a rule's message is not a failure code: ${message}`)
    return code
  })
  const failure = failAll([...new Set(codes)])
  if (!failure) throw new Error('a rule rejected a field without an issue')
  return failure
}
