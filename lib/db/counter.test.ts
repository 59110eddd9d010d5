import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { prisma, transact } from '@/lib/db/client'
import { unique } from '@/lib/testing/accounts'
import { consumePoint, isKeyRemembered, refundPoint, rememberKey } from './counter'

const newWindow = (attempts = 3, seconds = 60) => ({ key: unique('window'), attempts, seconds })

async function useUp({ key, attempts, seconds }: ReturnType<typeof newWindow>, times = attempts) {
  for (let used = 0; used < times; used++) expect(await consumePoint({ key, attempts, seconds })).toBeNull()
}

const row = (key: string) => prisma().rateLimit.findUnique({ where: { key } })

async function advance(key: string, seconds: number): Promise<void> {
  await prisma().rateLimit.update({ where: { key }, data: { expire: { decrement: seconds * 1_000 } } })
}

test('a window starts with its first attempt and has a fixed length', async () => {
  const window = newWindow()
  await useUp(window)
  const { expire } = (await row(window.key)) ?? {}
  await advance(window.key, 30)
  const left = await consumePoint(window)
  expect(left).toBeGreaterThan(28)
  expect(left).toBeLessThanOrEqual(30)
  expect((await row(window.key))?.expire).toBe(BigInt(expire ?? 0) - 30_000n)
  await advance(window.key, 30)
  await useUp(window)
  expect(await consumePoint(window)).toBeGreaterThan(58)
})

test('a refused attempt is not counted, and a refunded one is available again', async () => {
  const window = newWindow()
  await useUp(window)
  for (let count = 0; count < 10; count++) expect(await consumePoint(window)).toBeGreaterThan(0)
  await refundPoint(window.key)
  await useUp(window, 1)
  expect(await consumePoint(window)).toBeGreaterThan(0)
})

test('a refund changes nothing in an ended window and never goes below 0', async () => {
  const window = newWindow()
  await refundPoint(window.key)
  expect(await row(window.key)).toBeNull()
  await useUp(window, 1)
  for (const _ of [1, 2]) await refundPoint(window.key)
  expect(await row(window.key)).toMatchObject({ points: 0 })
  await useUp(window, 2)
  await advance(window.key, 60)
  await refundPoint(window.key)
  expect(await row(window.key)).toMatchObject({ points: 2 })
})

test('parallel attempts never exceed the limit, also when the previous window has just ended', async () => {
  const window = newWindow(7)
  for (let round = 0; round < 3; round++) {
    const taken = await Promise.all(Array.from({ length: 40 }, () => consumePoint(window)))
    expect(taken.filter((left) => left === null)).toHaveLength(7)
    expect(taken.filter((left) => left !== null && left >= 1 && left <= 60)).toHaveLength(33)
    await advance(window.key, 60)
  }
})

test('a row with an end later than possible is over', async () => {
  const window = newWindow()
  await useUp(window)
  await advance(window.key, -3_600)
  expect(await consumePoint(window)).toBeNull()
  const { expire } = (await row(window.key)) ?? {}
  expect(Number(expire) - Date.now()).toBeLessThanOrEqual(61_000)
})

test('an attempt in a transaction is rolled back with it', async () => {
  const window = newWindow()
  expect(await transact(async (tx) => (await consumePoint(window, tx)) ?? fail('malformed'))).toEqual(
    fail('malformed'),
  )
  expect(await row(window.key)).toBeNull()
})

test('a key is remembered for its time and no longer', async () => {
  const key = unique('key')
  expect(await isKeyRemembered(key)).toBe(false)
  await rememberKey(key, 24 * 3_600)
  expect(await isKeyRemembered(key)).toBe(true)
  await advance(key, 24 * 3_600)
  expect(await isKeyRemembered(key)).toBe(false)
  await rememberKey(key, 24 * 3_600)
  expect(await isKeyRemembered(key)).toBe(true)
})
