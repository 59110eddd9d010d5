import { z } from 'zod'
import { badNewPassword } from '@/lib/dialects/forms/form'
import { described } from '@/lib/dialects/named-schemas'
import type { Reference } from '@/lib/dialects/reference'
import * as rest from './rest-dialect'

const succeeded = z.literal(true).describe('Success.')
const done = z
  .strictObject({ success: succeeded, message: z.string().describe('A sentence for the user.') })
  .meta({ id: 'Done' })
const messageAnswer = (message: string) => ({ schema: done, example: { success: true, message } })

const failure = z
  .strictObject({
    success: z.literal(false).describe('Failure.'),
    message: z.string().describe('The reason: a sentence for the user.'),
    errors: z
      .record(z.string(), z.string())
      .optional()
      .describe('A sentence for the user for each faulty field, by field name.'),
  })
  .meta({ id: 'Failure' })

const user = z
  .strictObject({
    id: z.uuid(),
    email: z.string(),
    firstName: z.string().describe('Empty if it is not known.'),
    lastName: z.string().describe('Empty if it is not known.'),
    role: z.enum(['user', 'admin']).describe('`admin` for administrators.'),
    avatar: z.url().describe('The URL of a JPEG, or of a PNG with initials.'),
  })
  .meta({ id: 'User' })
const signedIn = z
  .strictObject({
    success: succeeded,
    token: z.string().describe('The session as a JWT. Send it as `Authorization: Bearer …`.'),
    user,
  })
  .meta({ id: 'SignedIn' })

const password = 'At least 6 characters (the operator can change this), and not a common password.'
const registerBody = described('RegisterRequest', rest.registerShape, {
  email: 'The email address. It must be verified before the first sign-in.',
  password,
  firstName: 'At most 64 characters, without links.',
  lastName: 'At most 64 characters, without links.',
})
const signInBody = described('SignInRequest', rest.loginShape, {
  email: 'The email address.',
  password: 'The password.',
})
const addressBody = described('AddressRequest', rest.addressShape, { email: 'The email address.' })
const newPasswordBody = described('NewPasswordRequest', rest.newPasswordShape, { password })

const token = {
  name: 'token',
  in: 'path',
  about: 'The token from the mail.',
  example: 'iFhqqzlezMxL9XUpNImKnGu4iP9Q83KKtODwsxKPIY0',
} as const
const badTicket = ['ticket_unknown', 'ticket_expired', 'ticket_spent'] as const

export const restReference: Reference = {
  dialect: rest.rest,
  title: 'Latchkey, rest dialect',
  about:
    'Requests are JSON. Answers are `{"success":true,…}` or `{"success":false,"message":…}`, in Russian or English ' +
    '(`Accept-Language`). An email address must be verified before the first sign-in. To check who is signed in: ' +
    '`GET /api/account`. To sign out: `POST /api/account/sign-out`. Both need the header `Authorization: Bearer …`.',
  base: '/rest',
  failure,
  entries: [
    {
      id: 'register',
      tag: 'registration',
      path: '/auth/register',
      endpoint: rest.register,
      summary: 'Register',
      about:
        'Mails a link to verify the address. The answer is the same for a taken address; its owner then gets a mail.',
      body: {
        schema: registerBody,
        example: {
          email: 'user@example.com',
          password: 'securePassword123',
          firstName: 'Иван',
          lastName: 'Петров',
        },
      },
      success: {
        status: 201,
        ...messageAnswer('Регистрация успешна. Пожалуйста, проверьте вашу почту для верификации аккаунта.'),
      },
      failures: [
        'email_missing',
        'email_invalid',
        ...badNewPassword,
        'first_name_invalid',
        'last_name_invalid',
        'too_many_requests',
      ],
    },
    {
      id: 'signIn',
      tag: 'session',
      path: '/auth/login',
      endpoint: rest.login,
      summary: 'Sign in',
      about: 'Send the token as `Authorization: Bearer …`. It is valid until the session ends.',
      body: {
        schema: signInBody,
        example: { email: 'user@example.com', password: 'securePassword123' },
      },
      success: {
        status: 200,
        schema: signedIn,
        example: {
          success: true,
          token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9…',
          user: {
            id: '4ba4a8ca-dcad-49eb-8204-bae8b69b6b84',
            email: 'user@example.com',
            firstName: 'Иван',
            lastName: 'Петров',
            role: 'user',
            avatar: 'https://accounts.example.com/avatars/default-4-418-41f.png',
          },
        },
      },
      failures: [
        'email_missing',
        'password_missing',
        'wrong_credentials',
        'email_not_verified',
        'too_many_requests',
      ],
    },
    {
      id: 'askForReset',
      tag: 'password',
      path: '/auth/forgot-password',
      endpoint: rest.forgotPassword,
      summary: 'Request a password reset',
      about: 'Mails a link to the address. The answer is the same for an unknown address.',
      body: { schema: addressBody, example: { email: 'user@example.com' } },
      success: { status: 200, ...messageAnswer('Инструкция по сбросу пароля отправлена на ваш email.') },
      failures: ['email_missing', 'email_invalid', 'too_many_requests'],
    },
    {
      id: 'resetPassword',
      tag: 'password',
      path: '/auth/reset-password/{token}',
      endpoint: rest.resetPassword,
      summary: 'Set a new password',
      about: 'All sessions and all other mailed links of the account become invalid.',
      parameters: [token],
      body: { schema: newPasswordBody, example: { password: 'newSecurePassword123' } },
      success: {
        status: 200,
        ...messageAnswer('Пароль успешно изменен. Теперь вы можете войти с новым паролем.'),
      },
      failures: [...badTicket, ...badNewPassword, 'email_taken', 'too_many_requests'],
    },
    {
      id: 'verifyEmail',
      tag: 'registration',
      path: '/auth/verify-email/{token}',
      endpoint: rest.verifyEmail,
      summary: 'Verify an email address',
      about: 'The account can then sign in. A token works only once.',
      parameters: [token],
      success: {
        status: 200,
        ...messageAnswer('Email успешно верифицирован. Теперь вы можете войти в систему.'),
      },
      failures: [...badTicket, 'email_taken', 'too_many_requests'],
    },
    {
      id: 'resendVerification',
      tag: 'registration',
      path: '/auth/resend-verification',
      endpoint: rest.resendVerification,
      summary: 'Send the verification mail again',
      about: 'The answer is the same for an unverified, a verified and an unknown address.',
      body: { schema: addressBody, example: { email: 'user@example.com' } },
      success: { status: 200, ...messageAnswer('Новое письмо для верификации отправлено на ваш email.') },
      failures: ['email_missing', 'email_invalid', 'too_many_requests'],
    },
  ],
}
