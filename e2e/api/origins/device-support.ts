import { newLogin } from '@/e2e/support/clients/device-api'
import type { LegacyApp, Step } from '@/e2e/support/clients/legacy-app'
import { expect } from '@/e2e/support/fixtures/test'
import {
  type AppState,
  failed,
  readMailedPassword,
  signInFields,
  supportsPassword,
  userpic,
  withAddress,
} from './device-shared'

/** Requests of support staff, of the version 1 app, and of the original server's tests. */

export const support: Step<AppState>[] = [
  {
    title: 'support sets a password and mails it to the address that the user named',
    sender: 'support',
    call: 'POST /password/set',
    body: ({ login, address }) => ({ login, email: `new.${address}`, password: supportsPassword }),
    status: 200,
    answer: ({ login }: AppState) => ({ user: { login } }),
    store: async (state) => {
      state.password = supportsPassword
      expect(await readMailedPassword(state, `new.${state.address}`, 1)).toBe(supportsPassword)
    },
  },
  {
    title: 'the cookie is cleared: the app has to ask for the password',
    sender: 'phone',
    call: 'POST /auth',
    body: (state) => signInFields(state),
    status: 409,
    answer: failed(100500, 'Account used'),
  },
  {
    title: 'and still identifies the account for the tools',
    sender: 'phone',
    call: 'GET /password/tools',
    status: 200,
    answer: { tools: { email: true } },
  },
  {
    title: 'a wrong one is rejected',
    sender: 'phone',
    call: 'POST /auth',
    body: (state) => signInFields(state, 'not it', state.token),
    status: 401,
    answer: failed(100501, 'Wrong password'),
  },
  {
    title: 'the one from the mail signs in',
    sender: 'phone',
    call: 'POST /auth',
    body: (state) => signInFields(state, state.password, state.token),
    status: 200,
    answer: withAddress({ gender: false, phone: '12321', region: 'Nsk' }),
  },
  {
    title: 'support lets the server generate the password',
    sender: 'support',
    call: 'POST /set_user_password',
    body: ({ login, address }) => ({ login, email: address, password: '' }),
    status: 200,
    answer: ({ login }: AppState) => ({ user: { login } }),
  },
]

/** A version 1 app, which has no device_id and shares its account with a version 2 app. */
export const versionOne: Step<AppState>[] = [
  {
    title: 'reads the tools as a list of words',
    sender: 'phone',
    call: 'GET /password_tools',
    status: 200,
    answer: { tools: ['email', 'push'] },
  },
  {
    title: 'requests a password by mail',
    sender: 'phone',
    call: 'POST /request_password',
    body: { tool: 'email' },
    status: 200,
    answer: { tool: 'email' },
    store: async (state) => {
      state.password = await readMailedPassword(state, state.address, 2)
    },
  },
  {
    title: 'signs in with it',
    sender: 'other',
    call: 'POST /auth',
    body: ({ login, password }) => ({ login, password }),
    status: 200,
    answer: withAddress({ gender: false, phone: '12321', region: 'Nsk' }),
  },
  {
    title: 'text messages are not available yet',
    sender: 'other',
    call: 'POST /request_password',
    body: { tool: 'sms' },
    status: 400,
    answer: failed(100700, 'Tool not available'),
  },
  {
    title: 'only an administrator sets passwords',
    sender: 'other',
    call: 'POST /set_user_password',
    body: ({ login, address }) => ({ login, email: address, password: supportsPassword }),
    status: 403,
    answer: failed(100403, 'Admin only'),
  },
]

interface ServerTestState {
  readonly client: LegacyApp
  readonly login: string
}

/** The original server's own tests, each with a client that keeps no cookies. */
export const serverTests: Step<ServerTestState>[] = [
  {
    title: 'GET is not allowed for /auth',
    sender: 'client',
    call: 'GET /auth',
    status: 405,
    answer: failed(100400, 'Method not allowed'),
  },
  {
    title: 'a first call without a password returns the user with its login',
    sender: 'client',
    call: 'POST /auth',
    body: () => ({ login: newLogin(), password: '', device_id: newLogin(), device_token: '' }),
    status: 200,
    answer: { user: { login: expect.stringMatching(/^toto/) } },
  },
  {
    title: 'one with a password registers it',
    sender: 'client',
    call: 'POST /auth',
    body: ({ login }) => ({ login, password: '234', device_id: '2123', device_token: '' }),
    status: 200,
    answer: ({ login }: ServerTestState) => ({ user: { login } }),
  },
  {
    title: 'a known login with the right password returns the user',
    sender: 'client',
    call: 'POST /auth',
    body: ({ login }) => ({ login, password: '234', device_id: '2123', device_token: '' }),
    status: 200,
    answer: ({ login }: ServerTestState) => ({ user: { login, userpic } }),
  },
  {
    title: 'with a wrong one it is rejected',
    sender: 'client',
    call: 'POST /auth',
    body: ({ login }) => ({ login, password: '235', device_id: '2123', device_token: '' }),
    status: 401,
    answer: failed(100501, 'Wrong password'),
  },
  {
    title: 'without one the answer is "Account used"',
    sender: 'client',
    call: 'POST /auth',
    body: ({ login }) => ({ login, password: '', device_id: 'other', device_token: '' }),
    status: 409,
    answer: failed(100500, 'Account used'),
  },
  {
    title: 'a login of two characters is invalid',
    sender: 'client',
    call: 'POST /auth',
    body: { login: 'to', password: '', device_id: '2123', device_token: '' },
    status: 400,
    answer: failed(100503, 'Wrong login'),
  },
]
