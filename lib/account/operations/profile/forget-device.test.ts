import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { enterByDevice } from '@/lib/account/operations/entering/enter-by-device'
import { prisma } from '@/lib/db/client'
import { must, newAccount, signedIn, unique, visitor, visitorWith } from '@/lib/testing/accounts'
import { forgetDevice } from './forget-device'
import { listDevices } from './list-devices'

/** Somebody with an app on each of these installations, and a visit of theirs. */
async function withDevices(...deviceIds: string[]) {
  const login = unique('owner')
  let secret = ''
  for (const id of deviceIds) {
    const device = { id, pushToken: `push-${id}` }
    const input = { login, password: 'correct horse battery', device }
    secret = must(await enterByDevice(visitor('device'), input)).session?.secret ?? ''
  }
  return { login, visit: await visitorWith(secret), secret }
}

const enterWithout = (login: string, id: string) =>
  enterByDevice(visitor('device'), { login, password: null, device: { id, pushToken: null } })

test('the list has the primary device first, then the last seen, and nothing that opens anything', async () => {
  const { visit } = await withDevices('one', 'two', 'three')
  const listed = await listDevices(visit.caller)
  expect(listed.map(({ isPrimary }) => isPrimary)).toEqual([true, false, false])
  const [, newer, older] = listed
  expect(newer?.lastSeenAt.getTime()).toBeGreaterThan(older?.lastSeenAt.getTime() ?? Number.NaN)
  expect(Object.keys(listed[0] ?? {}).sort()).toEqual(['id', 'isPrimary', 'lastSeenAt', 'registeredAt'])
})

test('a forgotten device is gone, and the others and the session stay', async () => {
  const { visit, secret } = await withDevices('one', 'two')
  const [primary, other] = await listDevices(visit.caller)
  must(await forgetDevice(visit, { device: other?.id ?? '' }))
  expect((await listDevices(visit.caller)).map(({ id }) => id)).toEqual([primary?.id])
  expect((await visitorWith(secret)).caller.kind).toBe('member')
  expect(await forgetDevice(visit, { device: other?.id ?? '' })).toEqual(fail('not_found'))
})

test('what a forgotten device knows opens the account no more', async () => {
  const { login, visit } = await withDevices('one', 'two')
  await prisma().account.updateMany({ where: { usernameKey: login }, data: { passwordHash: null } })
  expect((await enterWithout(login, 'two')).ok).toBe(true)
  const [, other] = await listDevices(visit.caller)
  must(await forgetDevice(visit, { device: other?.id ?? '' }))
  expect(await enterWithout(login, 'two')).toEqual(fail('account_used'))
  expect((await enterWithout(login, 'one')).ok).toBe(true)
})

test("somebody else's device and none at all are not found; a guest has none", async () => {
  const { visit } = await withDevices('one')
  const stranger = await signedIn(await newAccount())
  const [device] = await listDevices(visit.caller)
  expect(await listDevices(stranger.visit.caller)).toEqual([])
  for (const id of [device?.id ?? '', crypto.randomUUID(), 'x', '']) {
    expect(await forgetDevice(stranger.visit, { device: id })).toEqual(fail('not_found'))
  }
  expect(await listDevices(visit.caller)).toHaveLength(1)
  expect(await listDevices(visitor().caller)).toEqual([])
  expect(await forgetDevice(visitor(), { device: device?.id ?? '' })).toEqual(fail('signed_out'))
})
