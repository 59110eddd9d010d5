import assert from 'node:assert/strict'
import type { components, paths } from '@generated/rest'
import createClient from 'openapi-fetch'
import { type JourneyContext, otherPassword, password } from '@/e2e/api-clients/journey'
import { accountApiOf, whoAmI } from './account-api'

export async function runJourney({ serverUrl, email, nextTicket }: JourneyContext): Promise<void> {
  const api = createClient<paths>({ baseUrl: `${serverUrl}/api/rest` })
  const signIn = (given: string) => api.POST('/auth/login', { body: { email, password: given } })

  const registered = await api.POST('/auth/register', {
    body: { email, password, firstName: 'Иван', lastName: 'Петров' },
  })
  assert.equal(registered.data?.success, true)
  assert.equal((await signIn(password)).response.status, 403)

  const token = await nextTicket('/verify-email/')
  const verified = await api.GET('/auth/verify-email/{token}', { params: { path: { token } } })
  assert.equal(verified.data?.success, true)

  const { data } = await signIn(password)
  assert.ok(data)
  const user: components['schemas']['User'] = data.user
  assert.deepEqual([user.email, user.firstName, user.role], [email, 'Иван', 'user'])
  const account = accountApiOf(serverUrl, data.token)
  assert.equal(await whoAmI(account), email)

  await api.POST('/auth/forgot-password', { body: { email } })
  const reset = await api.POST('/auth/reset-password/{token}', {
    params: { path: { token: await nextTicket('/reset/') } },
    body: { password: otherPassword },
  })
  assert.equal(reset.data?.success, true)
  assert.equal(await whoAmI(account), null)

  const refused = await signIn(password)
  assert.equal(refused.error?.success, false)
  const again = await signIn(otherPassword)
  assert.ok(again.data)
  const newSession = accountApiOf(serverUrl, again.data.token)
  assert.equal((await newSession.POST('/account/sign-out')).response.status, 204)
  assert.equal(await whoAmI(newSession), null)
}
