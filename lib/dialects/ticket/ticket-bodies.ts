import { z } from 'zod'
import { codeList, described } from '@/lib/dialects/named-schemas'
import * as ticket from './ticket-dialect'

const numbers = {
  other: 0,
  emailMalformed: 1,
  emailUnknown: 2,
  newPasswordTooShort: 3,
  passwordWrong: 4,
  newPasswordsDiffer: 5,
  emailTaken: 6,
  usernameTaken: 7,
  usernameTooLong: 8,
  newPasswordTooLong: 9,
  usernameTooShort: 10,
  ticketUnknown: 11,
}
const errorCode = codeList('ErrorCode', numbers, {
  other: 'Another failure: `message` gives the reason.',
  emailMalformed: 'The email address is missing or invalid.',
  emailUnknown: 'Sign-in only: the email address is invalid. For an unknown address the code is 4.',
  newPasswordTooShort: 'The new password is missing, too short, or too easy to guess.',
  passwordWrong: 'The password is wrong.',
  newPasswordsDiffer: 'The two new passwords are different.',
  emailTaken: 'The email address is taken.',
  usernameTaken: 'The username is taken.',
  usernameTooLong: 'The username is too long.',
  newPasswordTooLong: 'The new password is too long.',
  usernameTooShort: 'The username is missing, too short, or has forbidden characters.',
  ticketUnknown: 'The ticket is unknown, expired or already used.',
})

const errors = z
  .array(
    z
      .strictObject({
        code: errorCode,
        field: z.string().nullable().describe('The faulty field. Null if it is not about a field.'),
        message: z.string().describe('The reason, in English.'),
      })
      .meta({ id: 'ErrorDetail' }),
  )
  .describe('All errors.')
const formError = z
  .strictObject({ code: errorCode, english_name: z.string().describe('The kind of the error.') })
  .meta({ id: 'FormError' })

export const failure = z.strictObject({ errors }).meta({ id: 'Failure' })
export const badTicket = z
  .strictObject({ code: z.literal(11).meta({ type: 'integer' }), english_name: z.literal('Unknown'), errors })
  .meta({ id: 'BadTicket', description: 'The ticket is unknown, expired or already used.' })
export const signUpErrors = errorsOf('SignUpErrors', ticket.signup)
export const signInErrors = errorsOf('SignInErrors', ticket.login)
export const changePasswordErrors = errorsOf('ChangePasswordErrors', ticket.changePassword)
export const resetPasswordErrors = z.union([badTicket, errorsOf('ResetPasswordErrors', ticket.confirmReset)])

export const done = z.strictObject({}).meta({ id: 'Done', description: 'Success.' })
export const signedIn = z
  .strictObject({ token: z.string().describe('The session as a JWT. Send it as `Authorization`.') })
  .meta({ id: 'SignedIn' })

const email = 'The email address.'
const newPasswords = {
  newPassword: 'At least 8 characters (the operator can change this), and not a common password.',
  newPasswordRepeat: 'The new password again.',
}
const fromMail = 'The ticket from the mail.'
export const signUpBody = described('SignUpRequest', ticket.signupShape, {
  email,
  username: '3 to 32 characters: letters of one script, digits and `. _ -`.',
  ...newPasswords,
})
export const signInBody = described('SignInRequest', ticket.loginShape, { email, password: 'The password.' })
export const changePasswordBody = described('ChangePasswordRequest', ticket.changePasswordShape, {
  password: 'The current password.',
  ...newPasswords,
})
export const verifyEmailBody = described('VerifyEmailRequest', ticket.verifyEmailShape, { ticket: fromMail })
export const askForResetBody = described('AskForResetRequest', ticket.resetPasswordShape, { email })
export const resetPasswordBody = described('ResetPasswordRequest', ticket.confirmShape, {
  ticket: fromMail,
  ...newPasswords,
})

function errorsOf(id: string, { formFields = [] }: { readonly formFields?: readonly string[] }) {
  const lists = formFields.map((name) => [name, z.array(formError).describe('Empty if the field is valid.')])
  return z.strictObject({ ...Object.fromEntries(lists), errors }).meta({ id })
}
