import { z } from 'zod'
import { badNewPassword } from './form'
import type { Reference } from './reference'
import * as rest from './rest'

const said = z.object({ success: z.literal(true), message: z.string() }).strict()
const say = (message: string) => ({ schema: said, example: { success: true, message } })
const token = {
  name: 'token',
  in: 'path',
  about: 'The token from the mail.',
  example: 'iFhqqzlezMxL9XUpNImKnGu4iP9Q83KKtODwsxKPIY0',
} as const

export const restReference: Reference = {
  dialect: rest.rest,
  title: 'Latchkey, rest dialect',
  about:
    'JSON in, `{"success":true,…}` or `{"success":false,"message":…}` out, worded in Russian, or in English by ' +
    'Accept-Language. An address must be verified before its owner can sign in.',
  base: '/rest',
  refusal: z
    .object({
      success: z.literal(false),
      message: z.string(),
      errors: z.record(z.string(), z.string()).optional(),
    })
    .strict(),
  entries: [
    {
      path: '/auth/register',
      methods: rest.register.methods,
      summary: 'Register',
      about: 'Answers a taken address like any other, and mails its owner.',
      body: {
        schema: rest.registerShape,
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
      path: '/auth/login',
      methods: rest.login.methods,
      summary: 'Sign in',
      about: 'The token names a session: send it as `Authorization: Bearer …`. It dies with the session.',
      body: {
        schema: rest.loginShape,
        example: { email: 'user@example.com', password: 'securePassword123' },
      },
      success: {
        status: 200,
        schema: z
          .object({
            success: z.literal(true),
            token: z.string(),
            user: z
              .object({
                id: z.uuid(),
                email: z.string(),
                firstName: z.string(),
                lastName: z.string(),
                role: z.enum(['user', 'admin']),
                avatar: z.url(),
              })
              .strict(),
          })
          .strict(),
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
      path: '/auth/forgot-password',
      methods: rest.forgotPassword.methods,
      summary: 'Ask for a password reset',
      about: 'The same answer whether or not somebody has the address.',
      body: { schema: rest.addressShape, example: { email: 'user@example.com' } },
      success: { status: 200, ...say('Инструкция по сбросу пароля отправлена на ваш email.') },
      failures: ['email_missing', 'email_invalid', 'too_many_requests'],
    },
    {
      path: '/auth/reset-password/{token}',
      methods: rest.resetPassword.methods,
      summary: 'Choose a new password',
      about: 'Ends every session and every other ticket of the account.',
      parameters: [token],
      body: { schema: rest.newPasswordShape, example: { password: 'newSecurePassword123' } },
      success: { status: 200, ...say('Пароль успешно изменен. Теперь вы можете войти с новым паролем.') },
      failures: [
        'ticket_unknown',
        'ticket_expired',
        'ticket_spent',
        ...badNewPassword,
        'email_taken',
        'too_many_requests',
      ],
    },
    {
      path: '/auth/verify-email/{token}',
      methods: rest.verifyEmail.methods,
      summary: 'Verify an address',
      parameters: [token],
      success: { status: 200, ...say('Email успешно верифицирован. Теперь вы можете войти в систему.') },
      failures: ['ticket_unknown', 'ticket_expired', 'ticket_spent', 'email_taken', 'too_many_requests'],
    },
    {
      path: '/auth/resend-verification',
      methods: rest.resendVerification.methods,
      summary: 'Send the verification mail again',
      about: 'The same answer whether the address is unverified, verified or unknown.',
      body: { schema: rest.addressShape, example: { email: 'user@example.com' } },
      success: { status: 200, ...say('Новое письмо для верификации отправлено на ваш email.') },
      failures: ['email_missing', 'email_invalid', 'too_many_requests'],
    },
  ],
}
