import { z } from 'zod'
import { described } from '@/lib/dialects/named-schemas'
import { providerShape } from './account-access'
import * as profile from './account-profile'

/** What `/api/account` reads, as its reference shows it. */

const currentPassword = 'The current password, where the account has one.'
const line = 'At most 64 characters, and no web addresses.'

export const detailsBody = described('ChangeProfileRequest', profile.detailsShape, {
  firstName: line,
  lastName: line,
  phone:
    'A telephone number, however it is written. Its digits are kept, with a `+` in front where there is one.',
  gender: '`female` or `male`.',
  region: line,
  locale: 'The language of mails: `en` or `ru`.',
  remove: z.array(profile.removable).optional().describe('The names of fields to empty.'),
})
export const usernameBody = described('ChangeUsernameRequest', profile.usernameShape, {
  username: '3 to 32 characters: letters of one script, digits and `. _ -`.',
  currentPassword,
})
export const emailBody = described('ChangeEmailRequest', profile.emailShape, {
  email: 'The new address.',
  currentPassword,
})
export const passwordBody = described('ChangePasswordRequest', profile.passwordShape, {
  newPassword: 'At least 8 characters, or what the operator asks for, and not one of the common ones.',
  currentPassword,
})
export const providerBody = described('DisconnectProviderRequest', providerShape, {
  issuer: 'Which one, as the list names it.',
  currentPassword,
})
