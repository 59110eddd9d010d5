import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { signInByDevice } from '@/lib/account/operations/entering/sign-in-by-device'
import { prisma } from '@/lib/db/client'
import { contextWith, guestContext, must, newAccount, signedIn, unique } from '@/lib/testing/accounts'
import { forgetDevice } from './forget-device'
import { listDevices } from './list-devices'

/** A new account with these devices, and a request context of its last session. */
async function newAccountWithDevices(...deviceIds: string[]) {
  const login = unique('owner')
  let secret = ''
  for (const id of deviceIds) {
    const device = { id, pushToken: `push-${id}` }
    const input = { login, password: 'correct horse battery', device }
    secret = must(await signInByDevice(guestContext('device'), input)).session?.secret ?? ''
  }
  return { login, context: await contextWith(secret), secret }
}

const enterWithoutPassword = (login: string, id: string) =>
  signInByDevice(guestContext('device'), { login, password: null, device: { id, pushToken: null } })

test('the list has the primary device first, then the last seen, and no identifiers', async () => {
  const { context } = await newAccountWithDevices('one', 'two', 'three')
  const listed = await listDevices(context.caller)
  expect(listed.map(({ isPrimary }) => isPrimary)).toEqual([true, false, false])
  const [, newer, older] = listed
  expect(newer?.lastSeenAt.getTime()).toBeGreaterThan(older?.lastSeenAt.getTime() ?? Number.NaN)
  expect(Object.keys(listed[0] ?? {}).sort()).toEqual(['id', 'isPrimary', 'lastSeenAt', 'registeredAt'])
})

test('forgetting a device keeps the other devices and the session', async () => {
  const { context, secret } = await newAccountWithDevices('one', 'two')
  const [primary, other] = await listDevices(context.caller)
  must(await forgetDevice(context, { device: other?.id ?? '' }))
  expect((await listDevices(context.caller)).map(({ id }) => id)).toEqual([primary?.id])
  expect((await contextWith(secret)).caller.kind).toBe('member')
  expect(await forgetDevice(context, { device: other?.id ?? '' })).toEqual(fail('not_found'))
})

test('a forgotten device no longer opens the account', async () => {
  const { login, context } = await newAccountWithDevices('one', 'two')
  await prisma().account.updateMany({ where: { usernameKey: login }, data: { passwordHash: null } })
  expect((await enterWithoutPassword(login, 'two')).ok).toBe(true)
  const [, other] = await listDevices(context.caller)
  must(await forgetDevice(context, { device: other?.id ?? '' }))
  expect(await enterWithoutPassword(login, 'two')).toEqual(fail('account_used'))
  expect((await enterWithoutPassword(login, 'one')).ok).toBe(true)
})

test("another account's device and an unknown one are not found; a guest has none", async () => {
  const { context } = await newAccountWithDevices('one')
  const stranger = await signedIn(await newAccount())
  const [device] = await listDevices(context.caller)
  expect(await listDevices(stranger.context.caller)).toEqual([])
  for (const id of [device?.id ?? '', crypto.randomUUID(), 'x', '']) {
    expect(await forgetDevice(stranger.context, { device: id })).toEqual(fail('not_found'))
  }
  expect(await listDevices(context.caller)).toHaveLength(1)
  expect(await listDevices(guestContext().caller)).toEqual([])
  expect(await forgetDevice(guestContext(), { device: device?.id ?? '' })).toEqual(fail('signed_out'))
})
