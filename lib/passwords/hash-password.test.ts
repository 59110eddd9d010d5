import { createHash } from 'node:crypto'
import bcrypt from 'bcryptjs'
import { Piscina } from 'piscina'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { parseConfig } from '@/lib/config'
import { policy } from '@/lib/policy'
import { processWide, setProcessWide } from '@/lib/process-wide'
import { TooBusy } from '@/lib/too-busy'
import { isCommonPassword } from './common-passwords'
import { hashPassword, stopHashing, verifyPassword } from './hash-password'

function configure(env: Record<string, string>) {
  setProcessWide('config', parseConfig({ HASH_THREADS: '1', BCRYPT_COST: '4', ...env }))
}

beforeEach(() => configure({}))
afterAll(stopHashing)

describe.each(['bcrypt', 'argon2id'])('%s', (scheme) => {
  beforeEach(() => configure({ PASSWORD_HASH: scheme }))

  test('a password matches its own hash and no other', async () => {
    const stored = await hashPassword('correct horse')
    expect(await verifyPassword('correct horse', stored)).toEqual({ matches: true, outdated: false })
    expect(await verifyPassword('correct horsf', stored)).toEqual({ matches: false, outdated: false })
  })

  test.each(['a'.repeat(72), 'ж'.repeat(36)])('nothing past 72 bytes is ignored', async (head) => {
    const stored = await hashPassword(`${head}X`)
    expect((await verifyPassword(`${head}X`, stored)).matches).toBe(true)
    expect((await verifyPassword(`${head}Y`, stored)).matches).toBe(false)
    expect((await verifyPassword(head, stored)).matches).toBe(false)
    const short = await hashPassword(head)
    expect((await verifyPassword(head, short)).matches).toBe(true)
    expect((await verifyPassword(`${head}X`, short)).matches).toBe(false)
  })

  test('the digest of a long password is not the password', async () => {
    const long = 'p'.repeat(108)
    const stored = await hashPassword(long)
    for (const form of ['base64', 'hex', 'base64url'] as const) {
      const digest = createHash('sha256').update(long).digest(form)
      expect((await verifyPassword(digest, stored)).matches).toBe(false)
    }
  })

  test('nobody has no password', async () => {
    expect(await verifyPassword('anything', null)).toEqual({ matches: false, outdated: false })
  })
})

test('hashes of every known format verify, and those of another scheme or cost are outdated', async () => {
  configure({ PASSWORD_HASH: 'argon2id' })
  const argon2 = await hashPassword('correct horse')
  expect(await verifyPassword('correct horse', bcrypt.hashSync('correct horse', 4))).toEqual({
    matches: true,
    outdated: true,
  })
  configure({ BCRYPT_COST: '5' })
  expect(await verifyPassword('correct horse', argon2)).toEqual({ matches: true, outdated: true })
  expect(await verifyPassword('correct horse', bcrypt.hashSync('correct horse', 4))).toEqual({
    matches: true,
    outdated: true,
  })
})

test('a full queue refuses at once instead of growing', async () => {
  const asked = Array.from({ length: policy.waitingHashesPerThread + 8 }, () => hashPassword('correct horse'))
  const outcomes = await Promise.allSettled(asked)
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.length).toBeLessThanOrEqual(8)
  expect(refused.every((outcome) => outcome.reason instanceof TooBusy)).toBe(true)
})

test('R21: a thread that dies is replaced, and what it had in hand fails once', async () => {
  configure({ BCRYPT_COST: '12' })
  const [thread] = processWide('hash-pool', () => new Piscina()).threads
  const inHand = hashPassword('correct horse')
  await thread?.terminate()
  await expect(inHand).rejects.toThrow('too busy')
  expect((await verifyPassword('correct horse', await hashPassword('correct horse'))).matches).toBe(true)
})

test('common passwords are known in any case', () => {
  expect(isCommonPassword('PassWord123')).toBe(true)
  expect(isCommonPassword('correct horse battery')).toBe(false)
})

test('R25: a thread that falls over with nothing in hand is replaced, and nobody else falls', async () => {
  await hashPassword('correct horse')
  const pool = processWide('hash-pool', () => new Piscina())
  const [thread] = pool.threads
  thread?.emit('error', new Error('thrown with nothing in hand'))
  expect(pool.threads).not.toContain(thread)
  await expect(hashPassword('correct horse')).resolves.toMatch(/^\$2/)
})
