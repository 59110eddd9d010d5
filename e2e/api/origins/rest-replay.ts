import type { LegacyApp, Step } from '@/e2e/support/clients/legacy-app'
import { resetSubject, verifySubject } from '@/e2e/support/clients/rest-api'
import { expect } from '@/e2e/support/fixtures/test'
import { type Mailbox, ticketIn } from '@/e2e/support/servers/mailbox'
import { unique } from '@/lib/testing/accounts'

/** What an app of the rest document sent in a user's first hour, and what its server answered. */

export interface AppState {
  readonly mailbox: Mailbox
  readonly app: LegacyApp
  readonly email: string
  ticket: string
}

const password = 'securePassword123'
const newPassword = 'newSecurePassword123'
const person = ({ email }: AppState) => ({ email, password, firstName: 'Иван', lastName: 'Петров' })
/** A token of that server: 40 hexadecimal digits. */
const oldToken = '0123456789abcdef'.repeat(3).slice(0, 40)

const succeeded = (message: string) => ({ success: true, message })
/** Apps show `message` to the user: it is always there, in Russian. */
const failed = (more: object = {}) => ({
  success: false,
  message: expect.stringMatching(/[а-я]{4,}.*\.$/),
  ...more,
})
const signedIn = ({ email }: AppState) => ({
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

export const registering: Step<AppState>[] = [
  {
    title: 'sends the empty form',
    sender: 'app',
    call: 'POST /auth/register',
    body: { email: '', password: '', firstName: '', lastName: '' },
    status: 400,
    answer: failed({ errors: expect.any(Object) }),
  },
  {
    title: 'registers',
    sender: 'app',
    call: 'POST /auth/register',
    body: person,
    status: 201,
    answer: succeeded('Регистрация успешна. Пожалуйста, проверьте вашу почту для верификации аккаунта.'),
    store: async (state) => {
      state.ticket = ticketIn(await state.mailbox.next(state.email, verifySubject))
    },
  },
  {
    title: 'signs in too early: the old server answered 401, and the app shows the message',
    sender: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password }),
    status: 403,
    answer: failed(),
  },
  {
    title: 'requests the mail again',
    sender: 'app',
    call: 'POST /auth/resend-verification',
    body: ({ email }) => ({ email }),
    status: 200,
    answer: succeeded('Новое письмо для верификации отправлено на ваш email.'),
  },
  {
    title: 'opens a link of the old server',
    sender: 'app',
    call: `GET /auth/verify-email/${oldToken}`,
    status: 400,
    answer: failed(),
  },
  {
    title: 'opens the link',
    sender: 'app',
    call: ({ ticket }) => `GET /auth/verify-email/${ticket}`,
    status: 200,
    answer: succeeded('Email успешно верифицирован. Теперь вы можете войти в систему.'),
  },
]

export const signingIn: Step<AppState>[] = [
  {
    title: 'sends a wrong password',
    sender: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password: 'not it' }),
    status: 401,
    answer: failed(),
  },
  {
    title: 'sends a wrong address',
    sender: 'app',
    call: 'POST /auth/login',
    body: () => ({ email: `${unique('nobody')}@example.com`, password }),
    status: 401,
    answer: failed(),
  },
  {
    title: 'signs in',
    sender: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password }),
    status: 200,
    answer: signedIn,
  },
]

export const forgotten: Step<AppState>[] = [
  {
    title: 'forgets the password',
    sender: 'app',
    call: 'POST /auth/forgot-password',
    body: ({ email }) => ({ email }),
    status: 200,
    answer: succeeded('Инструкция по сбросу пароля отправлена на ваш email.'),
    store: async (state) => {
      state.ticket = ticketIn(await state.mailbox.next(state.email, resetSubject))
    },
  },
  {
    title: 'sends a token of the old server',
    sender: 'app',
    call: `POST /auth/reset-password/${oldToken}`,
    body: { password: newPassword },
    status: 400,
    answer: failed(),
  },
  {
    title: 'chooses five characters',
    sender: 'app',
    call: ({ ticket }) => `POST /auth/reset-password/${ticket}`,
    body: { password: 'q7#Zk' },
    status: 400,
    answer: failed({ errors: { password: expect.any(String) } }),
  },
  {
    title: 'chooses a new password',
    sender: 'app',
    call: ({ ticket }) => `POST /auth/reset-password/${ticket}`,
    body: { password: newPassword },
    status: 200,
    answer: succeeded('Пароль успешно изменен. Теперь вы можете войти с новым паролем.'),
  },
  {
    title: 'sends the token again',
    sender: 'app',
    call: ({ ticket }) => `POST /auth/reset-password/${ticket}`,
    body: { password: newPassword },
    status: 400,
    answer: failed(),
  },
  {
    title: 'signs in with the new password',
    sender: 'app',
    call: 'POST /auth/login',
    body: ({ email }) => ({ email, password: newPassword }),
    status: 200,
    answer: signedIn,
  },
]
