import type { Step } from '@/e2e/support/clients/old-app'
import { ticketIn } from '@/e2e/support/servers/mailbox'
import { goodPassword, otherPassword } from '@/lib/testing/accounts'
import {
  badTicket,
  error,
  formErrors,
  fresh,
  type Lists,
  signupFields,
  twice,
  type Visitor,
} from './ticket-rows'

/** What the app of the ticket document sent to register, and what the server behind it answered. */

/** A failed signup: what is wrong with an otherwise valid form, and the expected lists. */
function refusedSignup(does: string, wrong: (seen: Visitor) => object, lists: Lists): Step<Visitor> {
  return {
    does,
    by: 'app',
    call: 'POST /auth/signup',
    body: (seen) => ({ ...fresh(), ...wrong(seen) }),
    status: 400,
    answer: formErrors(signupFields, lists),
  }
}

export const registering: Step<Visitor>[] = [
  {
    does: 'signs up',
    by: 'app',
    call: 'POST /auth/signup',
    body: ({ username, email }) => ({ email, username, ...twice(goodPassword) }),
    status: 200,
    answer: {},
    keeps: async (seen) => {
      seen.ticket = ticketIn(await seen.mailbox.next(seen.email, /Confirm/))
    },
  },
  {
    does: 'is nobody until the ticket comes back',
    by: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password: goodPassword }),
    status: 400,
    answer: formErrors({ email: [], password: [] }, { password: error(4, 'Wrong') }),
  },
  {
    does: 'brings another ticket',
    by: 'app',
    call: 'POST /auth/signup/verifyEmail',
    body: { ticket: 'f00d'.repeat(10) },
    status: 400,
    answer: badTicket,
  },
  {
    does: 'brings the ticket',
    by: 'app',
    call: 'POST /auth/signup/verifyEmail',
    body: ({ ticket }) => ({ ticket }),
    status: 200,
    answer: {},
  },
  {
    does: 'brings it once more',
    by: 'app',
    call: 'POST /auth/signup/verifyEmail',
    body: ({ ticket }) => ({ ticket }),
    status: 400,
    answer: badTicket,
  },
]

export const refusedSignups: Step<Visitor>[] = [
  refusedSignup('1: an address that is none', () => ({ email: 'nowhere' }), { email: error(1, 'Malformed') }),
  refusedSignup('3: a short password', () => twice('s4ort'), { newPassword: error(3, 'Too short') }),
  refusedSignup('3: a common one', () => twice('password123'), { newPassword: error(3, 'Too short') }),
  refusedSignup('5: another one', () => twice(goodPassword, otherPassword), {
    newPasswordRepeat: error(5, "Passwords don't match"),
  }),
  refusedSignup('6: a taken address', ({ email }) => ({ email }), { email: error(6, 'Taken') }),
  refusedSignup('7: a taken name', ({ username }) => ({ username }), { username: error(7, 'Taken') }),
  refusedSignup('8: a long name', () => ({ username: 'b'.repeat(33) }), { username: error(8, 'Too long') }),
  refusedSignup('9: a long password', () => twice('Ab1'.repeat(86)), { newPassword: error(9, 'Too long') }),
  refusedSignup('10: a short name', () => ({ username: 'bo' }), { username: error(10, 'Too short') }),
  refusedSignup('10: forbidden characters', () => ({ username: 'two words' }), {
    username: error(10, 'Malformed'),
  }),
  refusedSignup(
    'all that is wrong at once, an empty form',
    () => ({ email: '', username: '', newPassword: '', newPasswordRepeat: '' }),
    { username: error(10, 'Too short'), email: error(1, 'Malformed'), newPassword: error(3, 'Too short') },
  ),
]
