import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { prisma, transact } from '@/lib/db/client'
import { unique } from '@/lib/testing/accounts'
import { giveBackTo, isKeyRemembered, rememberKey, takeFrom } from './counter'

const newWindow = (attempts = 3, seconds = 60) => ({ key: unique('window'), attempts, seconds })

async function use({ key, attempts, seconds }: ReturnType<typeof newWindow>, times = attempts) {
  for (let use = 0; use < times; use++) expect(await takeFrom({ key, attempts, seconds })).toBeNull()
}

const row = (key: string) => prisma().rateLimit.findUnique({ where: { key } })

async function pass(key: string, seconds: number): Promise<void> {
  await prisma().rateLimit.update({ where: { key }, data: { expire: { decrement: seconds * 1_000 } } })
}

test('a window begins with its first try and ends so much later, however often it is tried', async () => {
  const window = newWindow()
  await use(window)
  const { expire } = (await row(window.key)) ?? {}
  await pass(window.key, 30)
  const left = await takeFrom(window)
  expect(left).toBeGreaterThan(28)
  expect(left).toBeLessThanOrEqual(30)
  expect((await row(window.key))?.expire).toBe(BigInt(expire ?? 0) - 30_000n)
  await pass(window.key, 30)
  await use(window)
  expect(await takeFrom(window)).toBeGreaterThan(58)
})

test('a refused try is not counted: what is given back is free again', async () => {
  const window = newWindow()
  await use(window)
  for (let refused = 0; refused < 10; refused++) expect(await takeFrom(window)).toBeGreaterThan(0)
  await giveBackTo(window.key)
  await use(window, 1)
  expect(await takeFrom(window)).toBeGreaterThan(0)
})

test('nothing is given back to a window that has ended, or below none', async () => {
  const window = newWindow()
  await giveBackTo(window.key)
  expect(await row(window.key)).toBeNull()
  await use(window, 1)
  for (const _ of [1, 2]) await giveBackTo(window.key)
  expect(await row(window.key)).toMatchObject({ points: 0 })
  await use(window, 2)
  await pass(window.key, 60)
  await giveBackTo(window.key)
  expect(await row(window.key)).toMatchObject({ points: 2 })
})

test('of many at once exactly as many get a try, also when the window before has just ended', async () => {
  const window = newWindow(7)
  for (let round = 0; round < 3; round++) {
    const taken = await Promise.all(Array.from({ length: 40 }, () => takeFrom(window)))
    expect(taken.filter((left) => left === null)).toHaveLength(7)
    expect(taken.filter((left) => left !== null && left >= 1 && left <= 60)).toHaveLength(33)
    await pass(window.key, 60)
  }
})

test('a row that says that a window lasts longer than it can is over', async () => {
  const window = newWindow()
  await use(window)
  await pass(window.key, -3_600)
  expect(await takeFrom(window)).toBeNull()
  const { expire } = (await row(window.key)) ?? {}
  expect(Number(expire) - Date.now()).toBeLessThanOrEqual(61_000)
})

test('a try that is taken in a transaction goes with it', async () => {
  const window = newWindow()
  expect(await transact(async (tx) => (await takeFrom(window, tx)) ?? fail('malformed'))).toEqual(
    fail('malformed'),
  )
  expect(await row(window.key)).toBeNull()
})

test('a key is remembered for its days, and no longer', async () => {
  const key = unique('key')
  expect(await isKeyRemembered(key)).toBe(false)
  await rememberKey(key, 24 * 3_600)
  expect(await isKeyRemembered(key)).toBe(true)
  await pass(key, 24 * 3_600)
  expect(await isKeyRemembered(key)).toBe(false)
  await rememberKey(key, 24 * 3_600)
  expect(await isKeyRemembered(key)).toBe(true)
})
