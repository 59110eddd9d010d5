import { expect, test } from 'vitest'
import { hashSecret } from '@/lib/account/secret'
import { rememberKey } from '@/lib/db/counter'
import { newAccount } from '@/lib/testing/accounts'
import { contextFromNewNetwork, withLimits } from '@/lib/testing/with-limits'
import { isUnfamiliar, networkOf } from './networks'

withLimits()

test('a network that an earlier release has stored stays known', async () => {
  const { id } = await newAccount()
  const context = contextFromNewNetwork()
  expect(await isUnfamiliar(context, id)).toBe(true)
  const digest = Buffer.from(hashSecret(`${id} ${networkOf(context.address)}`)).toString('base64url')
  await rememberKey(`knownPlace:${digest}`, 3_600)
  expect(await isUnfamiliar(context, id)).toBe(false)
})
