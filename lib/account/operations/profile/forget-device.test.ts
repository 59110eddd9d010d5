import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { enterByDevice } from '@/lib/account/operations/entering/enter-by-device'
import { prisma } from '@/lib/db/client'
import { contextWith, guestContext, must, newAccount, signedIn, unique } from '@/lib/testing/accounts'
import { forgetDevice } from './forget-device'
import { listDevices } from './list-devices'

/** Somebody with an app on each of these installations, and a visit of theirs. */
async function withDevices(...deviceIds: string[]) {
  const login = unique('owner')
  let secret = ''
  for (const id of deviceIds) {
    const device = { id, pushToken: `push-${id}` }
    const input = { login, password: 'correct horse battery', device }
    secret = must(await enterByDevice(guestContext('device'), input)).session?.secret ?? ''
  }
  return { login, context: await contextWith(secret), secret }
}

const enterWithout = (login: string, id: string) =>
  enterByDevice(guestContext('device'), { login, password: null, device: { id, pushToken: null } })

test('the list has the primary device first, then the last seen, and nothing that opens anything', async () => {
  const { context } = await withDevices('one', 'two', 'three')
  const listed = await listDevices(context.caller)
  expect(listed.map(({ isPrimary }) => isPrimary)).toEqual([true, false, false])
  const [, newer, older] = listed
  expect(newer?.lastSeenAt.getTime()).toBeGreaterThan(older?.lastSeenAt.getTime() ?? Number.NaN)
  expect(Object.keys(listed[0] ?? {}).sort()).toEqual(['id', 'isPrimary', 'lastSeenAt', 'registeredAt'])
})

test('a forgotten device is gone, and the others and the session stay', async () => {
  const { context, secret } = await withDevices('one', 'two')
  const [primary, other] = await listDevices(context.caller)
  must(await forgetDevice(context, { device: other?.id ?? '' }))
  expect((await listDevices(context.caller)).map(({ id }) => id)).toEqual([primary?.id])
  expect((await contextWith(secret)).caller.kind).toBe('member')
  expect(await forgetDevice(context, { device: other?.id ?? '' })).toEqual(fail('not_found'))
})

test('what a forgotten device knows opens the account no more', async () => {
  const { login, context } = await withDevices('one', 'two')
  await prisma().account.updateMany({ where: { usernameKey: login }, data: { passwordHash: null } })
  expect((await enterWithout(login, 'two')).ok).toBe(true)
  const [, other] = await listDevices(context.caller)
  must(await forgetDevice(context, { device: other?.id ?? '' }))
  expect(await enterWithout(login, 'two')).toEqual(fail('account_used'))
  expect((await enterWithout(login, 'one')).ok).toBe(true)
})

test("somebody else's device and none at all are not found; a guest has none", async () => {
  const { context } = await withDevices('one')
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
