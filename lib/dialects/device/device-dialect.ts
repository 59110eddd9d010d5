import { z } from 'zod'
import type { AccountFacts } from '@/lib/account/account-facts'
import type { Failure } from '@/lib/account/failure'
import type { DeviceSignedIn, DeviceSignInInput } from '@/lib/account/operations/entering/register-by-device'
import type { AdminPassword } from '@/lib/account/operations/operator/set-password-by-admin'
import type { UserInput } from '@/lib/account/operations/profile/set-user'
import type { ListedTools } from '@/lib/account/operations/recovery/list-recovery-tools'
import type { PasswordRequest } from '@/lib/account/operations/recovery/request-password'
import { picturePath } from '@/lib/account/records/picture-file'
import {
  type Dialect,
  type Endpoint,
  missingOrMalformed,
  readShape,
  type WireAnswer,
  type WireContext,
} from '@/lib/dialects/dialect'
import { policy } from '@/lib/policy'
import { deviceFailures } from './device-failures'

/**
 * The device dialect (`specs/device-v2.md`; `specs/device-v1.md` differs in paths and in the list of tools): errors are
 * `{"error_message":…,"error_code":…}`, and the cookie lasts long.
 */
export const device: Dialect = { name: 'device', credentials: 'cookie', answerFailure }

const maxDeviceIdCharacters = 256
const maxPushTokenCharacters = 4_096

const text = z.string('malformed')
const deviceId = z.string('device_id_invalid').max(maxDeviceIdCharacters, 'device_id_invalid')
export const authShape = z.object({
  login: z.string(missingOrMalformed('username_missing')),
  password: text.optional(),
  device_id: deviceId.optional(),
  primary_device_id: deviceId.optional(),
  device_token: text.max(maxPushTokenCharacters, 'malformed').optional(),
  // Our extension of the document: other values of this name are ignored.
  session: z.enum(['cookie', 'bearer']).optional().catch(undefined),
})
const femaleValues: unknown[] = [true, 'true', '1']
const maleValues: unknown[] = [false, 'false', '0']
export const userShape = z.object({
  email: text.optional(),
  phone: text.optional(),
  gender: z.union([z.boolean(), z.enum(['true', 'false', '1', '0'])], 'gender_invalid').optional(),
  region: text.optional(),
  password: text.optional(),
  current_password: text.optional(),
})
export const requestShape = z.object({ tool: text, login: text.optional(), device: text.optional() })
export const setShape = z.object({
  login: z.string(missingOrMalformed('username_missing')),
  email: z.string(missingOrMalformed('email_missing')),
  password: text.optional(),
})

export const main: Endpoint<undefined, object> = {
  methods: ['GET', 'HEAD'],
  isPublic: true,
  read: () => ({ ok: true, input: undefined }),
  answer: () => ({
    status: 200,
    body: { auth: '/auth', password_tools: '/password/tools', password_request: '/password/request' },
  }),
}

/**
 * POST /auth, of both versions. The document names the device's field `primary_device_id` in its list and `device_id`
 * in its samples: both are read. An app that cannot use cookies sends `"session":"bearer"`.
 */
export const auth: Endpoint<DeviceSignInInput, DeviceSignedIn> = {
  methods: ['POST'],
  read({ body }) {
    const read = readShape(authShape, body)
    if (!read.ok) return read
    const { login, password = null, device_id, primary_device_id, device_token = null } = read.input
    const id = device_id ?? primary_device_id
    return {
      ok: true,
      input: { login, password, device: id === undefined ? null : { id, pushToken: device_token } },
    }
  },
  session: {
    as: ({ session }) => (session === 'bearer' ? 'secret' : 'cookie'),
    of: ({ session }) => session,
    keptCookieDays: policy.deviceSessionTotalDays,
  },
  answer: ({ created, account }, { appUrl, token }) => ({
    status: 200,
    body: {
      user: created ? { login: loginOf(account) } : userOf(account, appUrl),
      ...(token !== '' && { token }),
    },
  }),
}

/** POST /user/set, of the document's next edition. Answers like /auth. */
export const setUser: Endpoint<UserInput, { account: AccountFacts }> = {
  methods: ['POST'],
  read({ body }) {
    const read = readShape(userShape, body)
    if (!read.ok) return read
    const { gender, current_password: currentPassword = null, ...given } = read.input
    return { ok: true, input: { ...given, gender: genderOf(gender), currentPassword } }
  },
  answer: ({ account }, { appUrl }) => ({ status: 200, body: { user: userOf(account, appUrl) } }),
}

/** POST /logout, of the document's next edition, which does not define an answer. */
export const logout: Endpoint<undefined, object> = {
  methods: ['POST'],
  read: () => ({ ok: true, input: undefined }),
  endsSession: true,
  answer: () => ({ status: 200, body: {} }),
}

/** GET /password/tools of version 2, with the registration days of devices. */
export const tools = listTools(({ email, push }) => ({
  ...(email && { email }),
  ...(push.length > 0 && { push }),
}))

/** GET /password_tools of version 1, with names only. */
export const toolNames = listTools(({ email, push }) => [
  ...(email ? ['email'] : []),
  ...(push.length > 0 ? ['push'] : []),
])

/** POST /password/request, and /request_password of version 1. */
export const requestPassword: Endpoint<PasswordRequest, { tool: string }> = {
  methods: ['POST'],
  read({ body }) {
    const read = readShape(requestShape, body)
    if (!read.ok) return read
    const { tool, login = null, device: day = null } = read.input
    return { ok: true, input: { tool, login, device: day } }
  },
  answer: ({ tool }) => ({ status: 200, body: { tool } }),
}

/** POST /password/set, and /set_user_password of version 1. The documents do not define an answer. */
export const setPassword: Endpoint<AdminPassword, { login: string }> = {
  methods: ['POST'],
  read({ body }) {
    const read = readShape(setShape, body)
    return read.ok ? { ok: true, input: { ...read.input, password: read.input.password ?? null } } : read
  },
  answer: ({ login }) => ({ status: 200, body: { user: { login } } }),
}

function listTools(shape: (tools: ListedTools) => object): Endpoint<{ login: string | null }, ListedTools> {
  return {
    methods: ['GET', 'HEAD'],
    read: ({ query }) => ({ ok: true, input: { login: query.login || null } }),
    answer: (listed) => ({ status: 200, body: { tools: shape(listed) } }),
  }
}

/** Fields without a value are left out, as in the answer to a first login. `gender` is true for a woman. */
function userOf(account: AccountFacts, appUrl: string): object {
  const { email, phone, gender, region } = account
  return {
    login: loginOf(account),
    ...(email !== null && { email }),
    ...(phone !== null && { phone }),
    ...(gender !== null && { gender: gender === 'female' }),
    userpic: appUrl + picturePath(account),
    ...(region !== null && { region }),
  }
}

function genderOf(given: unknown): UserInput['gender'] {
  if (femaleValues.includes(given)) return 'female'
  return maleValues.includes(given) ? 'male' : undefined
}

/** An account from another channel may have no username. */
function loginOf({ username, email }: AccountFacts): string {
  return username ?? email ?? ''
}

function answerFailure({ codes }: Failure, { passwordMinCharacters }: WireContext): WireAnswer {
  const { status, code, message } = deviceFailures[codes[0]]
  const text = message.replace('{min}', String(passwordMinCharacters))
  return { status, body: { error_message: text, error_code: code } }
}
