import type { Step } from '@/e2e/support/clients/legacy-app'
import { expect } from '@/e2e/support/fixtures/test'
import { goodPassword, otherPassword, unique } from '@/lib/testing/accounts'
import {
  type AppState,
  badTicket,
  changeFields,
  error,
  formErrors,
  resetFields,
  twice,
} from './ticket-shared'

/** What the app sent for users who have an account, and for those who forgot their password. */

export const signedIn: Step<AppState>[] = [
  {
    title: '2: signs in with an invalid address',
    sender: 'app',
    call: 'POST /auth/login',
    body: ({ username }) => ({ email: username, password: goodPassword }),
    status: 400,
    answer: formErrors({ email: [], password: [] }, { email: error(2, 'Unknown') }),
  },
  {
    title: '4: an unknown address gets the same answer as a wrong password',
    sender: 'app',
    call: 'POST /auth/login',
    body: () => ({ email: `${unique('nobody')}@example.com`, password: goodPassword }),
    status: 400,
    answer: formErrors({ email: [], password: [] }, { password: error(4, 'Wrong') }),
  },
  {
    title: 'signs in',
    sender: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password: goodPassword }),
    status: 200,
    answer: { token: expect.any(String) },
    store: (state, { text }) => {
      state.token = JSON.parse(text).token
    },
  },
  ...['', 'f00d'.repeat(10)].map(
    (authorization): Step<AppState> => ({
      title: `changes the password with the token "${authorization}"`,
      sender: 'app',
      call: 'PATCH /auth/changePassword',
      headers: () => ({ authorization }),
      body: { password: goodPassword, ...twice(otherPassword) },
      status: 401,
      answer: '',
    }),
  ),
  {
    title: 'every error of a change at once: 4, 3 and 5',
    sender: 'app',
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
    title: 'changes the password with the bare token',
    sender: 'app',
    call: 'PATCH /auth/changePassword',
    headers: ({ token }) => ({ authorization: token }),
    body: { password: goodPassword, ...twice(otherPassword) },
    status: 200,
    answer: {},
  },
]

export const forgotten: Step<AppState>[] = [
  ...[
    { email: 'nowhere' },
    { email: '' },
    { email: null },
    {},
    { email: ['a@example.com'] },
    '{"email":',
  ].map(
    (body): Step<AppState> => ({
      title: `requests a reset with ${JSON.stringify(body)}`,
      sender: 'app',
      call: 'POST /auth/login/resetPassword',
      body,
      status: 200,
      answer: {},
    }),
  ),
  {
    title: 'asks for a reset',
    sender: 'app',
    call: 'POST /auth/login/resetPassword',
    body: ({ email }) => ({ email }),
    status: 200,
    answer: {},
    store: async (state) => {
      state.ticket = await state.mailbox.nextTicket(state.email, '/reset/')
    },
  },
  {
    title: 'chooses passwords that are too short and differ: 3 and 5',
    sender: 'app',
    call: 'POST /auth/login/resetPassword/confirm',
    body: ({ ticket }) => ({ ticket, ...twice('s4ort', 'other') }),
    status: 400,
    answer: formErrors(resetFields, {
      newPassword: error(3, 'Too short'),
      newPasswordRepeat: error(5, "Passwords don't match"),
    }),
  },
  {
    title: 'chooses a new password',
    sender: 'app',
    call: 'POST /auth/login/resetPassword/confirm',
    body: ({ ticket }) => ({ ticket, ...twice(goodPassword) }),
    status: 200,
    answer: {},
  },
  {
    title: '11: uses the ticket again',
    sender: 'app',
    call: 'POST /auth/login/resetPassword/confirm',
    body: ({ ticket }) => ({ ticket, ...twice(otherPassword) }),
    status: 400,
    answer: badTicket,
  },
  {
    title: 'the reset ended the session',
    sender: 'app',
    call: 'PATCH /auth/changePassword',
    headers: ({ token }) => ({ authorization: token }),
    body: { password: goodPassword, ...twice(otherPassword) },
    status: 401,
    answer: '',
  },
  {
    title: 'signs in with the new password',
    sender: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password: goodPassword }),
    status: 200,
    answer: { token: expect.any(String) },
  },
]
