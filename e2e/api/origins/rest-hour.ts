import type { OldApp, Step } from '@/e2e/support/clients/old-app'
import { resetSubject, verifySubject } from '@/e2e/support/clients/rest-api'
import { expect } from '@/e2e/support/fixtures/test'
import { type Mailbox, ticketIn } from '@/e2e/support/servers/mailbox'
import { unique } from '@/lib/testing/accounts'

/** What an app of the rest document sent in a user's first hour, and what its server answered. */

export interface Visitor {
  readonly mailbox: Mailbox
  readonly app: OldApp
  readonly email: string
  ticket: string
}

const password = 'securePassword123'
const newPassword = 'newSecurePassword123'
const person = ({ email }: Visitor) => ({ email, password, firstName: 'Иван', lastName: 'Петров' })
/** A token of that server: 40 hexadecimal digits. */
const oldToken = '0123456789abcdef'.repeat(3).slice(0, 40)

const said = (message: string) => ({ success: true, message })
/** Apps show `message` to the user: it is always there, in Russian. */
const refused = (more: object = {}) => ({
  success: false,
  message: expect.stringMatching(/[а-я]{4,}.*\.$/),
  ...more,
})
const signedIn = ({ email }: Visitor) => ({
  success: true,
  token: expect.any(String),
  user: {
    id: expect.any(String),
    email,
    firstName: 'Иван',
    lastName: 'Петров',
    role: 'user',
    avatar: expect.stringMatching(/^http/),
  },
})

export const registering: Step<Visitor>[] = [
  {
    does: 'sends the empty form',
    by: 'app',
    call: 'POST /auth/register',
    body: { email: '', password: '', firstName: '', lastName: '' },
    status: 400,
    answer: refused({ errors: expect.any(Object) }),
  },
  {
    does: 'registers',
    by: 'app',
    call: 'POST /auth/register',
    body: person,
    status: 201,
    answer: said('Регистрация успешна. Пожалуйста, проверьте вашу почту для верификации аккаунта.'),
    keeps: async (seen) => {
      seen.ticket = ticketIn(await seen.mailbox.next(seen.email, verifySubject))
    },
  },
  {
    does: 'signs in too early: 401 in those days, and the message is what the app shows',
    by: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password }),
    status: 403,
    answer: refused(),
  },
  {
    does: 'asks for the mail once more',
    by: 'app',
    call: 'POST /auth/resend-verification',
    body: ({ email }) => ({ email }),
    status: 200,
    answer: said('Новое письмо для верификации отправлено на ваш email.'),
  },
  {
    does: 'opens a link of the old server',
    by: 'app',
    call: `GET /auth/verify-email/${oldToken}`,
    status: 400,
    answer: refused(),
  },
  {
    does: 'opens the link',
    by: 'app',
    call: ({ ticket }) => `GET /auth/verify-email/${ticket}`,
    status: 200,
    answer: said('Email успешно верифицирован. Теперь вы можете войти в систему.'),
  },
]

export const signingIn: Step<Visitor>[] = [
  {
    does: 'sends a wrong password',
    by: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password: 'not it' }),
    status: 401,
    answer: refused(),
  },
  {
    does: 'sends a wrong address',
    by: 'app',
    call: 'POST /auth/login',
    body: () => ({ email: `${unique('nobody')}@example.com`, password }),
    status: 401,
    answer: refused(),
  },
  {
    does: 'signs in',
    by: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password }),
    status: 200,
    answer: signedIn,
  },
]

export const forgotten: Step<Visitor>[] = [
  {
    does: 'forgets the password',
    by: 'app',
    call: 'POST /auth/forgot-password',
    body: ({ email }) => ({ email }),
    status: 200,
    answer: said('Инструкция по сбросу пароля отправлена на ваш email.'),
    keeps: async (seen) => {
      seen.ticket = ticketIn(await seen.mailbox.next(seen.email, resetSubject))
    },
  },
  {
    does: 'brings a token of the old server',
    by: 'app',
    call: `POST /auth/reset-password/${oldToken}`,
    body: { password: newPassword },
    status: 400,
    answer: refused(),
  },
  {
    does: 'chooses five characters',
    by: 'app',
    call: ({ ticket }) => `POST /auth/reset-password/${ticket}`,
    body: { password: 'q7#Zk' },
    status: 400,
    answer: refused({ errors: { password: expect.any(String) } }),
  },
  {
    does: 'chooses a new password',
    by: 'app',
    call: ({ ticket }) => `POST /auth/reset-password/${ticket}`,
    body: { password: newPassword },
    status: 200,
    answer: said('Пароль успешно изменен. Теперь вы можете войти с новым паролем.'),
  },
  {
    does: 'brings the token once more',
    by: 'app',
    call: ({ ticket }) => `POST /auth/reset-password/${ticket}`,
    body: { password: newPassword },
    status: 400,
    answer: refused(),
  },
  {
    does: 'signs in with the new password',
    by: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password: newPassword }),
    status: 200,
    answer: signedIn,
  },
]
