import type { Step } from '@/e2e/support/clients/legacy-app'
import { ticketIn } from '@/e2e/support/servers/mailbox'
import { goodPassword, otherPassword } from '@/lib/testing/accounts'
import {
  type AppState,
  badTicket,
  error,
  formErrors,
  fresh,
  type Lists,
  signupFields,
  twice,
} from './ticket-shared'

/** What the app of the ticket document sent to register, and what the server behind it answered. */

/** A failed signup: what is wrong with an otherwise valid form, and the expected lists. */
function failedSignup(title: string, wrong: (state: AppState) => object, lists: Lists): Step<AppState> {
  return {
    title,
    sender: 'app',
    call: 'POST /auth/signup',
    body: (state) => ({ ...fresh(), ...wrong(state) }),
    status: 400,
    answer: formErrors(signupFields, lists),
  }
}

export const registering: Step<AppState>[] = [
  {
    title: 'signs up',
    sender: 'app',
    call: 'POST /auth/signup',
    body: ({ username, email }) => ({ email, username, ...twice(goodPassword) }),
    status: 200,
    answer: {},
    store: async (state) => {
      state.ticket = ticketIn(await state.mailbox.next(state.email, /Confirm/))
    },
  },
  {
    title: 'has no account until the ticket is sent back',
    sender: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password: goodPassword }),
    status: 400,
    answer: formErrors({ email: [], password: [] }, { password: error(4, 'Wrong') }),
  },
  {
    title: 'sends another ticket',
    sender: 'app',
    call: 'POST /auth/signup/verifyEmail',
    body: { ticket: 'f00d'.repeat(10) },
    status: 400,
    answer: badTicket,
  },
  {
    title: 'sends the ticket',
    sender: 'app',
    call: 'POST /auth/signup/verifyEmail',
    body: ({ ticket }) => ({ ticket }),
    status: 200,
    answer: {},
  },
  {
    title: 'sends it again',
    sender: 'app',
    call: 'POST /auth/signup/verifyEmail',
    body: ({ ticket }) => ({ ticket }),
    status: 400,
    answer: badTicket,
  },
]

export const failedSignups: Step<AppState>[] = [
  failedSignup('1: an invalid address', () => ({ email: 'nowhere' }), { email: error(1, 'Malformed') }),
  failedSignup('3: a short password', () => twice('s4ort'), { newPassword: error(3, 'Too short') }),
  failedSignup('3: a common one', () => twice('password123'), { newPassword: error(3, 'Too short') }),
  failedSignup('5: another one', () => twice(goodPassword, otherPassword), {
    newPasswordRepeat: error(5, "Passwords don't match"),
  }),
  failedSignup('6: a taken address', ({ email }) => ({ email }), { email: error(6, 'Taken') }),
  failedSignup('7: a taken name', ({ username }) => ({ username }), { username: error(7, 'Taken') }),
  failedSignup('8: a long name', () => ({ username: 'b'.repeat(33) }), { username: error(8, 'Too long') }),
  failedSignup('9: a long password', () => twice('Ab1'.repeat(86)), { newPassword: error(9, 'Too long') }),
  failedSignup('10: a short name', () => ({ username: 'bo' }), { username: error(10, 'Too short') }),
  failedSignup('10: forbidden characters', () => ({ username: 'two words' }), {
    username: error(10, 'Malformed'),
  }),
  failedSignup(
    'all that is wrong at once, an empty form',
    () => ({ email: '', username: '', newPassword: '', newPasswordRepeat: '' }),
    { username: error(10, 'Too short'), email: error(1, 'Malformed'), newPassword: error(3, 'Too short') },
  ),
]
