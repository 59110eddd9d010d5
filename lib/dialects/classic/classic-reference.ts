import { z } from 'zod'
import { badEmail, badNewPassword, badUsername } from '@/lib/dialects/forms/form'
import { codeList, described } from '@/lib/dialects/named-schemas'
import type { Reference } from '@/lib/dialects/reference'
import * as classic from './classic-dialect'

const meanings: Record<Exclude<classic.ClassicCode, 'status_ok'>, string> = {
  auth_error: 'Nobody is signed in, or the password is wrong.',
  task_error: 'Several changes were asked for, and at least one was refused.',
  username_not_valid:
    'The username is missing, too short or too long, or has characters that it may not have.',
  username_already_exist: 'Somebody has this username.',
  email_not_valid: 'The address is missing or is none.',
  email_already_exist: 'Somebody has this address.',
  password_not_valid: 'The password is missing, too short, too long or too easy to guess.',
  too_many_requests: 'Too many attempts. `Retry-After` says when to try again.',
  bad_request: 'The request is broken, or came from another site.',
  server_error: 'Something went wrong here, or the server is busy.',
}
const errorCode = codeList('ErrorCode', classic.classicCodes, meanings)
const worked = z.literal(1).meta({ type: 'integer', description: 'It worked.' })
const failed = z.literal(0).meta({ type: 'integer', description: 'It was refused.' })
const noError = z.literal(0).meta({ type: 'integer', description: 'No error.' })

const failure = z.strictObject({ status: failed, error: errorCode }).meta({ id: 'Failure' })
const done = z.strictObject({ status: worked, error: noError }).meta({ id: 'Done' })
const ok = { status: 200, schema: done, example: { status: 1, error: 0 } }
const cookie = { 'Set-Cookie': 'The session: keep it and send it back.' }

const person = z
  .strictObject({ email: z.string().nullable().describe('Null where there is none.') })
  .meta({ id: 'Person' })
const signedIn = z.strictObject({ status: worked, result: person, error: noError }).meta({ id: 'SignedIn' })
const changes = z
  .strictObject({
    username: z.boolean().optional().describe('Whether the username was changed.'),
    new_password: z.boolean().optional().describe('Whether the password was changed.'),
    email: z.boolean().optional().describe('Whether the address was changed.'),
  })
  .meta({ id: 'Changes', description: 'A boolean for each change that was asked for.' })
const editResult = z
  .union([
    z.strictObject({ status: worked, result: changes, error: noError }),
    z.strictObject({ status: failed, result: changes, error: errorCode }),
  ])
  .meta({ id: 'EditResult' })

const registerBody = described('RegisterRequest', classic.registerShape, {
  username: '3 to 32 characters: letters of one script, digits and `. _ -`.',
  email: 'The address. It gets a mail that asks to confirm it.',
  password: 'At least 8 characters, or what the operator asks for, and not one of the common ones.',
})
const signInBody = described('SignInRequest', classic.loginShape, {
  username: 'The username or the address.',
  password: 'The password. It decides, also where a cookie comes along.',
  cookies: z.boolean().optional().describe('True to sign in by the cookie alone.'),
})
const editBody = described('EditRequest', classic.editShape, {
  password: 'The current password.',
  username: 'The new username.',
  new_password: 'The new password.',
  email: 'The new address.',
})
const resetBody = described('AskForResetRequest', classic.restoreShape, { email: 'The address.' })

export const classicReference: Reference = {
  dialect: classic.classic,
  title: 'Latchkey, classic dialect',
  about:
    'Every answer has the HTTP status 200 and is `{"status":1|0,"error":n}`. The errors: 0 status_ok, 1 auth_error, ' +
    '2 task_error, 3 username_not_valid, 4 username_already_exist, 5 email_not_valid, 6 email_already_exist, ' +
    '7 password_not_valid, 8 too_many_requests, 9 bad_request, 10 server_error. ' +
    'Bodies are JSON or form data, whatever `Content-Type` says. An empty or null field counts as absent. ' +
    'Who a cookie belongs to: `GET /api/account`. To sign out: `/auth/logout`.',
  base: '/classic',
  failure,
  entries: [
    {
      id: 'register',
      tag: 'registration',
      path: '/auth/register',
      endpoint: classic.register,
      summary: 'Register',
      about: 'Makes an account, which can sign in at once. Its address gets a mail that asks to confirm it.',
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
        'By username (or address) and password, or with `cookies` by the cookie alone. `cookies` is true for `true`, ' +
        '`True`, `TRUE` and `1`.',
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
      about: 'For everybody, signed in or not, and by any method.',
      success: { ...ok, headers: { 'Set-Cookie': 'Takes the session back.' } },
      failures: [],
    },
    {
      id: 'openResetPage',
      tag: 'password',
      path: '/auth/reset',
      endpoint: classic.reset,
      summary: 'Go to the page where a reset is asked for',
      about: 'For a link in an app: it leads to the page `/reset`.',
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
        'Needs the current password. Each key is tried on its own and answered by a boolean; several of which one ' +
        'is refused: task_error. A new password gives new cookies, and every old session ends.',
      needs: 'cookie',
      body: {
        schema: editBody,
        example: { password: 'correct horse', username: 'countess', new_password: 'battery staple' },
      },
      success: {
        status: 200,
        schema: editResult,
        example: { status: 1, result: { username: true, new_password: true }, error: 0 },
        headers: { 'Set-Cookie': 'After a change of password: the new session.' },
      },
      failures: ['signed_out', 'wrong_password', 'too_many_requests'],
    },
    {
      id: 'askForReset',
      tag: 'password',
      path: '/auth/restore',
      endpoint: classic.restore,
      summary: 'Ask for a password reset',
      about: 'Mails a link. The answer is the same whether or not somebody has the address.',
      body: { schema: resetBody, example: { email: 'ada@example.com' } },
      success: ok,
      failures: [...badEmail, 'too_many_requests'],
    },
  ],
}
