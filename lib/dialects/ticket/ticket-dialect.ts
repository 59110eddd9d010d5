import { z } from 'zod'
import type { Failure, FailureCode } from '@/lib/account/failure'
import { fail } from '@/lib/account/failure'
import type { VerificationProof } from '@/lib/account/operations/email/verify-email'
import type { SignedIn } from '@/lib/account/operations/entering/sign-in'
import type { NewPassword } from '@/lib/account/password/check-password'
import {
  type Dialect,
  type Endpoint,
  readShape,
  type Shape,
  type WireAnswer,
  type WireContext,
  type WireRequest,
} from '@/lib/dialects/dialect'
import { emailRule } from '@/lib/rules'
import { ticketFailures } from './ticket-failures'

/**
 * The ticket dialect (`specs/ticket.md`): empty objects on success, form errors by field with 400. `Authorization` is
 * the token, with or without `Bearer`.
 */
export const ticket: Dialect = { name: 'ticket', credentials: 'bearer', answerFailure }

const text = z.string('malformed')
const newPasswords = { newPassword: text, newPasswordRepeat: text }
export const signupShape = z.object({ email: text, username: text, ...newPasswords })
export const loginShape = z.object({ email: text, password: text })
export const changePasswordShape = z.object({ password: text, ...newPasswords })
export const verifyEmailShape = z.object({ ticket: text })
export const resetPasswordShape = z.object({ email: text })
export const confirmShape = z.object({ ticket: text, ...newPasswords })

const empty = { status: 200, body: {} }

/** POST /auth/signup: `verifyEmail` creates the account. */
export const signup: Endpoint<NewPassword & { email: string; username: string }, object> = {
  methods: ['POST'],
  formFields: Object.keys(signupShape.shape),
  read: ({ body }) => readForm(signupShape, body),
  answer: () => empty,
}

/** POST /auth/signup/verifyEmail: its only form error is 11, even if the name was taken in the meantime. */
export const verifyEmail: Endpoint<{ ticket: string; proof: VerificationProof }, object> = {
  methods: ['POST'],
  read({ body }) {
    const read = readForm(verifyEmailShape, body)
    return read.ok ? { ok: true, input: { ticket: read.input.ticket, proof: { kind: 'document' } } } : read
  },
  answerFailure: (failure, context) =>
    isFormError(failure) ? answerFailure(fail('ticket_unknown'), context) : null,
  answer: () => empty,
}

export const login: Endpoint<{ login: string; password: string }, SignedIn> = {
  methods: ['POST'],
  formFields: Object.keys(loginShape.shape),
  read({ body }) {
    const read = readForm(loginShape, body)
    if (!read.ok) return read
    const { email, password } = read.input
    if (!emailRule.safeParse(email).success) return fail('login_not_address')
    return { ok: true, input: { login: email, password } }
  },
  session: { as: 'jwt', of: ({ session }) => session },
  answer: (_success, { token }) => ({ status: 200, body: { token } }),
}

export const changePassword: Endpoint<NewPassword & { currentPassword: string }, object> = {
  methods: ['PATCH'],
  formFields: Object.keys(changePasswordShape.shape),
  read({ body }) {
    const read = readForm(changePasswordShape, body)
    if (!read.ok) return read
    const { password: currentPassword, ...rest } = read.input
    return { ok: true, input: { currentPassword, ...rest } }
  },
  answer: () => empty,
}

/** POST /auth/login/resetPassword: no form errors and no rate-limit error. */
export const resetPassword: Endpoint<{ email: string }, object> = {
  methods: ['POST'],
  read: ({ body }) => readForm(resetPasswordShape, body),
  answer: () => empty,
  answerFailure: (failure) =>
    isFormError(failure) || failure.codes[0] === 'too_many_requests' ? empty : null,
}

export const confirmReset: Endpoint<NewPassword & { ticket: string }, object> = {
  methods: ['POST'],
  formFields: Object.keys(newPasswords),
  read: ({ body }) => readForm(confirmShape, body),
  answer: () => empty,
}

/** A missing field counts as empty, so that all form errors are reported at once. */
function readForm<Input extends Shape>(shape: Input, body: WireRequest['body']) {
  const blanks = Object.keys(shape.shape).map((name) => [name, body[name] ?? ''])
  return readShape(shape, Object.fromEntries(blanks))
}

function isFormError(failure: Failure): boolean {
  return ticketFailures[worst(failure.codes)].status === 400
}

/**
 * One list of errors for each form field; for a bad ticket only its error. `errors` has all of them, for new clients.
 * Without a valid token there is no body.
 */
function answerFailure({ codes }: Failure, { formFields = [] }: WireContext): WireAnswer {
  const { status } = ticketFailures[worst(codes)]
  if (status === 401) return { status, body: null }
  const wordings = [...new Set(codes.map((code) => ticketFailures[code]))]
  const errors = wordings.map(({ number, field = null, message }) => ({ code: number, field, message }))
  const named = wordings.map(({ number, field, englishName }) => ({
    field,
    error: { code: number, english_name: englishName },
  }))
  const badTicket = named.find(({ field }) => field === 'ticket')
  if (badTicket) return { status, body: { ...badTicket.error, errors } }
  const errorsOf = (name: string) => named.filter(({ field }) => field === name).map(({ error }) => error)
  const lists = formFields.map((name) => [name, uniqueBy(errorsOf(name), JSON.stringify)])
  return { status, body: { ...(status === 400 && Object.fromEntries(lists)), errors } }
}

function uniqueBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()]
}

function worst(codes: Failure['codes']): FailureCode {
  return codes.find((code) => ticketFailures[code].status !== 400) ?? codes[0]
}
