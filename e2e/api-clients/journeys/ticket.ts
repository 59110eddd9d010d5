import assert from 'node:assert/strict'
import type { paths } from '@generated/ticket'
import createClient from 'openapi-fetch'
import { type JourneyContext, otherPassword, password } from '@/e2e/api-clients/journey'
import { accountApiOf, whoAmI } from './account-api'

const lastPassword = 'a third one, after the reset'
const twice = (newPassword: string) => ({ newPassword, newPasswordRepeat: newPassword })

export async function runJourney({ serverUrl, username, email, nextTicket }: JourneyContext): Promise<void> {
  const api = createClient<paths>({ baseUrl: `${serverUrl}/api/ticket` })
  const signIn = (given: string) => api.POST('/auth/login', { body: { email, password: given } })

  const short = await api.POST('/auth/signup', { body: { email, username, ...twice('short') } })
  assert.ok(short.error && 'newPassword' in short.error)
  assert.deepEqual(short.error.newPassword, [{ code: 3, english_name: 'Too short' }])
  const signedUp = await api.POST('/auth/signup', { body: { email, username, ...twice(password) } })
  assert.deepEqual(signedUp.data, {})
  assert.equal((await signIn(password)).response.status, 400)
  const ticket = await nextTicket('/verify-email/')
  assert.deepEqual((await api.POST('/auth/signup/verifyEmail', { body: { ticket } })).data, {})

  const { data } = await signIn(password)
  assert.ok(data)
  const account = accountApiOf(serverUrl, data.token)
  assert.equal(await whoAmI(account), email)
  const headers = { authorization: data.token }
  const change = { password, ...twice(otherPassword) }
  assert.deepEqual((await api.PATCH('/auth/changePassword', { body: change, headers })).data, {})
  const wrong = await api.PATCH('/auth/changePassword', { body: change, headers })
  assert.equal(wrong.response.status, 400)

  await api.POST('/auth/login/resetPassword', { body: { email } })
  const reset = { ticket: await nextTicket('/reset/'), ...twice(lastPassword) }
  assert.deepEqual((await api.POST('/auth/login/resetPassword/confirm', { body: reset })).data, {})
  const spent = await api.POST('/auth/login/resetPassword/confirm', { body: reset })
  assert.ok(spent.error && 'english_name' in spent.error)
  assert.equal(spent.error.code, 11)
  assert.equal(await whoAmI(account), null)
  const again = await signIn(lastPassword)
  assert.ok(again.data)
  const newSession = accountApiOf(serverUrl, again.data.token)
  assert.equal((await newSession.POST('/account/sign-out')).response.status, 204)
  assert.equal(await whoAmI(newSession), null)
}
