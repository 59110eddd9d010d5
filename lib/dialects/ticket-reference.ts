import { z } from 'zod'
import type { Exchange } from './dialect'
import type { Reference } from './reference'
import * as ticket from './ticket'

const empty = { status: 200, schema: z.object({}).strict(), example: {} }
const newPasswords = { newPassword: 'correct horse', newPasswordRepeat: 'correct horse' }
const newPasswordFaults = ['password_short', 'password_long', 'password_common', 'passwords_differ'] as const
const sampleTicket = 'iFhqqzlezMxL9XUpNImKnGu4iP9Q83KKtODwsxKPIY0'

/** What the reference reads of an exchange itself. */
function exchange({
  methods,
  formFields,
  refuse,
}: Pick<Exchange<never, never>, 'methods' | 'formFields' | 'refuse'>) {
  return { methods, ...(formFields && { formFields }), ...(refuse && { refuse }) }
}

export const ticketReference: Reference = {
  dialect: ticket.ticket,
  title: 'Latchkey, ticket dialect',
  about:
    'Empty objects on success. Form errors come with 400: an object with a list for each field of the form, ' +
    '`{"email":[],"username":[{"code":7,"english_name":"Taken"}]}`, and all of them once more in `errors`, worded. A bad ' +
    'ticket is `{"code":11,"english_name":"Unknown"}`. An account exists only after its address was verified. ' +
    '`Authorization` is the token itself, or `Bearer` and the token; without a valid one the answer is 401 without a ' +
    'body. Who a token belongs to: `GET /api/account`. To sign out: `POST /api/account/sign-out`.',
  base: '/ticket',
  refusal: z
    .object({
      errors: z.array(
        z
          .object({ code: z.int().min(0).max(11), field: z.string().nullable(), message: z.string() })
          .strict(),
      ),
      code: z.literal(11).optional(),
      english_name: z.literal('Unknown').optional(),
    })
    .catchall(z.array(z.object({ code: z.int().min(1).max(10), english_name: z.string() }).strict())),
  entries: [
    {
      path: '/auth/signup',
      ...exchange(ticket.signup),
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
        'username_short',
        'username_long',
        'username_characters',
        'username_taken',
        ...newPasswordFaults,
        'too_many_requests',
      ],
    },
    {
      path: '/auth/signup/verifyEmail',
      ...exchange(ticket.verifyEmail),
      summary: 'Verify the address: the account is made',
      body: { schema: ticket.verifyEmailShape, example: { ticket: sampleTicket } },
      success: empty,
      about: 'Of all form errors it throws only 11, also where the name or the address was taken meanwhile.',
      failures: ['ticket_unknown', 'too_many_requests'],
    },
    {
      path: '/auth/login',
      ...exchange(ticket.login),
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
      ...exchange(ticket.changePassword),
      summary: 'Change the password',
      about: 'Ends every other session of the account.',
      needs: 'bearer',
      body: { schema: ticket.changePasswordShape, example: { password: 'the old one', ...newPasswords } },
      success: empty,
      failures: ['signed_out', 'wrong_password', ...newPasswordFaults, 'too_many_requests'],
    },
    {
      path: '/auth/login/resetPassword',
      ...exchange(ticket.resetPassword),
      summary: 'Ask for a password reset',
      about: 'Throws nothing, whatever it gets: if nobody has the address, the mail just does not arrive.',
      body: { schema: ticket.resetPasswordShape, example: { email: 'ada@example.com' } },
      success: empty,
      failures: [],
    },
    {
      path: '/auth/login/resetPassword/confirm',
      ...exchange(ticket.confirmReset),
      summary: 'Choose a new password',
      body: { schema: ticket.confirmShape, example: { ticket: sampleTicket, ...newPasswords } },
      success: empty,
      failures: ['ticket_unknown', ...newPasswordFaults, 'email_taken', 'too_many_requests'],
    },
  ],
}
