import { z } from 'zod'
import { codeList, described } from '@/lib/dialects/named-schemas'
import * as ticket from './ticket-dialect'

/** What the ticket dialect reads and answers, as its reference shows it. */

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
  other: 'What the document has no number for: `message` says it.',
  emailMalformed: 'The email is missing or is no address.',
  emailUnknown: 'At a sign-in: the email is no address. One that nobody has gets 4, like a wrong password.',
  newPasswordTooShort: 'The new password is missing, too short or too easy to guess.',
  passwordWrong: 'The password is wrong.',
  newPasswordsDiffer: 'The two new passwords differ.',
  emailTaken: 'Somebody has this address.',
  usernameTaken: 'Somebody has this username.',
  usernameTooLong: 'The username is too long.',
  newPasswordTooLong: 'The new password is too long.',
  usernameTooShort: 'The username is missing, too short, or has characters that it may not have.',
  ticketUnknown: 'The ticket is unknown, expired or spent.',
})

const errors = z
  .array(
    z
      .strictObject({
        code: errorCode,
        field: z.string().nullable().describe('The field at fault. Null where it is none.'),
        message: z.string().describe('A sentence in English.'),
      })
      .meta({ id: 'ErrorDetail' }),
  )
  .describe('All that applies.')
const formError = z
  .strictObject({ code: errorCode, english_name: z.string().describe('The kind of the error.') })
  .meta({ id: 'FormError' })

export const failure = z.strictObject({ errors }).meta({ id: 'Failure' })
export const badTicket = z
  .strictObject({ code: z.literal(11).meta({ type: 'integer' }), english_name: z.literal('Unknown'), errors })
  .meta({ id: 'BadTicket', description: 'The ticket is unknown, expired or spent.' })
export const signUpErrors = errorsOf('SignUpErrors', ticket.signup)
export const signInErrors = errorsOf('SignInErrors', ticket.login)
export const changePasswordErrors = errorsOf('ChangePasswordErrors', ticket.changePassword)
export const resetPasswordErrors = z.union([badTicket, errorsOf('ResetPasswordErrors', ticket.confirmReset)])

export const done = z.strictObject({}).meta({ id: 'Done', description: 'It worked.' })
export const signedIn = z
  .strictObject({ token: z.string().describe('A JWT that names the session.') })
  .meta({ id: 'SignedIn' })

const email = 'The address.'
const newPasswords = {
  newPassword: 'At least 8 characters, or what the operator asks for, and not one of the common ones.',
  newPasswordRepeat: 'The same once more.',
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

/** One list for each field of a form, and all of them once more in `errors`. */
function errorsOf(id: string, { formFields = [] }: { readonly formFields?: readonly string[] }) {
  const lists = formFields.map((name) => [name, z.array(formError).describe('Empty where it is fine.')])
  return z.strictObject({ ...Object.fromEntries(lists), errors }).meta({ id })
}
