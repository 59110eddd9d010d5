import { newLogin } from '@/e2e/support/clients/device-api'
import type { OldApp, Step } from '@/e2e/support/clients/old-app'
import { expect } from '@/e2e/support/fixtures/test'
import { type Hour, refused, screen, supportsPassword, takeMailed, userpic, withAddress } from './device-rows'

/** Requests of support staff, of the version 1 app, and of the original server's tests. */

export const support: Step<Hour>[] = [
  {
    does: 'support sets a password and mails it where the person asked for it',
    by: 'support',
    call: 'POST /password/set',
    body: ({ login, address }) => ({ login, email: `new.${address}`, password: supportsPassword }),
    status: 200,
    answer: ({ login }: Hour) => ({ user: { login } }),
    keeps: async (seen) => {
      seen.password = supportsPassword
      expect(await takeMailed(seen, `new.${seen.address}`, 1)).toBe(supportsPassword)
    },
  },
  {
    does: 'the cookie is unset: the app has to ask for the password',
    by: 'phone',
    call: 'POST /auth',
    body: (seen) => screen(seen),
    status: 409,
    answer: refused(100500, 'Account used'),
  },
  {
    does: 'and still says whose tools',
    by: 'phone',
    call: 'GET /password/tools',
    status: 200,
    answer: { tools: { email: true } },
  },
  {
    does: 'a wrong one is refused',
    by: 'phone',
    call: 'POST /auth',
    body: (seen) => screen(seen, 'not it', seen.token),
    status: 401,
    answer: refused(100501, 'Wrong password'),
  },
  {
    does: 'the one from the mail opens the account',
    by: 'phone',
    call: 'POST /auth',
    body: (seen) => screen(seen, seen.password, seen.token),
    status: 200,
    answer: withAddress({ gender: false, phone: '12321', region: 'Nsk' }),
  },
  {
    does: 'support leaves the password to the server',
    by: 'support',
    call: 'POST /set_user_password',
    body: ({ login, address }) => ({ login, email: address, password: '' }),
    status: 200,
    answer: ({ login }: Hour) => ({ user: { login } }),
  },
]

/** A version 1 app, which has no device_id and shares its account with a version 2 app. */
export const versionOne: Step<Hour>[] = [
  {
    does: 'reads the tools as a list of words',
    by: 'phone',
    call: 'GET /password_tools',
    status: 200,
    answer: { tools: ['email', 'push'] },
  },
  {
    does: 'asks for a password by mail',
    by: 'phone',
    call: 'POST /request_password',
    body: { tool: 'email' },
    status: 200,
    answer: { tool: 'email' },
    keeps: async (seen) => {
      seen.password = await takeMailed(seen, seen.address, 2)
    },
  },
  {
    does: 'signs in with it',
    by: 'other',
    call: 'POST /auth',
    body: ({ login, password }) => ({ login, password }),
    status: 200,
    answer: withAddress({ gender: false, phone: '12321', region: 'Nsk' }),
  },
  {
    does: 'there is no text message yet',
    by: 'other',
    call: 'POST /request_password',
    body: { tool: 'sms' },
    status: 400,
    answer: refused(100700, 'Tool not available'),
  },
  {
    does: 'nobody but an administrator sets passwords',
    by: 'other',
    call: 'POST /set_user_password',
    body: ({ login, address }) => ({ login, email: address, password: supportsPassword }),
    status: 403,
    answer: refused(100403, 'Admin only'),
  },
]

interface ServerTest {
  readonly client: OldApp
  readonly login: string
}

/** The original server's own tests, each with a client that keeps no cookies. */
export const serverTests: Step<ServerTest>[] = [
  {
    does: 'GET is no method of /auth',
    by: 'client',
    call: 'GET /auth',
    status: 405,
    answer: refused(100400, 'Method not allowed'),
  },
  {
    does: 'a first call without a password gives the user with its login',
    by: 'client',
    call: 'POST /auth',
    body: () => ({ login: newLogin(), password: '', device_id: newLogin(), device_token: '' }),
    status: 200,
    answer: { user: { login: expect.stringMatching(/^toto/) } },
  },
  {
    does: 'one with a password registers it',
    by: 'client',
    call: 'POST /auth',
    body: ({ login }) => ({ login, password: '234', device_id: '2123', device_token: '' }),
    status: 200,
    answer: ({ login }: ServerTest) => ({ user: { login } }),
  },
  {
    does: 'a known login with the right password gives the user',
    by: 'client',
    call: 'POST /auth',
    body: ({ login }) => ({ login, password: '234', device_id: '2123', device_token: '' }),
    status: 200,
    answer: ({ login }: ServerTest) => ({ user: { login, userpic } }),
  },
  {
    does: 'with a wrong one it is refused',
    by: 'client',
    call: 'POST /auth',
    body: ({ login }) => ({ login, password: '235', device_id: '2123', device_token: '' }),
    status: 401,
    answer: refused(100501, 'Wrong password'),
  },
  {
    does: 'without one it is used',
    by: 'client',
    call: 'POST /auth',
    body: ({ login }) => ({ login, password: '', device_id: 'other', device_token: '' }),
    status: 409,
    answer: refused(100500, 'Account used'),
  },
  {
    does: 'a login of two characters is wrong',
    by: 'client',
    call: 'POST /auth',
    body: { login: 'to', password: '', device_id: '2123', device_token: '' },
    status: 400,
    answer: refused(100503, 'Wrong login'),
  },
]
