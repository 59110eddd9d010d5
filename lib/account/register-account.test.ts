import { expect, test } from 'vitest'
import { goodPassword, unique, visitor } from '@/e2e/support/accounts'
import { mailsTo } from '@/e2e/support/waiting-mail'
import { prisma } from '@/lib/db/client'
import { registerAccount } from './register-account'

test('fifty at once register one name and address: one account', async () => {
  const username = unique('race')
  const email = `${username}@x.test`
  const input = { email, username, password: goodPassword }
  const results = await Promise.all(
    Array.from({ length: 50 }, () => registerAccount(visitor('classic'), input)),
  )
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(results.filter((result) => !result.ok && result.codes.includes('username_taken'))).toHaveLength(49)
  expect(await prisma().account.count({ where: { email } })).toBe(1)
  expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(['verify_email'])
})
