import { z } from 'zod'
import type { Reference } from './reference'
import * as ticket from './ticket'

const empty = { status: 200, schema: z.object({}).strict(), example: {} }
const newPasswords = { newPassword: 'correct horse', newPasswordRepeat: 'correct horse' }
const newPasswordFaults = ['password_short', 'password_common', 'passwords_differ'] as const
const sampleTicket = 'iFhqqzlezMxL9XUpNImKnGu4iP9Q83KKtODwsxKPIY0'

export const ticketReference: Reference = {
  dialect: ticket.ticket,
  title: 'Latchkey, ticket dialect',
  about:
    'Empty objects on success; `{"errors":[{code,field,message}]}` with every form error that applies. An account ' +
    'exists only after its address was verified.',
  base: '/ticket',
  refusal: z
    .object({
      errors: z.array(
        z
          .object({ code: z.int().min(0).max(11), field: z.string().nullable(), message: z.string() })
          .strict(),
      ),
    })
    .strict(),
  entries: [
    {
      path: '/auth/signup',
      methods: ticket.signup.methods,
      summary: 'Sign up',
      about: 'Mails a verification ticket. Nothing is reserved until it comes back.',
      body: {
        schema: ticket.signupShape,
        example: { email: 'ada@example.com', username: 'ada', ...newPasswords },
      },
      success: empty,
      failures: [
        'email_invalid',
        'email_taken',
        'username_length',
        'username_characters',
        'username_taken',
        ...newPasswordFaults,
        'too_many_requests',
      ],
    },
    {
      path: '/auth/signup/verifyEmail',
      methods: ticket.verifyEmail.methods,
      summary: 'Verify the address: the account is made',
      body: { schema: ticket.verifyEmailShape, example: { ticket: sampleTicket } },
      success: empty,
      failures: ['ticket_unknown', 'username_taken', 'email_taken', 'too_many_requests'],
    },
    {
      path: '/auth/login',
      methods: ticket.login.methods,
      summary: 'Sign in',
      body: { schema: ticket.loginShape, example: { email: 'ada@example.com', password: 'correct horse' } },
      success: {
        status: 200,
        schema: z.object({ token: z.string() }).strict(),
        example: { token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9…' },
      },
      failures: ['login_not_address', 'wrong_credentials', 'too_many_requests'],
    },
    {
      path: '/auth/changePassword',
      methods: ticket.changePassword.methods,
      summary: 'Change the password',
      about: 'Ends every other session of the account.',
      needs: 'bearer',
      body: { schema: ticket.changePasswordShape, example: { password: 'the old one', ...newPasswords } },
      success: empty,
      failures: ['signed_out', 'wrong_password', ...newPasswordFaults, 'too_many_requests'],
    },
    {
      path: '/auth/login/resetPassword',
      methods: ticket.resetPassword.methods,
      summary: 'Ask for a password reset',
      about: 'Throws nothing: if nobody has the address, the mail just does not arrive.',
      body: { schema: ticket.resetPasswordShape, example: { email: 'ada@example.com' } },
      success: empty,
      failures: ['too_many_requests'],
    },
    {
      path: '/auth/login/resetPassword/confirm',
      methods: ticket.confirmReset.methods,
      summary: 'Choose a new password',
      body: { schema: ticket.confirmShape, example: { ticket: sampleTicket, ...newPasswords } },
      success: empty,
      failures: ['ticket_unknown', ...newPasswordFaults, 'email_taken', 'too_many_requests'],
    },
  ],
}
