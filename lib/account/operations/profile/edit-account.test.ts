import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import {
  canSignIn,
  contextWith,
  goodPassword,
  newAccount,
  signedIn,
  unique,
  uniqueEmail,
} from '@/lib/testing/accounts'
import { editAccount } from './edit-account'

const currentPassword = goodPassword

test('a new password is compared with the new username and address, not with the old ones', async () => {
  const account = await newAccount({ username: unique('battery') })
  const { context, secret } = await signedIn(account, 'classic')
  const username = unique('staple')
  expect(await editAccount(context, { currentPassword, username, newPassword: username })).toMatchObject({
    username: { ok: true },
    newPassword: fail('password_is_login'),
  })
  const email = uniqueEmail()
  expect(await editAccount(context, { currentPassword, email, newPassword: email })).toMatchObject({
    email: { ok: true },
    newPassword: fail('password_is_login'),
  })
  const former = account.username ?? ''
  const now = await contextWith(secret, 'classic')
  expect(await editAccount(now, { currentPassword, newPassword: former })).toMatchObject({
    newPassword: { ok: true },
  })
  expect(await canSignIn(email, former)).toBe(true)
})
