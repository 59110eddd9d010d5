import { z } from 'zod'
import { type Failure, type FailureCode, fail } from '@/lib/account/failure'
import type { SignInOrResume } from '@/lib/account/operations/entering/sign-in'
import type { Edited, EditInput } from '@/lib/account/operations/profile/edit-account'
import type { RegistrationInput } from '@/lib/account/operations/registering/register-account'
import type { OpenedSession } from '@/lib/account/records/session'
import {
  type Dialect,
  type Endpoint,
  missingOrMalformed,
  readShape,
  type WireAnswer,
} from '@/lib/dialects/dialect'

/** The classic dialect (`specs/classic.md`): always HTTP 200, `{"status":1|0,"error":n}`, cookies. */
export const classic: Dialect = { name: 'classic', credentials: 'cookie', answerFailure }

export const classicCodes = {
  status_ok: 0,
  auth_error: 1,
  task_error: 2,
  username_not_valid: 3,
  username_already_exist: 4,
  email_not_valid: 5,
  email_already_exist: 6,
  password_not_valid: 7,
  too_many_requests: 8,
  bad_request: 9,
  server_error: 10,
} as const

export type ClassicCode = keyof typeof classicCodes

const codes: Record<FailureCode, ClassicCode> = {
  malformed: 'bad_request',
  cross_site: 'bad_request',
  username_missing: 'username_not_valid',
  username_short: 'username_not_valid',
  username_long: 'username_not_valid',
  device_id_invalid: 'bad_request',
  username_characters: 'username_not_valid',
  username_reserved: 'username_not_valid',
  username_taken: 'username_already_exist',
  email_missing: 'email_not_valid',
  email_invalid: 'email_not_valid',
  email_taken: 'email_already_exist',
  email_unchanged: 'email_already_exist',
  login_not_address: 'email_not_valid',
  password_missing: 'password_not_valid',
  password_short: 'password_not_valid',
  password_long: 'password_not_valid',
  password_common: 'password_not_valid',
  password_is_login: 'password_not_valid',
  passwords_differ: 'password_not_valid',
  first_name_invalid: 'bad_request',
  last_name_invalid: 'bad_request',
  phone_invalid: 'bad_request',
  gender_invalid: 'bad_request',
  region_invalid: 'bad_request',
  locale_invalid: 'bad_request',
  picture_missing: 'bad_request',
  picture_too_large: 'bad_request',
  picture_unreadable: 'bad_request',
  picture_too_small: 'bad_request',
  picture_too_many_pixels: 'bad_request',
  wrong_credentials: 'auth_error',
  wrong_password: 'auth_error',
  account_used: 'auth_error',
  no_tools: 'auth_error',
  tool_not_available: 'bad_request',
  admin_only: 'auth_error',
  login_unknown: 'auth_error',
  email_not_verified: 'auth_error',
  ticket_unknown: 'auth_error',
  ticket_expired: 'auth_error',
  ticket_spent: 'auth_error',
  provider_email_unverified: 'auth_error',
  identity_taken: 'auth_error',
  last_way_in: 'auth_error',
  link_expired: 'auth_error',
  session_unknown: 'auth_error',
  signed_out: 'auth_error',
  other_account: 'auth_error',
  not_found: 'bad_request',
  method_not_allowed: 'bad_request',
  too_many_requests: 'too_many_requests',
  too_busy: 'server_error',
  server_fault: 'server_error',
}

export const registerShape = z.object({
  username: z.string(missingOrMalformed('username_missing')),
  email: z.string(missingOrMalformed('email_missing')),
  password: z.string(missingOrMalformed('password_missing')),
})
export const loginShape = z.object({
  username: z.string('malformed').optional(),
  password: z.string('malformed').optional(),
  cookies: z.union([z.string(), z.boolean()], 'malformed').optional(),
})
export const editShape = z.object({
  password: z.string(missingOrMalformed('wrong_password')),
  username: z.string('malformed').optional(),
  new_password: z.string('malformed').optional(),
  email: z.string('malformed').optional(),
})
export const restoreShape = z.object({ email: z.string(missingOrMalformed('email_missing')) })

interface ClassicSignedIn {
  readonly email: string | null
  /** Null if the cookie was the proof: it is kept. */
  readonly session: OpenedSession | null
}

const done = { status: 200, body: { status: 1, error: 0 } }

export const register: Endpoint<RegistrationInput, object> = {
  methods: ['POST'],
  read: ({ body }) => readShape(registerShape, body),
  answer: () => done,
}

/** POST /auth/login. Client libraries send `cookies` in several spellings. Without it, the password decides. */
export const login: Endpoint<SignInOrResume, ClassicSignedIn> = {
  methods: ['POST'],
  read({ body }) {
    const read = readShape(loginShape, body)
    if (!read.ok) return read
    const { username, password, cookies } = read.input
    const resumes = /^(true|1)$/i.test(String(cookies))
    const hasNoCredentials = username === undefined && password === undefined
    if (hasNoCredentials && !resumes) return fail('malformed')
    const credentials = hasNoCredentials ? null : { login: username ?? '', password: password ?? '' }
    return { ok: true, input: { resumes, credentials } }
  },
  session: { as: 'cookie', of: ({ session }) => session },
  answer: ({ email }) => ({ status: 200, body: { status: 1, result: { email }, error: 0 } }),
}

/** GET /auth/logout: any method, signed in or not. */
export const logout: Endpoint<undefined, object> = {
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  read: () => ({ ok: true, input: undefined }),
  endsSession: true,
  answer: () => done,
}

/** POST /auth/edit: a boolean for each requested key, and new cookies after a password change. */
export const edit: Endpoint<EditInput, Edited> = {
  methods: ['POST'],
  read({ body }) {
    const read = readShape(editShape, body)
    if (!read.ok) return read
    const { password: currentPassword, new_password: newPassword, username, email } = read.input
    return {
      ok: true,
      input: {
        currentPassword,
        ...(username !== undefined && { username }),
        ...(newPassword !== undefined && { newPassword }),
        ...(email !== undefined && { email }),
      },
    }
  },
  session: { as: 'cookie', of: ({ session }) => session },
  answer(edited) {
    const { username, newPassword, email } = edited
    const attempted = { username, new_password: newPassword, email }
    const results = Object.entries(attempted).flatMap(([key, result]) =>
      result ? [[key, result.ok] as const] : [],
    )
    const failure = [username, newPassword, email].find((result): result is Failure => result?.ok === false)
    const error = !failure ? 'status_ok' : results.length > 1 ? 'task_error' : codes[failure.codes[0]]
    const body = { status: failure ? 0 : 1, result: Object.fromEntries(results), error: classicCodes[error] }
    return { status: 200, body }
  },
}

/** POST /auth/restore: 0 for any address, known or not, once the request is queued. */
export const restore: Endpoint<{ email: string }, object> = {
  methods: ['POST'],
  read: ({ body }) => readShape(restoreShape, body),
  answer: () => done,
}

/** GET /auth/reset: redirects to the page where people request a reset. */
export const reset: Endpoint<undefined, object> = {
  methods: ['GET', 'HEAD'],
  isPublic: true,
  read: () => ({ ok: true, input: undefined }),
  answer: () => ({ status: 303, body: { status: 1, error: 0 }, location: '/reset' }),
}

function answerFailure({ codes: reasons }: Failure): WireAnswer {
  return { status: 200, body: { status: 0, error: classicCodes[codes[reasons[0]]] } }
}
