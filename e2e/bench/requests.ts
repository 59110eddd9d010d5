import type { Load } from './run-load'
import { checked, measured, measuredPassword } from './seed'

type RequestLoad = Pick<Load, 'method' | 'path' | 'variants' | 'statuses'>

const json = { 'content-type': 'application/json' }
const password = measuredPassword

export const checkByCookie: RequestLoad = {
  method: 'GET',
  path: '/api/account',
  variants: checked.map(({ secret }) => ({ headers: { cookie: `authjs.session-token=${secret}` } })),
  statuses: [200],
}

/** Tokens of `ticket` and `rest`; `bearers` comes from signing in there. */
export function checkByBearer(bearers: readonly string[]): RequestLoad {
  const variants = bearers.map((bearer) => ({ headers: { authorization: `Bearer ${bearer}` } }))
  return { ...checkByCookie, variants }
}

function posts(path: string, bodies: readonly object[], status: number): RequestLoad {
  const variants = bodies.map((body) => ({ headers: json, body: JSON.stringify(body) }))
  return { method: 'POST', path, variants, statuses: [status] }
}

/** Sign-ins with the right password, by dialect; in `device` each from its own device, which is new the first time. */
export const signIns = {
  classic: posts(
    '/api/classic/auth/login',
    measured.map(({ username }) => ({ username, password })),
    200,
  ),
  device: posts(
    '/api/auth',
    measured.map(({ username }) => ({ login: username, password, device_id: `of-${username}` })),
    200,
  ),
  ticket: posts(
    '/api/ticket/auth/login',
    measured.map(({ email }) => ({ email, password })),
    200,
  ),
  rest: posts(
    '/api/rest/auth/login',
    measured.map(({ email }) => ({ email, password })),
    200,
  ),
} as const

const fresh = { username: 'new{{n}}', email: 'new{{n}}@example.com' }

export const registrations = {
  classic: posts('/api/classic/auth/register', [{ ...fresh, password }], 200),
  device: posts('/api/auth', [{ login: fresh.username, password, device_id: 'of-{{n}}' }], 200),
  ticket: posts(
    '/api/ticket/auth/signup',
    [{ ...fresh, newPassword: password, newPasswordRepeat: password }],
    200,
  ),
  rest: posts(
    '/api/rest/auth/register',
    [{ email: fresh.email, password, firstName: 'Ada', lastName: 'Lovelace' }],
    201,
  ),
} as const
