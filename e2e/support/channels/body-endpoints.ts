import type { Answer } from '@/e2e/support/clients/send'
import { goodPassword, unique } from '@/lib/testing/accounts'

export type ApiDialect = 'classic' | 'device' | 'ticket' | 'rest' | 'account'

export interface BodyEndpoint {
  readonly dialect: ApiDialect
  readonly method: 'POST' | 'PATCH' | 'PUT'
  readonly path: string
  /** A valid body with every field of the endpoint, all of them text. */
  body(): Record<string, string>
}

const unknownTicket = 'A'.repeat(43)
const newPasswords = { newPassword: goodPassword, newPasswordRepeat: goodPassword }
const email = () => `${unique('mail')}@example.com`
const username = () => unique('ada')
const password = goodPassword

function endpointsOf(
  dialect: ApiDialect,
  base: string,
  bodies: Record<string, () => Record<string, string>>,
): BodyEndpoint[] {
  return Object.entries(bodies).map(([name, body]) => {
    const method = (['PATCH', 'PUT'] as const).find((known) => name.startsWith(known)) ?? 'POST'
    return { dialect, method, path: base + name.replace(`${method} `, ''), body }
  })
}

export const bodyEndpoints: readonly BodyEndpoint[] = [
  ...endpointsOf('classic', '/api/classic/auth/', {
    register: () => ({ username: username(), email: email(), password }),
    login: () => ({ username: username(), password }),
    edit: () => ({ password, username: username(), new_password: password, email: email() }),
    restore: () => ({ email: email() }),
  }),
  ...endpointsOf('device', '/api/', {
    auth: () => ({
      login: username(),
      password,
      device_id: 'one',
      primary_device_id: 'one',
      device_token: 'push',
    }),
    'user/set': () => ({
      email: email(),
      phone: '12321',
      region: 'Nsk',
      password,
      current_password: password,
    }),
    'password/request': () => ({ tool: 'email', login: username(), device: '22/09/2014' }),
    request_password: () => ({ tool: 'email', login: username(), device: '22/09/2014' }),
    'password/set': () => ({ login: username(), email: email(), password }),
    set_user_password: () => ({ login: username(), email: email(), password }),
  }),
  ...endpointsOf('ticket', '/api/ticket/auth/', {
    signup: () => ({ username: username(), email: email(), ...newPasswords }),
    'signup/verifyEmail': () => ({ ticket: unknownTicket }),
    login: () => ({ email: email(), password }),
    'login/resetPassword': () => ({ email: email() }),
    'login/resetPassword/confirm': () => ({ ticket: unknownTicket, ...newPasswords }),
    'PATCH changePassword': () => ({ password, ...newPasswords }),
  }),
  ...endpointsOf('rest', '/api/rest/auth/', {
    register: () => ({ email: email(), password, firstName: 'Ada', lastName: 'Lovelace' }),
    login: () => ({ email: email(), password }),
    'forgot-password': () => ({ email: email() }),
    'resend-verification': () => ({ email: email() }),
    [`reset-password/${unknownTicket}`]: () => ({ password }),
  }),
  ...endpointsOf('account', '/api/account', {
    'PATCH ': () => ({
      firstName: 'Ada',
      lastName: 'Lovelace',
      phone: '+44 20 7946 0958',
      gender: 'female',
      region: 'London',
      locale: 'en',
    }),
    'PUT /username': () => ({ username: username(), currentPassword: password }),
    'PUT /email': () => ({ email: email(), currentPassword: password }),
    'PUT /password': () => ({ newPassword: goodPassword, currentPassword: password }),
    '/providers/disconnect': () => ({ issuer: 'https://id.example.org', currentPassword: password }),
  }),
]

const optionalFields: Readonly<Record<string, readonly string[]>> = {
  '/api/classic/auth/edit': ['username', 'new_password', 'email'],
  '/api/auth': ['password', 'device_id', 'primary_device_id', 'device_token'],
  '/api/user/set': ['email', 'phone', 'region', 'password', 'current_password'],
  '/api/password/request': ['login', 'device'],
  '/api/request_password': ['login', 'device'],
  '/api/password/set': ['password'],
  '/api/set_user_password': ['password'],
  '/api/account': ['firstName', 'lastName', 'phone', 'gender', 'region', 'locale'],
  '/api/account/username': ['currentPassword'],
  '/api/account/email': ['currentPassword'],
  '/api/account/password': ['currentPassword'],
  '/api/account/providers/disconnect': ['currentPassword'],
}

/** Whether a field is optional, so that null is valid. */
export function mayBeAbsent({ path }: BodyEndpoint, field: string): boolean {
  return optionalFields[path]?.includes(field) ?? false
}

/** Whether an endpoint gives the same answer to any body: ticket's document says that this one throws nothing. */
export function acceptsAnything({ path }: BodyEndpoint): boolean {
  return path === '/api/ticket/auth/login/resetPassword'
}

/** The exact answer of an endpoint to a malformed body. */
export function malformedAt(endpoint: BodyEndpoint): { readonly status: number; readonly text: string } {
  const { dialect, path } = endpoint
  if (dialect !== 'ticket') return malformed[dialect]
  if (acceptsAnything(endpoint)) return { status: 200, text: '{}' }
  if (path.endsWith('/verifyEmail')) return { status: 400, text: JSON.stringify(badTicket) }
  const fields = Object.keys(endpoint.body()).filter((field) => field !== 'ticket')
  const errors = [{ code: 0, field: null, message: 'The request is malformed.' }]
  const lists = Object.fromEntries(
    ticketOrder.filter((field) => fields.includes(field)).map((field) => [field, []]),
  )
  return { status: 400, text: JSON.stringify({ ...lists, errors }) }
}

const ticketOrder = ['email', 'username', 'password', 'newPassword', 'newPasswordRepeat']
const badTicket = {
  code: 11,
  english_name: 'Unknown',
  errors: [{ code: 11, field: 'ticket', message: 'The ticket is unknown, expired or spent.' }],
}

const malformed: Record<Exclude<ApiDialect, 'ticket'>, { readonly status: number; readonly text: string }> = {
  classic: { status: 200, text: '{"status":0,"error":9}' },
  device: { status: 400, text: '{"error_message":"Bad request","error_code":100400}' },
  rest: { status: 400, text: '{"success":false,"message":"Некорректный запрос."}' },
  account: {
    status: 400,
    text:
      '{"type":"about:blank","title":"Bad Request","status":400,"code":"malformed",' +
      '"detail":"The request is malformed."}',
  },
}

const badInput: Record<ApiDialect, RegExp> = {
  classic: /^\{"status":0,("result":\{[^}]*\},)?"error":[3579]\}$/,
  device: /"error_code":100(400|503)\}$/,
  ticket: /"errors":\[\{"code":/,
  rest: /^\{"success":false,/,
  account: /^\{"type":"about:blank","title":"Bad Request",/,
}

/** Whether an answer reports bad input in its dialect's format. */
export function isBadInput(dialect: ApiDialect, { status, text }: Answer): boolean {
  return status === (dialect === 'classic' ? 200 : 400) && badInput[dialect].test(text)
}

export function isFault({ status, text }: Answer): boolean {
  return (
    status >= 500 || status === 0 || /"error":10\b|"error_code":100000/.test(text) || text.startsWith('<')
  )
}
