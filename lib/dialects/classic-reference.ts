import { z } from 'zod'
import * as classic from './classic'
import { badEmail, badNewPassword, badUsername } from './form'
import type { Reference } from './reference'

const done = z.object({ status: z.literal(1), error: z.literal(0) }).strict()
const ok = { status: 200, schema: done, example: { status: 1, error: 0 } }
const cookie = { 'Set-Cookie': 'The session: keep it and send it back.' }

export const classicReference: Reference = {
  dialect: classic.classic,
  title: 'Latchkey, classic dialect',
  about:
    'Always HTTP 200 with `{"status":1|0,"error":n}`. 0 status_ok, 1 auth_error, 2 task_error, 3 username_not_valid, ' +
    '4 username_already_exist, 5 email_not_valid, 6 email_already_exist, 7 password_not_valid, 8 too_many_requests, ' +
    '9 bad_request, 10 server_error.',
  base: '/classic',
  refusal: z.object({ status: z.literal(0), error: z.int().min(1).max(10) }).strict(),
  entries: [
    {
      path: '/auth/register',
      methods: classic.register.methods,
      summary: 'Register',
      body: {
        schema: classic.registerShape,
        example: { username: 'ada', password: 'correct horse', email: 'ada@example.com' },
      },
      success: ok,
      failures: [...badUsername, ...badEmail, 'email_taken', ...badNewPassword, 'too_many_requests'],
    },
    {
      path: '/auth/login',
      methods: classic.login.methods,
      summary: 'Sign in',
      about: 'By username (or email) and password, or with `cookies=true` by the cookie alone.',
      body: { schema: classic.loginShape, example: { username: 'ada', password: 'correct horse' } },
      success: {
        status: 200,
        schema: z
          .object({
            status: z.literal(1),
            result: z.object({ email: z.string().nullable() }),
            error: z.literal(0),
          })
          .strict(),
        example: { status: 1, result: { email: 'ada@example.com' }, error: 0 },
        headers: cookie,
      },
      failures: ['wrong_credentials', 'signed_out', 'too_many_requests'],
    },
    {
      path: '/auth/logout',
      methods: classic.logout.methods,
      summary: 'Sign out',
      about: 'For everybody, signed in or not.',
      success: { ...ok, headers: { 'Set-Cookie': 'Takes the session back.' } },
      failures: [],
    },
    {
      path: '/auth/reset',
      methods: classic.reset.methods,
      summary: 'Go to the page where a reset is asked for',
      success: { ...ok, status: 303, headers: { Location: 'The page `/reset`.' } },
      failures: [],
    },
    {
      path: '/auth/edit',
      methods: classic.edit.methods,
      summary: 'Change username, password or email',
      about:
        'Needs the current password. Each key is tried on its own and answered by a boolean; several of which one ' +
        'is refused: task_error. A new password gives new cookies, and every old session ends.',
      needs: 'cookie',
      body: {
        schema: classic.editShape,
        example: { password: 'correct horse', username: 'countess', new_password: 'battery staple' },
      },
      success: {
        status: 200,
        schema: z
          .object({
            status: z.literal([0, 1]),
            result: z
              .object({ username: z.boolean(), new_password: z.boolean(), email: z.boolean() })
              .partial()
              .strict(),
            error: z.int().min(0).max(10),
          })
          .strict(),
        example: { status: 1, result: { username: true, new_password: true }, error: 0 },
        headers: { 'Set-Cookie': 'After a change of password: the new session.' },
      },
      failures: ['signed_out', 'wrong_password', 'too_many_requests'],
    },
    {
      path: '/auth/restore',
      methods: classic.restore.methods,
      summary: 'Ask for a password reset',
      about: '0 once the message is in the queue, or there is nobody to send it to: nothing is told.',
      body: { schema: classic.restoreShape, example: { email: 'ada@example.com' } },
      success: ok,
      failures: [...badEmail, 'too_many_requests'],
    },
  ],
}
