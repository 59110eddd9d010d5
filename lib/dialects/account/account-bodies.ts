import { z } from 'zod'
import { described } from '@/lib/dialects/named-schemas'
import { providerShape } from './account-access'
import * as profile from './account-profile'

const currentPassword = 'The current password, if the account has one.'
const line = 'At most 64 characters, without links.'

export const detailsBody = described('ChangeProfileRequest', profile.detailsShape, {
  firstName: line,
  lastName: line,
  phone: 'A phone number in any usual spelling. The digits are stored, with a leading `+` if there is one.',
  gender: '`female` or `male`.',
  region: line,
  locale: 'The language of mails: `en` or `ru`.',
  remove: z.array(profile.removable).optional().describe('The names of the fields to empty.'),
})
export const usernameBody = described('ChangeUsernameRequest', profile.usernameShape, {
  username: '3 to 32 characters: letters of one script, digits and `. _ -`.',
  currentPassword,
})
export const emailBody = described('ChangeEmailRequest', profile.emailShape, {
  email: 'The new email address.',
  currentPassword,
})
export const passwordBody = described('ChangePasswordRequest', profile.passwordShape, {
  newPassword: 'At least 8 characters (the operator can change this), and not a common password.',
  currentPassword,
})
export const providerBody = described('DisconnectProviderRequest', providerShape, {
  issuer: 'The `issuer` of the provider, from the list.',
  currentPassword,
})
