import assert from 'node:assert/strict'
import type { components, paths } from '@generated/device'
import createClient from 'openapi-fetch'
import { type JourneyContext, keepCookies, password } from '@/e2e/api-clients/journey'
import { accountApiOf, whoAmI } from './account-api'

type ErrorCode = components['schemas']['ErrorCode']
const accountUsed: ErrorCode = 100500
const generated = /\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b/

/** Signs in without a password, adds an address and a password, signs out, requests a new password and signs in with it. */
export async function runJourney({
  serverUrl,
  username: login,
  email,
  nextMail,
}: JourneyContext): Promise<void> {
  const baseUrl = `${serverUrl}/api`
  const api = createClient<paths>({ baseUrl, fetch: keepCookies() })
  const device = { device_id: `phone of ${login}` }

  const addresses = await api.GET('/main')
  assert.equal(addresses.data?.auth, '/auth')
  const first = await api.POST('/auth', { body: { login, ...device } })
  assert.deepEqual(first.data, { user: { login } })
  const set = await api.POST('/user/set', { body: { email, password, gender: true } })
  assert.ok(set.data)
  const user: components['schemas']['User'] = set.data.user
  assert.deepEqual([user.login, user.email, user.gender], [login, email, true])

  assert.deepEqual((await api.POST('/logout')).data, {})
  assert.equal((await api.POST('/user/set', { body: { region: 'Nsk' } })).response.status, 401)
  const used = await api.POST('/auth', { body: { login, ...device } })
  assert.equal(used.error?.error_code, accountUsed)

  const tools = await api.GET('/password/tools', { params: { query: { login } } })
  assert.equal(tools.data?.tools.email, true)
  const requested = await api.POST('/password/request', { body: { tool: 'email', login } })
  assert.deepEqual(requested.data, { tool: 'email' })
  const [newPassword] = generated.exec(await nextMail(/новый пароль/i)) ?? []
  assert.ok(newPassword)
  const entered = await api.POST('/auth', { body: { login, password: newPassword, session: 'bearer' } })
  assert.ok(entered.data?.token)
  const account = accountApiOf(serverUrl, entered.data.token)
  assert.equal(await whoAmI(account), email)
  const headers = { authorization: `Bearer ${entered.data.token}` }
  const moved = await api.POST('/user/set', { body: { region: 'Nsk' }, headers })
  assert.equal(moved.data?.user.region, 'Nsk')
  assert.deepEqual((await api.POST('/logout', { headers })).data, {})
  assert.equal(await whoAmI(account), null)
}
