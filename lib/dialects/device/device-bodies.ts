import { z } from 'zod'
import { codeList, described } from '@/lib/dialects/named-schemas'
import * as device from './device-dialect'
import { deviceCodes } from './device-failures'

const errorCode = codeList('ErrorCode', deviceCodes, {
  serverError: 'The server failed or is busy.',
  badRequest: 'The request is malformed, or a field has an invalid value.',
  adminOnly: 'Not signed in, not allowed, or the request came from another website.',
  noSuchLogin: 'The login, session or URL does not exist.',
  accountUsed: 'The login is taken. If it is yours, send its password.',
  wrongPassword: 'The password is wrong.',
  tooFrequent: 'Too many requests. `Retry-After` says when to try again.',
  wrongField: 'The login or the device_id is invalid. The message says which one.',
  noTools: 'There is no way to recover the password.',
  toolNotAvailable: 'The account does not have this recovery tool.',
})
export const failure = z
  .strictObject({ error_message: z.string().describe('The reason, in English.'), error_code: errorCode })
  .meta({ id: 'Failure' })

const path = z.string().describe('A path below the base URL.')
export const addresses = z
  .strictObject({ auth: path, password_tools: path, password_request: path })
  .meta({ id: 'Addresses' })

const user = z
  .strictObject({
    login: z.string(),
    email: z.string().optional(),
    phone: z.string().optional(),
    gender: z.boolean().optional().describe('True for a woman, false for a man.'),
    userpic: z.url().optional().describe('The URL of a JPEG, or of a PNG with initials.'),
    region: z.string().optional(),
  })
  .meta({ id: 'User', description: 'All fields that have a value. For a new account: only the login.' })
export const signedIn = z
  .strictObject({
    user,
    token: z.string().optional().describe('The session token, if `bearer` was requested.'),
  })
  .meta({ id: 'SignedIn' })
export const userAnswer = z.strictObject({ user }).meta({ id: 'UserAnswer' })
export const sampleUser = {
  login: 'Toto',
  email: 'test@test.com',
  phone: '12321',
  gender: false,
  userpic: 'https://accounts.example.com/avatars/default-4-54.png',
  region: 'Nsk',
}
export const done = z.strictObject({}).meta({ id: 'Done', description: 'Success.' })

const tool = z
  .enum(['email', 'push'])
  .meta({ id: 'Tool', description: 'How to get a new password: by mail, or by push message.' })
const days = z.array(z.string()).describe('The days when devices were registered (dd/mm/yyyy).')
export const tools = z
  .strictObject({
    tools: z.strictObject({
      email: z.literal(true).optional().describe('Present if a mail can be sent.'),
      push: days.optional(),
    }),
  })
  .meta({ id: 'Tools' })
export const toolNames = z.strictObject({ tools: z.array(tool) }).meta({ id: 'ToolNames' })
export const requested = z.strictObject({ tool }).meta({ id: 'RequestedPassword' })
export const setFor = z
  .strictObject({ user: z.strictObject({ login: z.string() }) })
  .meta({ id: 'PasswordSet', description: 'The account whose password was set.' })

export const signInBody = described('SignInRequest', device.authShape, {
  login: 'A username of 3 to 32 characters, or an email address.',
  password: 'The password. For a new login it becomes the password of the account.',
  device_id:
    'An id that never changes on this device. Keep it secret: it opens an account that has no password.',
  primary_device_id: 'Used if `device_id` is missing.',
  device_token: 'The push token of the device.',
  session: z.enum(['cookie', 'bearer']).optional().describe('`bearer`: for an app that cannot use cookies.'),
})
export const userBody = described('SetUserRequest', device.userShape, {
  email: 'The email address. It gets a mail with a link to confirm it.',
  phone: 'A phone number in any usual spelling. The digits are stored, with a leading `+` if there is one.',
  gender: z.boolean().optional().describe('True for a woman, false for a man.'),
  region: 'At most 64 characters, without links.',
  password: 'The new password.',
  current_password: 'Required to change an existing password or email address.',
})
export const requestBody = described('RequestPasswordRequest', device.requestShape, {
  tool,
  login: 'The login, if the request has no session cookie.',
  device: 'One of the days from the list of tools. Default: the primary device.',
})
export const setBody = described('SetPasswordRequest', device.setShape, {
  login: 'The login of the account.',
  email: 'The email address that the password is sent to.',
  password: 'The new password. Generated if it is absent.',
})
