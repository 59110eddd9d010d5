import type { Step } from '@/e2e/support/clients/old-app'
import { expect } from '@/e2e/support/fixtures/test'
import { goodPassword, otherPassword, unique } from '@/lib/testing/accounts'
import { badTicket, changeFields, error, formErrors, resetFields, twice, type Visitor } from './ticket-rows'

/** What the app sent for users who have an account, and for those who forgot their password. */

export const signedIn: Step<Visitor>[] = [
  {
    does: '2: signs in with what is no address',
    by: 'app',
    call: 'POST /auth/login',
    body: ({ username }) => ({ email: username, password: goodPassword }),
    status: 400,
    answer: formErrors({ email: [], password: [] }, { email: error(2, 'Unknown') }),
  },
  {
    does: '4: of an address that nobody has, no more is told than of a wrong password',
    by: 'app',
    call: 'POST /auth/login',
    body: () => ({ email: `${unique('nobody')}@example.com`, password: goodPassword }),
    status: 400,
    answer: formErrors({ email: [], password: [] }, { password: error(4, 'Wrong') }),
  },
  {
    does: 'signs in',
    by: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password: goodPassword }),
    status: 200,
    answer: { token: expect.any(String) },
    keeps: (seen, { text }) => {
      seen.token = JSON.parse(text).token
    },
  },
  ...['', 'f00d'.repeat(10)].map(
    (authorization): Step<Visitor> => ({
      does: `changes the password with the token "${authorization}"`,
      by: 'app',
      call: 'PATCH /auth/changePassword',
      headers: () => ({ authorization }),
      body: { password: goodPassword, ...twice(otherPassword) },
      status: 401,
      answer: '',
    }),
  ),
  {
    does: 'all that is wrong with a change: 4, 3 and 5',
    by: 'app',
    call: 'PATCH /auth/changePassword',
    headers: ({ token }) => ({ authorization: token }),
    body: { password: 'not it', ...twice('s4ort', 'other') },
    status: 400,
    answer: {
      ...changeFields,
      password: error(4, 'Wrong'),
      newPassword: error(3, 'Too short'),
      newPasswordRepeat: error(5, "Passwords don't match"),
      errors: expect.arrayContaining([{ code: 4, field: 'password', message: expect.any(String) }]),
    },
  },
  {
    does: 'changes the password with the token as it is',
    by: 'app',
    call: 'PATCH /auth/changePassword',
    headers: ({ token }) => ({ authorization: token }),
    body: { password: goodPassword, ...twice(otherPassword) },
    status: 200,
    answer: {},
  },
]

export const forgotten: Step<Visitor>[] = [
  ...[
    { email: 'nowhere' },
    { email: '' },
    { email: null },
    {},
    { email: ['a@example.com'] },
    '{"email":',
  ].map(
    (body): Step<Visitor> => ({
      does: `asks for a reset with ${JSON.stringify(body)}`,
      by: 'app',
      call: 'POST /auth/login/resetPassword',
      body,
      status: 200,
      answer: {},
    }),
  ),
  {
    does: 'asks for a reset',
    by: 'app',
    call: 'POST /auth/login/resetPassword',
    body: ({ email }) => ({ email }),
    status: 200,
    answer: {},
    keeps: async (seen) => {
      seen.ticket = await seen.mailbox.nextTicket(seen.email, '/reset/')
    },
  },
  {
    does: 'chooses what is too short and differs: 3 and 5',
    by: 'app',
    call: 'POST /auth/login/resetPassword/confirm',
    body: ({ ticket }) => ({ ticket, ...twice('s4ort', 'other') }),
    status: 400,
    answer: formErrors(resetFields, {
      newPassword: error(3, 'Too short'),
      newPasswordRepeat: error(5, "Passwords don't match"),
    }),
  },
  {
    does: 'chooses a new password',
    by: 'app',
    call: 'POST /auth/login/resetPassword/confirm',
    body: ({ ticket }) => ({ ticket, ...twice(goodPassword) }),
    status: 200,
    answer: {},
  },
  {
    does: '11: chooses once more',
    by: 'app',
    call: 'POST /auth/login/resetPassword/confirm',
    body: ({ ticket }) => ({ ticket, ...twice(otherPassword) }),
    status: 400,
    answer: badTicket,
  },
  {
    does: 'the reset ended the session',
    by: 'app',
    call: 'PATCH /auth/changePassword',
    headers: ({ token }) => ({ authorization: token }),
    body: { password: goodPassword, ...twice(otherPassword) },
    status: 401,
    answer: '',
  },
  {
    does: 'signs in with the new password',
    by: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password: goodPassword }),
    status: 200,
    answer: { token: expect.any(String) },
  },
]
