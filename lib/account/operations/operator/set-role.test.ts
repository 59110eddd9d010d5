import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { newAccount, unique } from '@/lib/testing/accounts'
import { listAdmins } from './list-admins'
import { setRole } from './set-role'

test('a role is granted and revoked by username or address, and a repeat changes nothing', async () => {
  const username = unique('Boss')
  const { email } = await newAccount({ username })
  expect(await setRole({ login: email, role: 'admin' })).toEqual({ ok: true, login: username, changed: true })
  expect(await setRole({ login: username.toLowerCase(), role: 'admin' })).toMatchObject({ changed: false })
  expect(await listAdmins()).toContain(username)
  expect(await setRole({ login: username, role: 'user' })).toMatchObject({ changed: true })
  expect(await listAdmins()).not.toContain(username)
  expect(await setRole({ login: unique('nobody'), role: 'admin' })).toMatchObject({
    codes: ['login_unknown'],
  })
})

test('an account named by an unverified address cannot become an administrator; named by its username it can', async () => {
  const { email, username } = await newAccount({ verified: false })
  expect(await setRole({ login: email, role: 'admin' })).toEqual(fail('email_not_verified'))
  expect(await setRole({ login: String(username), role: 'admin' })).toMatchObject({ ok: true, changed: true })
  expect(await setRole({ login: email, role: 'user' })).toMatchObject({ ok: true, changed: true })
})
