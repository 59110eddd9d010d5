import { z } from 'zod'
import { badEmail, badNewPassword, badUsername } from '@/lib/dialects/forms/form'
import { codeList, described } from '@/lib/dialects/named-schemas'
import type { Reference } from '@/lib/dialects/reference'
import * as classic from './classic-dialect'

const meanings: Record<Exclude<classic.ClassicCode, 'status_ok'>, string> = {
  auth_error: 'Not signed in, or the password is wrong.',
  task_error: 'Several changes were requested, and at least one failed.',
  username_not_valid: 'The username is missing, too short, too long, or has forbidden characters.',
  username_already_exist: 'The username is taken.',
  email_not_valid: 'The email address is missing or invalid.',
  email_already_exist: 'The email address is taken.',
  password_not_valid: 'The password is missing, too short, too long, or too easy to guess.',
  too_many_requests: 'Too many requests. `Retry-After` says when to try again.',
  bad_request: 'The request is malformed, or came from another website.',
  server_error: 'The server failed or is busy.',
}
const errorCode = codeList('ErrorCode', classic.classicCodes, meanings)
const worked = z.literal(1).meta({ type: 'integer', description: 'Success.' })
const failed = z.literal(0).meta({ type: 'integer', description: 'Failure.' })
const noError = z.literal(0).meta({ type: 'integer', description: 'No error.' })

const failure = z.strictObject({ status: failed, error: errorCode }).meta({ id: 'Failure' })
const done = z.strictObject({ status: worked, error: noError }).meta({ id: 'Done' })
const ok = { status: 200, schema: done, example: { status: 1, error: 0 } }
const cookie = { 'Set-Cookie': 'The session cookie. Store it and send it with each request.' }

const person = z
  .strictObject({ email: z.string().nullable().describe('Null if the account has none.') })
  .meta({ id: 'Person' })
const signedIn = z.strictObject({ status: worked, result: person, error: noError }).meta({ id: 'SignedIn' })
const changes = z
  .strictObject({
    username: z.boolean().optional().describe('Whether the username was changed.'),
    new_password: z.boolean().optional().describe('Whether the password was changed.'),
    email: z.boolean().optional().describe('Whether the email address was changed.'),
  })
  .meta({ id: 'Changes', description: 'A boolean for each requested change.' })
const editResult = z
  .union([
    z.strictObject({ status: worked, result: changes, error: noError }),
    z.strictObject({ status: failed, result: changes, error: errorCode }),
  ])
  .meta({ id: 'EditResult' })

const registerBody = described('RegisterRequest', classic.registerShape, {
  username: '3 to 32 characters: letters of one script, digits and `. _ -`.',
  email: 'The email address. It gets a mail with a link to confirm it.',
  password: 'At least 8 characters (the operator can change this), and not a common password.',
})
const signInBody = described('SignInRequest', classic.loginShape, {
  username: 'The username or the email address.',
  password: 'The password. It is checked even if the request has a cookie.',
  cookies: z.boolean().optional().describe('True: sign in with the cookie, without a password.'),
})
const editBody = described('EditRequest', classic.editShape, {
  password: 'The current password.',
  username: 'The new username.',
  new_password: 'The new password.',
  email: 'The new email address.',
})
const resetBody = described('AskForResetRequest', classic.restoreShape, { email: 'The email address.' })

export const classicReference: Reference = {
  dialect: classic.classic,
  title: 'Latchkey, classic dialect',
  about:
    'Every answer has the HTTP status 200 and is `{"status":1|0,"error":n}`. Error codes: 0 status_ok, 1 auth_error, ' +
    '2 task_error, 3 username_not_valid, 4 username_already_exist, 5 email_not_valid, 6 email_already_exist, ' +
    '7 password_not_valid, 8 too_many_requests, 9 bad_request, 10 server_error. ' +
    'Request bodies are JSON or form data; `Content-Type` is ignored. Empty and null fields count as absent. ' +
    'To check who is signed in: `GET /api/account`. To sign out: `/auth/logout`.',
  base: '/classic',
  failure,
  entries: [
    {
      id: 'register',
      tag: 'registration',
      path: '/auth/register',
      endpoint: classic.register,
      summary: 'Register',
      about: 'Creates an account, which can sign in at once. Its email address gets a link to confirm it.',
      body: {
        schema: registerBody,
        example: { username: 'ada', password: 'correct horse', email: 'ada@example.com' },
      },
      success: ok,
      failures: [...badUsername, ...badEmail, 'email_taken', ...badNewPassword, 'too_many_requests'],
    },
    {
      id: 'signIn',
      tag: 'session',
      path: '/auth/login',
      endpoint: classic.login,
      summary: 'Sign in',
      about:
        'With username (or email address) and password, or with `cookies` set to true and a session cookie. `true`, ' +
        '`True`, `TRUE` and `1` count as true.',
      body: { schema: signInBody, example: { username: 'ada', password: 'correct horse' } },
      success: {
        status: 200,
        schema: signedIn,
        example: { status: 1, result: { email: 'ada@example.com' }, error: 0 },
        headers: cookie,
      },
      failures: ['wrong_credentials', 'signed_out', 'too_many_requests'],
    },
    {
      id: 'signOut',
      tag: 'session',
      path: '/auth/logout',
      endpoint: classic.logout,
      summary: 'Sign out',
      about: 'Works with any method, and also without a session.',
      success: { ...ok, headers: { 'Set-Cookie': 'Deletes the session cookie.' } },
      failures: [],
    },
    {
      id: 'openResetPage',
      tag: 'password',
      path: '/auth/reset',
      endpoint: classic.reset,
      summary: 'Open the page for a password reset',
      about: 'For a link in an app. Redirects to the page `/reset`.',
      success: { ...ok, status: 303, headers: { Location: 'The page `/reset`.' } },
      failures: [],
    },
    {
      id: 'editAccount',
      tag: 'profile',
      path: '/auth/edit',
      endpoint: classic.edit,
      summary: 'Change username, password or email',
      about:
        'Needs the current password. Each change is made separately and answered with a boolean. If several changes ' +
        'were requested and at least one failed, the error is task_error. After a password change all old sessions ' +
        'end and the answer sets a new cookie.',
      needs: 'cookie',
      body: {
        schema: editBody,
        example: { password: 'correct horse', username: 'countess', new_password: 'battery staple' },
      },
      success: {
        status: 200,
        schema: editResult,
        example: { status: 1, result: { username: true, new_password: true }, error: 0 },
        headers: { 'Set-Cookie': 'After a password change: the new session cookie.' },
      },
      failures: ['signed_out', 'wrong_password', 'too_many_requests'],
    },
    {
      id: 'askForReset',
      tag: 'password',
      path: '/auth/restore',
      endpoint: classic.restore,
      summary: 'Request a password reset',
      about: 'Mails a link to the address. The answer is the same for an unknown address.',
      body: { schema: resetBody, example: { email: 'ada@example.com' } },
      success: ok,
      failures: [...badEmail, 'too_many_requests'],
    },
  ],
}
