import { z } from 'zod'
import { codeList, described } from '@/lib/dialects/named-schemas'
import * as device from './device-dialect'
import { deviceCodes } from './device-failures'

/** What the device dialect reads and answers, as its reference shows it. */

const errorCode = codeList('ErrorCode', deviceCodes, {
  serverError: 'Something went wrong here, or the server is busy.',
  badRequest: 'The request cannot be read, or a field has a value that it may not have.',
  adminOnly: 'Nobody is signed in, or not who may do this, or the request came from another site.',
  noSuchLogin: 'There is no such login, session or address.',
  accountUsed: 'Somebody has this login. If it is yours, send its password.',
  wrongPassword: 'The password is wrong.',
  tooFrequent: 'Too many requests. `Retry-After` says when to try again.',
  wrongField: 'The login or the device_id cannot be used; the message says which.',
  noTools: 'There is no way to recover the password.',
  toolNotAvailable: 'The account has no such tool.',
})
export const failure = z
  .strictObject({ error_message: z.string().describe('Why, in English.'), error_code: errorCode })
  .meta({ id: 'Failure' })

const place = z.string().describe('A path below the base address.')
export const addresses = z
  .strictObject({ auth: place, password_tools: place, password_request: place })
  .meta({ id: 'Addresses' })

const user = z
  .strictObject({
    login: z.string(),
    email: z.string().optional(),
    phone: z.string().optional(),
    gender: z.boolean().optional().describe('True for a woman, false for a man.'),
    userpic: z.url().optional().describe('The address of a JPEG, or of a PNG with initials.'),
    region: z.string().optional(),
  })
  .meta({ id: 'User', description: 'The fields that are filled. After a first sign-in: only the login.' })
export const signedIn = z
  .strictObject({ user, token: z.string().optional().describe('The session, where `bearer` was asked for.') })
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
export const done = z.strictObject({}).meta({ id: 'Done', description: 'It worked.' })

const tool = z
  .enum(['email', 'push'])
  .meta({ id: 'Tool', description: 'How a new password can be had: by mail, or by a push message.' })
const days = z.array(z.string()).describe('The days on which devices were registered, day/month/year.')
export const tools = z
  .strictObject({
    tools: z.strictObject({
      email: z.literal(true).optional().describe('There where a mail can be sent.'),
      push: days.optional(),
    }),
  })
  .meta({ id: 'Tools' })
export const toolNames = z.strictObject({ tools: z.array(tool) }).meta({ id: 'ToolNames' })
export const requested = z.strictObject({ tool }).meta({ id: 'RequestedPassword' })
export const setFor = z
  .strictObject({ user: z.strictObject({ login: z.string() }) })
  .meta({ id: 'PasswordSet', description: 'Whose password it is now.' })

export const signInBody = described('SignInRequest', device.authShape, {
  login: 'A name of 3 to 32 characters, or an address.',
  password: 'The password. A new login gets it as its own.',
  device_id: 'What stays the same on this device. Keep it secret: it opens an account that has no password.',
  primary_device_id: 'Read where there is no `device_id`.',
  device_token: 'Where push messages are sent to.',
  session: z
    .enum(['cookie', 'bearer'])
    .optional()
    .describe('`bearer` for an app whose cookies do not travel.'),
})
export const userBody = described('SetUserRequest', device.userShape, {
  email: 'An address. It gets a mail that asks to confirm it.',
  phone:
    'A telephone number, however it is written. Its digits are kept, with a `+` in front where there is one.',
  gender: z.boolean().optional().describe('True for a woman, false for a man.'),
  region: 'At most 64 characters, and no web addresses.',
  password: 'The new password.',
  current_password: 'To change a password or an address that is there already.',
})
export const requestBody = described('RequestPasswordRequest', device.requestShape, {
  tool,
  login: 'Whose, where no cookie tells.',
  device: 'One of the days that the tools list. Without it: the primary device.',
})
export const setBody = described('SetPasswordRequest', device.setShape, {
  login: 'Whose password.',
  email: 'Where it is mailed to.',
  password: 'Made up where it is not given.',
})
