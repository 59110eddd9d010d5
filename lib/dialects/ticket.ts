import { z } from 'zod'
import type { NewPassword } from '@/lib/account/check-password'
import type { Failure, FailureCode } from '@/lib/account/failure'
import { fail } from '@/lib/account/failure'
import type { SignedIn } from '@/lib/account/sign-in'
import type { VerificationProof } from '@/lib/account/verify-email'
import { emailRule } from '@/lib/rules'
import { type Dialect, type Exchange, orElse, readShape, type WireAnswer } from './dialect'
import { ticketFailures } from './ticket-failures'

/** The ticket dialect (`specs/ticket.md`): empty objects on success, `{"errors":[{code,field,message}]}` with 400. */
export const ticket: Dialect = { name: 'ticket', refuse }

const text = z.string('malformed')
const newPasswords = { newPassword: text, newPasswordRepeat: text }
export const signupShape = z.object({ email: text, username: text, ...newPasswords })
export const loginShape = z.object({ email: text, password: text })
export const changePasswordShape = z.object({ password: text, ...newPasswords })
export const verifyEmailShape = z.object({ ticket: z.string(orElse('ticket_unknown')) })
export const resetPasswordShape = z.object({ email: text })
export const confirmShape = z.object({ ticket: z.string(orElse('ticket_unknown')), ...newPasswords })

const empty = { status: 200, body: {} }

/** POST /auth/signup: the account exists only after verifyEmail. */
export const signup: Exchange<NewPassword & { email: string; username: string }, object> = {
  methods: ['POST'],
  read: ({ body }) => readShape(signupShape, body),
  answer: () => empty,
}

/** POST /auth/signup/verifyEmail */
export const verifyEmail: Exchange<{ ticket: string; proof: VerificationProof }, object> = {
  methods: ['POST'],
  read({ body }) {
    const read = readShape(verifyEmailShape, body)
    return read.ok ? { ok: true, input: { ticket: read.input.ticket, proof: { kind: 'document' } } } : read
  },
  answer: () => empty,
}

/** POST /auth/login */
export const login: Exchange<{ login: string; password: string }, SignedIn> = {
  methods: ['POST'],
  read({ body }) {
    const read = readShape(loginShape, body)
    if (!read.ok) return read
    const { email, password } = read.input
    if (!emailRule.safeParse(email).success) return fail('login_not_address')
    return { ok: true, input: { login: email, password } }
  },
  session: { as: 'bearer', of: ({ session }) => session },
  answer: (_success, { token }) => ({ status: 200, body: { token } }),
}

/** PATCH /auth/changePassword, with a bearer token. */
export const changePassword: Exchange<NewPassword & { currentPassword: string }, object> = {
  methods: ['PATCH'],
  read({ body }) {
    const read = readShape(changePasswordShape, body)
    if (!read.ok) return read
    const { password: currentPassword, ...rest } = read.input
    return { ok: true, input: { currentPassword, ...rest } }
  },
  answer: () => empty,
}

/** POST /auth/login/resetPassword: throws nothing, whatever the address is. */
export const resetPassword: Exchange<{ email: string }, object> = {
  methods: ['POST'],
  read: ({ body }) => readShape(resetPasswordShape, body),
  answer: () => empty,
}

/** POST /auth/login/resetPassword/confirm */
export const confirmReset: Exchange<NewPassword & { ticket: string }, object> = {
  methods: ['POST'],
  read: ({ body }) => readShape(confirmShape, body),
  answer: () => empty,
}

function refuse({ codes }: Failure): WireAnswer {
  const seen = new Map<number, object>()
  for (const code of codes) {
    const { number, field, message } = ticketFailures[code]
    if (!seen.has(number)) seen.set(number, { code: number, field: field ?? null, message })
  }
  return { status: ticketFailures[worst(codes)].status, body: { errors: [...seen.values()] } }
}

function worst(codes: Failure['codes']): FailureCode {
  return codes.find((code) => ticketFailures[code].status !== 400) ?? codes[0]
}
