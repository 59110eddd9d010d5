import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { provePassword } from '@/lib/account/password/prove-password'
import {
  accountRow,
  canSignIn,
  goodPassword,
  guestContext,
  must,
  newAccount,
  otherPassword,
  sessionState,
  signedIn,
  unique,
} from '@/lib/testing/accounts'
import { mailsTo } from '@/lib/testing/waiting-mail'
import { changePassword } from './change-password'
import { changeUsername, setProvenUsername } from './change-username'

const currentPassword = goodPassword

test('a new name takes effect at once, the old one is free, and the session stays', async () => {
  const account = await newAccount()
  const { context, secret } = await signedIn(account)
  const username = unique('New.name-')
  expect(await changeUsername(context, { currentPassword, username: ` ${username} ` })).toEqual({
    ok: true,
    username,
  })
  expect(await canSignIn(username.toUpperCase(), goodPassword)).toBe(true)
  expect(await canSignIn(String(account.username), goodPassword)).toBe(false)
  expect(await sessionState(secret)).toBe('live')
  expect(await mailsTo(account.email)).toMatchObject([
    { kind: 'username_changed', account: username, formerName: account.username },
  ])
  await newAccount({ username: account.username })
})

test('an account without a name gets one', async () => {
  const account = await newAccount({ username: null })
  const { context } = await signedIn(account)
  must(await changeUsername(context, { currentPassword, username: unique('first') }))
  expect(await mailsTo(account.email)).toMatchObject([{ kind: 'username_changed', formerName: null }])
})

test('a name may change its case, and is still found', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  const username = String(account.username).toUpperCase()
  must(await changeUsername(context, { currentPassword, username }))
  expect(await accountRow(account.id)).toMatchObject({ username, usernameKey: account.username })
})

test("another account's name is taken, in every spelling that folds to it", async () => {
  const { username } = await newAccount({ username: unique('ﬁnn-Straße') })
  const account = await newAccount()
  const { context } = await signedIn(account)
  for (const spelling of [
    String(username),
    String(username).toUpperCase(),
    String(username).replace('ß', 'SS'),
  ]) {
    expect(await changeUsername(context, { currentPassword, username: spelling })).toEqual(
      fail('username_taken'),
    )
  }
  expect(await accountRow(account.id)).toMatchObject({ username: account.username })
})

test.each([
  ['', 'username_missing'],
  ['ab', 'username_short'],
  ['x'.repeat(33), 'username_long'],
  ['a b c', 'username_characters'],
  ['a@b.c', 'username_characters'],
  ['pаypal', 'username_characters'],
  ['Admin', 'username_reserved'],
] as const)('"%s" is refused: %s', async (username, code) => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  expect(await changeUsername(context, { currentPassword, username })).toEqual(fail(code))
  expect(await accountRow(account.id)).toMatchObject({ username: account.username })
})

test('the current password is checked before the name, and guests are refused', async () => {
  const taken = String((await newAccount()).username)
  const { context } = await signedIn(await newAccount())
  const wrong = { currentPassword: otherPassword, username: taken }
  expect(await changeUsername(context, wrong)).toEqual(fail('wrong_password'))
  expect(await changeUsername(guestContext(), { currentPassword, username: taken })).toEqual(
    fail('signed_out'),
  )
})

test('a proof is void after the password was changed', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  const proof = must(await provePassword(context, goodPassword))
  must(await changePassword(context, { currentPassword, newPassword: otherPassword }))
  expect(await setProvenUsername(context, proof, unique('late'))).toEqual(fail('wrong_password'))
  expect(await accountRow(account.id)).toMatchObject({ username: account.username })
})

test('when ten accounts request one name at once, one gets it', async () => {
  const username = unique('wanted')
  const accounts = await Promise.all(Array.from({ length: 10 }, () => newAccount()))
  const contexts = await Promise.all(accounts.map((account) => signedIn(account)))
  const results = await Promise.all(
    contexts.map(({ context }) => changeUsername(context, { currentPassword, username })),
  )
  expect(results.filter(({ ok }) => !ok)).toEqual(Array(9).fill(fail('username_taken')))
  const winner = accounts[results.findIndex(({ ok }) => ok)]
  expect(await accountRow(String(winner?.id))).toMatchObject({ username })
})
