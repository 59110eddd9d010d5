import type { Reference } from '@/lib/dialects/reference'
import * as bodies from './ticket-bodies'
import * as ticket from './ticket-dialect'

const empty = { status: 200, schema: bodies.done, example: {} }
const newPasswords = { newPassword: 'correct horse', newPasswordRepeat: 'correct horse' }
const newPasswordFaults = ['password_short', 'password_long', 'password_common', 'passwords_differ'] as const
const sampleTicket = 'iFhqqzlezMxL9XUpNImKnGu4iP9Q83KKtODwsxKPIY0'

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
  failure: bodies.failure,
  entries: [
    {
      id: 'signUp',
      tag: 'registration',
      path: '/auth/signup',
      endpoint: ticket.signup,
      summary: 'Sign up',
      about: 'Mails a verification ticket. Nothing is reserved until it comes back.',
      body: {
        schema: bodies.signUpBody,
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
      failureBodies: { 400: bodies.signUpErrors },
    },
    {
      id: 'verifyEmail',
      tag: 'registration',
      path: '/auth/signup/verifyEmail',
      endpoint: ticket.verifyEmail,
      summary: 'Verify the address: the account is made',
      about: 'Of all form errors it throws only 11, also where the name or the address was taken meanwhile.',
      body: { schema: bodies.verifyEmailBody, example: { ticket: sampleTicket } },
      success: empty,
      failures: ['ticket_unknown', 'too_many_requests'],
      failureBodies: { 400: bodies.badTicket },
    },
    {
      id: 'signIn',
      tag: 'session',
      path: '/auth/login',
      endpoint: ticket.login,
      summary: 'Sign in',
      about: 'The token names a session: send it as `Authorization`. It dies with the session.',
      body: { schema: bodies.signInBody, example: { email: 'ada@example.com', password: 'correct horse' } },
      success: {
        status: 200,
        schema: bodies.signedIn,
        example: { token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9…' },
      },
      failures: ['login_not_address', 'wrong_credentials', 'too_many_requests'],
      failureBodies: { 400: bodies.signInErrors },
    },
    {
      id: 'changePassword',
      tag: 'password',
      path: '/auth/changePassword',
      endpoint: ticket.changePassword,
      summary: 'Change the password',
      about: 'Ends every other session of the account.',
      needs: 'bearer',
      body: {
        schema: bodies.changePasswordBody,
        example: { password: 'the old one', ...newPasswords },
      },
      success: empty,
      failures: ['signed_out', 'wrong_password', ...newPasswordFaults, 'too_many_requests'],
      failureBodies: { 400: bodies.changePasswordErrors },
    },
    {
      id: 'askForReset',
      tag: 'password',
      path: '/auth/login/resetPassword',
      endpoint: ticket.resetPassword,
      summary: 'Ask for a password reset',
      about: 'Throws nothing, whatever it gets: if nobody has the address, the mail just does not arrive.',
      body: { schema: bodies.askForResetBody, example: { email: 'ada@example.com' } },
      success: empty,
      failures: [],
    },
    {
      id: 'resetPassword',
      tag: 'password',
      path: '/auth/login/resetPassword/confirm',
      endpoint: ticket.confirmReset,
      summary: 'Choose a new password',
      about: 'Spends the ticket. Ends every session and every other ticket of the account.',
      body: { schema: bodies.resetPasswordBody, example: { ticket: sampleTicket, ...newPasswords } },
      success: empty,
      failures: ['ticket_unknown', ...newPasswordFaults, 'email_taken', 'too_many_requests'],
      failureBodies: { 400: bodies.resetPasswordErrors },
    },
  ],
}
