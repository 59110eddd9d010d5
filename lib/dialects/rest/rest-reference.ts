import { z } from 'zod'
import { badNewPassword } from '@/lib/dialects/forms/form'
import { described } from '@/lib/dialects/named-schemas'
import type { Reference } from '@/lib/dialects/reference'
import * as rest from './rest-dialect'

const worked = z.literal(true).describe('It worked.')
const said = z
  .strictObject({ success: worked, message: z.string().describe('A sentence to show.') })
  .meta({ id: 'Done' })
const say = (message: string) => ({ schema: said, example: { success: true, message } })

const failure = z
  .strictObject({
    success: z.literal(false).describe('It was refused.'),
    message: z.string().describe('Why, in a sentence to show.'),
    errors: z
      .record(z.string(), z.string())
      .optional()
      .describe('What is wrong with which field: its name, and a sentence to show beside it.'),
  })
  .meta({ id: 'Failure' })

const user = z
  .strictObject({
    id: z.uuid(),
    email: z.string(),
    firstName: z.string().describe('Empty where it is not known.'),
    lastName: z.string().describe('Empty where it is not known.'),
    role: z.enum(['user', 'admin']).describe('`admin` for administrators.'),
    avatar: z.url().describe('The address of a picture: a JPEG, or a PNG with initials where there is none.'),
  })
  .meta({ id: 'User' })
const signedIn = z
  .strictObject({
    success: worked,
    token: z.string().describe('A JWT that names the session: send it as `Authorization: Bearer …`.'),
    user,
  })
  .meta({ id: 'SignedIn' })

const password = 'At least 6 characters, or what the operator asks for, and not one of the common ones.'
const registerBody = described('RegisterRequest', rest.registerShape, {
  email: 'The address. It must be verified before its owner can sign in.',
  password,
  firstName: 'At most 64 characters, and no web addresses.',
  lastName: 'At most 64 characters, and no web addresses.',
})
const signInBody = described('SignInRequest', rest.loginShape, {
  email: 'The address.',
  password: 'The password.',
})
const addressBody = described('AddressRequest', rest.addressShape, { email: 'The address.' })
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
    'JSON in, `{"success":true,…}` or `{"success":false,"message":…}` out, worded in Russian, or in English by ' +
    'Accept-Language. An address must be verified before its owner can sign in. ' +
    'Who a token belongs to: `GET /api/account`. To sign out: `POST /api/account/sign-out`. Both take the token as ' +
    '`Authorization: Bearer …`.',
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
        'Mails a link that verifies the address. Answers a taken address like any other, and mails its owner.',
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
        ...say('Регистрация успешна. Пожалуйста, проверьте вашу почту для верификации аккаунта.'),
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
      about: 'The token names a session: send it as `Authorization: Bearer …`. It dies with the session.',
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
      summary: 'Ask for a password reset',
      about: 'Mails a link. The answer is the same whether or not somebody has the address.',
      body: { schema: addressBody, example: { email: 'user@example.com' } },
      success: { status: 200, ...say('Инструкция по сбросу пароля отправлена на ваш email.') },
      failures: ['email_missing', 'email_invalid', 'too_many_requests'],
    },
    {
      id: 'resetPassword',
      tag: 'password',
      path: '/auth/reset-password/{token}',
      endpoint: rest.resetPassword,
      summary: 'Choose a new password',
      about: 'Ends every session and every other ticket of the account.',
      parameters: [token],
      body: { schema: newPasswordBody, example: { password: 'newSecurePassword123' } },
      success: { status: 200, ...say('Пароль успешно изменен. Теперь вы можете войти с новым паролем.') },
      failures: [...badTicket, ...badNewPassword, 'email_taken', 'too_many_requests'],
    },
    {
      id: 'verifyEmail',
      tag: 'registration',
      path: '/auth/verify-email/{token}',
      endpoint: rest.verifyEmail,
      summary: 'Verify an address',
      about: 'Its owner can sign in from then on. A token works once.',
      parameters: [token],
      success: { status: 200, ...say('Email успешно верифицирован. Теперь вы можете войти в систему.') },
      failures: [...badTicket, 'email_taken', 'too_many_requests'],
    },
    {
      id: 'resendVerification',
      tag: 'registration',
      path: '/auth/resend-verification',
      endpoint: rest.resendVerification,
      summary: 'Send the verification mail again',
      about: 'The same answer whether the address is unverified, verified or unknown.',
      body: { schema: addressBody, example: { email: 'user@example.com' } },
      success: { status: 200, ...say('Новое письмо для верификации отправлено на ваш email.') },
      failures: ['email_missing', 'email_invalid', 'too_many_requests'],
    },
  ],
}
