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
    'Success is mostly an empty object. Form errors have the status 400: an object with a list for each form field, ' +
    '`{"email":[],"username":[{"code":7,"english_name":"Taken"}]}`, and all errors again in `errors`, with a message. A ' +
    'bad ticket is `{"code":11,"english_name":"Unknown"}`. An account exists only after its email address is verified. ' +
    '`Authorization` is the token, with or without `Bearer`. Without a valid token the answer is 401 without a body. ' +
    'To check who is signed in: `GET /api/account`. To sign out: `POST /api/account/sign-out`.',
  base: '/ticket',
  failure: bodies.failure,
  entries: [
    {
      id: 'signUp',
      tag: 'registration',
      path: '/auth/signup',
      endpoint: ticket.signup,
      summary: 'Sign up',
      about: 'Mails a ticket to verify the address. Name and address are not reserved until then.',
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
      summary: 'Verify the email address and create the account',
      about: 'The only form error is 11, even if the name or the address was taken in the meantime.',
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
      about: 'Send the token as `Authorization`. It is valid until the session ends.',
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
      about: 'All other sessions of the account end.',
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
      summary: 'Request a password reset',
      about: 'Always succeeds. If the address is unknown, no mail is sent.',
      body: { schema: bodies.askForResetBody, example: { email: 'ada@example.com' } },
      success: empty,
      failures: [],
    },
    {
      id: 'resetPassword',
      tag: 'password',
      path: '/auth/login/resetPassword/confirm',
      endpoint: ticket.confirmReset,
      summary: 'Set a new password',
      about: 'Uses up the ticket. All sessions and all other tickets of the account become invalid.',
      body: { schema: bodies.resetPasswordBody, example: { ticket: sampleTicket, ...newPasswords } },
      success: empty,
      failures: ['ticket_unknown', ...newPasswordFaults, 'email_taken', 'too_many_requests'],
      failureBodies: { 400: bodies.resetPasswordErrors },
    },
  ],
}
