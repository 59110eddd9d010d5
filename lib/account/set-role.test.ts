import { expect, test } from 'vitest'
import { goodPassword, unique, visitor } from '@/e2e/support/accounts'
import { listAdmins } from './list-admins'
import { registerAccount } from './register-account'
import { setRole } from './set-role'

test('a role is given and taken, by either name, and nothing changes twice', async () => {
  const username = unique('Boss')
  const email = `${username.toLowerCase()}@x.test`
  await registerAccount(visitor('classic'), { username, email, password: goodPassword })
  expect(await setRole({ login: email, role: 'admin' })).toEqual({ ok: true, login: username, changed: true })
  expect(await setRole({ login: username.toLowerCase(), role: 'admin' })).toMatchObject({ changed: false })
  expect(await listAdmins()).toContain(username)
  expect(await setRole({ login: username, role: 'user' })).toMatchObject({ changed: true })
  expect(await listAdmins()).not.toContain(username)
  expect(await setRole({ login: unique('nobody'), role: 'admin' })).toMatchObject({
    codes: ['login_unknown'],
  })
})
