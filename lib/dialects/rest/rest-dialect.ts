import { z } from 'zod'
import type { Failure, FailureCode } from '@/lib/account/failure'
import type { VerificationProof } from '@/lib/account/operations/email/verify-email'
import type { SignedIn } from '@/lib/account/operations/entering/sign-in'
import type { RegistrationInput } from '@/lib/account/operations/registering/register-account'
import { picturePath } from '@/lib/account/records/picture-file'
import {
  type Dialect,
  type Endpoint,
  missingOrMalformed,
  readShape,
  type WireAnswer,
  type WireContext,
} from '@/lib/dialects/dialect'
import type { Locale } from '@/lib/policy'
import { restFailures } from './rest-failures'

/**
 * The rest dialect (`specs/rest.md`): `{"success":true,…}` or `{"success":false,"message":…,"errors":{…}}`, in Russian
 * like its document, or in English by Accept-Language.
 */
export const rest: Dialect = { name: 'rest', credentials: 'bearer', answerFailure }

const email = z.string(missingOrMalformed('email_missing'))
const password = z.string(missingOrMalformed('password_missing'))

export const registerShape = z.object({
  email,
  password,
  firstName: z.string(missingOrMalformed('first_name_invalid')),
  lastName: z.string(missingOrMalformed('last_name_invalid')),
})
export const loginShape = z.object({ email, password })
export const addressShape = z.object({ email })
export const newPasswordShape = z.object({ password })

const messages = {
  registered: {
    ru: 'Регистрация успешна. Пожалуйста, проверьте вашу почту для верификации аккаунта.',
    en: 'Registration successful. Please check your email to verify your account.',
  },
  resetSent: {
    ru: 'Инструкция по сбросу пароля отправлена на ваш email.',
    en: 'Password reset instructions have been sent to your email.',
  },
  passwordChanged: {
    ru: 'Пароль успешно изменен. Теперь вы можете войти с новым паролем.',
    en: 'Password changed. You can now sign in with the new password.',
  },
  verified: {
    ru: 'Email успешно верифицирован. Теперь вы можете войти в систему.',
    en: 'Email verified. You can now sign in.',
  },
  verificationSent: {
    ru: 'Новое письмо для верификации отправлено на ваш email.',
    en: 'A new verification email has been sent.',
  },
} satisfies Record<string, Record<Locale, string>>

export const register: Endpoint<RegistrationInput, object> = {
  methods: ['POST'],
  read: ({ body }) => readShape(registerShape, body),
  answer: (_success, { locale }) => ({
    status: 201,
    body: { success: true, message: messages.registered[locale] },
  }),
}

export const login: Endpoint<{ login: string; password: string }, SignedIn> = {
  methods: ['POST'],
  read({ body }) {
    const read = readShape(loginShape, body)
    return read.ok
      ? { ok: true, input: { login: addressOnly(read.input.email), password: read.input.password } }
      : read
  },
  session: { as: 'jwt', of: ({ session }) => session },
  answer({ account }, { token, appUrl }) {
    const { id, email, firstName, lastName, role } = account
    const avatar = appUrl + picturePath(account)
    const user = { id, email, firstName: firstName ?? '', lastName: lastName ?? '', role, avatar }
    return { status: 200, body: { success: true, token, user } }
  },
}

export const forgotPassword = byAddress(messages.resetSent)

export const resendVerification = byAddress(messages.verificationSent)

export const resetPassword: Endpoint<{ ticket: string; newPassword: string }, object> = {
  methods: ['POST'],
  read({ body, params }) {
    const read = readShape(newPasswordShape, body)
    const ticket = params.token ?? ''
    return read.ok ? { ok: true, input: { ticket, newPassword: read.input.password } } : read
  },
  answer: (_success, { locale }) => ({
    status: 200,
    body: { success: true, message: messages.passwordChanged[locale] },
  }),
}

/** GET /auth/verify-email/{token}: a GET with an effect, because its document says so. Mails link to our page instead. */
export const verifyEmail: Endpoint<{ ticket: string; proof: VerificationProof }, object> = {
  methods: ['GET'],
  read: ({ params }) => ({ ok: true, input: { ticket: params.token ?? '', proof: { kind: 'document' } } }),
  answer: (_success, { locale }) => ({
    status: 200,
    body: { success: true, message: messages.verified[locale] },
  }),
}

function byAddress(message: Record<Locale, string>): Endpoint<{ email: string }, object> {
  return {
    methods: ['POST'],
    read: ({ body }) => readShape(addressShape, body),
    answer: (_success, { locale }) => ({ status: 200, body: { success: true, message: message[locale] } }),
  }
}

/** The document signs in by address only: another text must not be used as a username. */
function addressOnly(text: string): string {
  return text.includes('@') ? text : `${text}@`
}

function answerFailure(
  { codes, retryAfterSeconds }: Failure,
  { locale, passwordMinCharacters }: WireContext,
): WireAnswer {
  const textOf = (code: FailureCode) =>
    restFailures[code][locale]
      .replace('{min}', String(passwordMinCharacters))
      .replace('{seconds}', String(retryAfterSeconds ?? 1))
  const fields = new Map<string, string>()
  for (const code of codes) {
    const { field } = restFailures[code]
    if (field && !fields.has(field)) fields.set(field, textOf(code))
  }
  const errors = fields.size > 0 ? { errors: Object.fromEntries(fields) } : {}
  return {
    status: restFailures[codes[0]].status,
    body: { success: false, message: textOf(codes[0]), ...errors },
  }
}
