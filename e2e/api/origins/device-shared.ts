import { randomBytes } from 'node:crypto'
import { newLogin } from '@/e2e/support/clients/device-api'
import type { LegacyApp } from '@/e2e/support/clients/legacy-app'
import { expect } from '@/e2e/support/fixtures/test'
import type { Mailbox } from '@/e2e/support/servers/mailbox'
import type { FakeApns } from '@/lib/testing/servers/push-servers'

/** What the replays of the device documents share. */

const generated = /^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/
/** The value in the document. */
export const supportsPassword = '193rfhwiHSD'
export const userpic = expect.stringMatching(/^http:\/\/localhost:\d+\/avatars\/default-[\w-]+\.png$/)

export interface AppState {
  readonly apns: FakeApns
  readonly mailbox: Mailbox
  readonly login: string
  readonly address: string
  readonly id: string
  readonly token: string
  readonly phone: LegacyApp
  /** Another account, or a new one. */
  readonly other: LegacyApp
  readonly support: LegacyApp
  password: string
}

export const failed = (error_code: number, error_message: string) => ({ error_message, error_code })
export const today = () => new Date().toISOString().slice(0, 10).split('-').reverse().join('/')
/** The sign-in screen sends every field, filled or not. */
export const signInFields = (
  { login, id }: AppState,
  password: string | null = '',
  device_token: string | null = '',
) => ({
  login,
  password,
  device_id: id,
  device_token,
})
export const filledUser = (more: object) => (state: AppState) => ({
  user: { login: state.login, userpic, ...more },
})
export const withAddress = (more: object) => (state: AppState) =>
  filledUser({ email: state.address, ...more })(state)
export const newPhone = (state: AppState) => ({
  ...signInFields(state, state.password, randomToken()),
  device_id: newLogin(),
})
export const randomToken = () => randomBytes(32).toString('hex')

/** The alert's text is the password: the app puts it into its password field unchanged. */
export async function readPushedPassword(state: AppState, pushes: number): Promise<void> {
  const alerts = () => state.apns.calls.filter(({ token }) => token === state.token)
  await expect.poll(() => alerts().length, { intervals: [50] }).toBe(pushes)
  state.password = alerts().at(-1)?.payload.aps.alert ?? ''
  expect(state.password).toMatch(generated)
}

/** The password in the newest of `mails` mails. */
export async function readMailedPassword({ mailbox }: AppState, to: string, mails: number): Promise<string> {
  const texts = async () => (await mailbox.list(to)).map(({ text }) => text).filter(hasPassword)
  await expect.poll(async () => (await texts()).length, { intervals: [50] }).toBe(mails)
  return wordsOf((await texts())[0] ?? '').find(isPassword) ?? ''
}

const wordsOf = (text: string) => text.split(/\s+/)
const isPassword = (word: string) => generated.test(word) || word === supportsPassword
const hasPassword = (text: string) => wordsOf(text).some(isPassword)
