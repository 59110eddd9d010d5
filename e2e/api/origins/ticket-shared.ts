import type { LegacyApp } from '@/e2e/support/clients/legacy-app'
import { expect } from '@/e2e/support/fixtures/test'
import type { Mailbox } from '@/e2e/support/servers/mailbox'
import { goodPassword, unique } from '@/lib/testing/accounts'

/** What the replays of the ticket document share, and error bodies like the original server's. */

export interface AppState {
  readonly mailbox: Mailbox
  readonly app: LegacyApp
  readonly username: string
  readonly email: string
  token: string
  ticket: string
}

export type Lists = Readonly<Record<string, readonly { code: number; english_name: string }[]>>

export const twice = (newPassword: string, newPasswordRepeat = newPassword) => ({
  newPassword,
  newPasswordRepeat,
})
export const fresh = () => ({
  username: unique('bob'),
  email: `${unique('bob')}@example.com`,
  ...twice(goodPassword),
})
export const error = (code: number, english_name: string) => [{ code, english_name }]
export const signupFields = { email: [], username: [], newPassword: [], newPasswordRepeat: [] }
export const changeFields = { password: [], newPassword: [], newPasswordRepeat: [] }
export const resetFields = { newPassword: [], newPasswordRepeat: [] }

/** The original server's body, plus our list for new clients. */
export const formErrors = (fields: Lists, lists: Lists) => ({
  ...fields,
  ...lists,
  errors: newErrorList(lists),
})
export const badTicket = {
  code: 11,
  english_name: 'Unknown',
  errors: [{ code: 11, field: 'ticket', message: expect.any(String) }],
}

function newErrorList(lists: Lists): object[] {
  const all = Object.entries(lists).flatMap(([field, errors]) => errors.map(({ code }) => ({ code, field })))
  return all.map((one) => ({ ...one, message: expect.any(String) }))
}
