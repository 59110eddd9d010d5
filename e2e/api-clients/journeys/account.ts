import assert from 'node:assert/strict'
import type { components } from '@generated/account'
import type { paths as RestPaths } from '@generated/rest'
import createClient from 'openapi-fetch'
import { type JourneyContext, otherPassword, password } from '@/e2e/api-clients/journey'
import { accountApiOf, whoAmI } from './account-api'

type Problem = components['schemas']['Problem']

/** Signs in through rest, fills in the profile, changes name, address and password, and signs out. */
export async function runJourney({ serverUrl, username, email, nextTicket }: JourneyContext): Promise<void> {
  const rest = createClient<RestPaths>({ baseUrl: `${serverUrl}/api/rest` })
  const signIn = (given: string) => rest.POST('/auth/login', { body: { email, password: given } })
  await rest.POST('/auth/register', { body: { email, password, firstName: 'Ada', lastName: 'Byron' } })
  const token = await nextTicket('/verify-email/')
  await rest.GET('/auth/verify-email/{token}', { params: { path: { token } } })
  const { data } = await signIn(password)
  assert.ok(data)
  const api = accountApiOf(serverUrl, data.token)
  assert.equal(await whoAmI(api), email)

  const changed = await api.PATCH('/account', {
    body: { lastName: 'Lovelace', locale: 'en', remove: ['phone'] },
  })
  assert.deepEqual([changed.data?.account.firstName, changed.data?.account.lastName], ['Ada', 'Lovelace'])
  const named = await api.PUT('/account/username', { body: { username, currentPassword: password } })
  assert.equal(named.data?.username, username)
  const asked = await api.PUT('/account/email', {
    body: { email: `new.${email}`, currentPassword: password },
  })
  assert.deepEqual(asked.data, { email: `new.${email}`, pending: true })
  assert.equal((await api.GET('/account/email')).data?.pending?.email, `new.${email}`)
  assert.equal((await api.DELETE('/account/email-change')).response.status, 204)

  const wrong = await api.PUT('/account/password', { body: { newPassword: 'x', currentPassword: 'wrong' } })
  assert.ok(wrong.error)
  const problem: Problem = wrong.error
  assert.deepEqual([problem.code, problem.errors?.[0]?.field], ['wrong_password', 'currentPassword'])
  const body = { newPassword: otherPassword, currentPassword: password }
  assert.equal((await api.PUT('/account/password', { body })).response.status, 204)

  const other = await signIn(otherPassword)
  const listed = await api.GET('/account/sessions')
  assert.deepEqual(
    listed.data?.sessions.map(({ current, channel }) => [current, channel]),
    [
      [true, 'rest'],
      [false, 'rest'],
    ],
  )
  assert.equal((await api.DELETE('/account/sessions')).response.status, 204)
  assert.equal(await whoAmI(accountApiOf(serverUrl, other.data?.token ?? '')), null)
  const events = await api.GET('/account/events', { params: { query: { limit: 50 } } })
  assert.ok(events.data?.events.some(({ kind }) => kind === 'username_changed'))

  assert.equal((await api.POST('/account/sign-out')).response.status, 204)
  assert.equal(await whoAmI(api), null)
}
