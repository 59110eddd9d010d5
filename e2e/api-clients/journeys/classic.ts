import assert from 'node:assert/strict'
import type { components, paths } from '@generated/classic'
import createClient from 'openapi-fetch'
import { type JourneyContext, keepCookies, otherPassword, password } from '@/e2e/api-clients/journey'
import { accountApi, whoAmI } from './account-api'

type ErrorCode = components['schemas']['ErrorCode']
const authError: ErrorCode = 1

export async function runJourney({ serverUrl, username, email, nextTicket }: JourneyContext): Promise<void> {
  const baseUrl = `${serverUrl}/api/classic`
  const fetch = keepCookies()
  const api = createClient<paths>({ baseUrl, fetch })
  const account = accountApi(serverUrl, { fetch })
  const otherApp = createClient<paths>({ baseUrl, fetch: keepCookies() })

  const registered = await api.POST('/auth/register', { body: { username, email, password } })
  assert.deepEqual(registered.data, { status: 1, error: 0 })
  const again = await otherApp.POST('/auth/register', { body: { username, email: `x${email}`, password } })
  assert.deepEqual(again.data, { status: 0, error: 4 })

  const signedIn = await api.POST('/auth/login', { body: { username, password } })
  assert.ok(signedIn.data?.status === 1)
  assert.equal(signedIn.data.result.email, email)
  await otherApp.POST('/auth/login', { body: { username, password } })

  const edited = await api.POST('/auth/edit', { body: { password, new_password: otherPassword } })
  assert.deepEqual(edited.data, { status: 1, result: { new_password: true }, error: 0 })
  const resumed = await api.POST('/auth/login', { body: { cookies: true } })
  assert.ok(resumed.data?.status === 1)
  assert.equal(resumed.data.result.email, email)
  assert.equal(await whoAmI(account), email)
  const ended = await otherApp.POST('/auth/login', { body: { cookies: true } })
  assert.deepEqual(ended.data, { status: 0, error: authError })

  assert.deepEqual((await api.GET('/auth/logout')).data, { status: 1, error: 0 })
  assert.equal(await whoAmI(account), null)
  const signedOut = await api.POST('/auth/login', { body: { cookies: true } })
  assert.deepEqual(signedOut.data, { status: 0, error: authError })

  assert.equal((await api.POST('/auth/restore', { body: { email } })).data?.status, 1)
  assert.match(await nextTicket('/reset/'), /^[\w-]{43}$/)
}
