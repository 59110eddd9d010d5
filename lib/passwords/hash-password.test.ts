import { createHash } from 'node:crypto'
import { hashSync as argon2Hash, type Options } from '@node-rs/argon2'
import bcrypt from 'bcryptjs'
import { Piscina } from 'piscina'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { parseConfig } from '@/lib/config'
import { policy } from '@/lib/policy'
import { processWide, setProcessWide } from '@/lib/process/process-wide'
import { TooBusy } from '@/lib/process/too-busy'
import { cpuMillis } from '@/lib/testing/cpu-millis'
import { isCommonPassword } from './common-passwords'
import { hashPassword, stopHashing, verifyPassword } from './hash-password'

function configure(env: Record<string, string>) {
  setProcessWide('config', parseConfig({ HASH_THREADS: '1', BCRYPT_COST: '4', ...env }))
}

beforeEach(() => {
  configure({})
  setProcessWide('hash-kinds', undefined)
})
afterAll(stopHashing)

describe.each(['bcrypt', 'argon2id'])('%s', (scheme) => {
  beforeEach(() => configure({ PASSWORD_HASH: scheme }))

  test('a password matches its own hash and no other', async () => {
    const stored = await hashPassword('correct horse')
    expect(await verifyPassword('correct horse', stored)).toEqual({ matches: true, outdated: false })
    expect(await verifyPassword('correct horsf', stored)).toEqual({ matches: false, outdated: false })
  })

  test.each(['a'.repeat(72), 'ж'.repeat(36)])('bytes after the 72nd count', async (head) => {
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

  test('an unknown login matches no password', async () => {
    expect(await verifyPassword('anything', null)).toEqual({ matches: false, outdated: false })
  })
})

const password = 'correct horse'
const bcryptOf = (cost: number) => bcrypt.hashSync(password, cost)
const argon2Of = (memoryCost: number, timeCost: number, more: Options = {}) =>
  argon2Hash(password, { memoryCost, timeCost, parallelism: 1, ...more })
const argon2i: Options = { algorithm: 1 }
const marked = (cost: number) =>
  `sha256+${bcrypt.hashSync(createHash('sha256').update(password).digest('base64'), cost)}`

const wanted = {
  bcrypt5: { PASSWORD_HASH: 'bcrypt', BCRYPT_COST: '5' },
  argon2id: { PASSWORD_HASH: 'argon2id', BCRYPT_COST: '5' },
}

test.each([
  ['a weaker bcrypt', bcryptOf(4), { bcrypt5: true, argon2id: true }],
  ['the same bcrypt', bcryptOf(5), { bcrypt5: false, argon2id: true }],
  ['a stronger bcrypt', bcryptOf(6), { bcrypt5: false, argon2id: true }],
  ['a weaker marked bcrypt', marked(4), { bcrypt5: true, argon2id: true }],
  ['a stronger marked bcrypt', marked(6), { bcrypt5: false, argon2id: true }],
  [
    "another program's bcrypt, stronger",
    bcryptOf(6).replace('$2b$', '$2a$'),
    { bcrypt5: false, argon2id: true },
  ],
  ['the same argon2id', argon2Of(19_456, 2), { bcrypt5: false, argon2id: false }],
  ['argon2id with more memory', argon2Of(65_536, 2), { bcrypt5: false, argon2id: false }],
  ['argon2id with more passes', argon2Of(19_456, 3), { bcrypt5: false, argon2id: false }],
  ['argon2id with as much work in one pass', argon2Of(47_104, 1), { bcrypt5: false, argon2id: false }],
  ['argon2id with a little less work', argon2Of(7_168, 5), { bcrypt5: false, argon2id: true }],
  ['argon2id with almost no work', argon2Of(64, 1), { bcrypt5: true, argon2id: true }],
  ['argon2i', argon2Of(65_536, 3, argon2i), { bcrypt5: false, argon2id: true }],
] as const)('%s verifies, and is replaced only by a newer or stronger hash', async (_, stored, outdated) => {
  for (const scheme of ['bcrypt5', 'argon2id'] as const) {
    configure(wanted[scheme])
    expect(await verifyPassword(password, stored), scheme).toEqual({
      matches: true,
      outdated: outdated[scheme],
    })
    expect(await verifyPassword('correct horsf', stored), scheme).toEqual({ matches: false, outdated: false })
  }
})

test.each([
  ['bcrypt', bcryptOf(10)],
  ['argon2id', argon2Of(131_072, 2)],
])(
  'C01: a wrong guess takes equally long for an unknown login, also when stored hashes are stronger (%s)',
  async (_, stored) => {
    const millis = (stored: string | null) =>
      cpuMillis(async () => expect((await verifyPassword('correct horsf', stored)).matches).toBe(false))
    const weak = bcryptOf(4)
    const times: [atIt: number, atNobody: number, atWeak: number][] = []
    for (let round = 0; round < 5; round++)
      times.push([await millis(stored), await millis(null), await millis(weak)])
    const median = (place: 0 | 1 | 2) => times.map((row) => row[place]).sort((a, b) => a - b)[2] ?? 0
    expect(median(1)).toBeGreaterThan(median(0) / 2)
    expect(median(2)).toBeGreaterThan(median(0) / 2)
  },
)

test('a full queue refuses at once instead of growing', async () => {
  const jobs = Array.from({ length: policy.waitingHashesPerThread + 8 }, () => hashPassword('correct horse'))
  const outcomes = await Promise.allSettled(jobs)
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.length).toBeLessThanOrEqual(8)
  expect(refused.every((outcome) => outcome.reason instanceof TooBusy)).toBe(true)
})

test('R21: a thread that dies is replaced, and its job fails once', async () => {
  configure({ BCRYPT_COST: '12' })
  const [thread] = processWide('hash-pool', () => new Piscina()).threads
  const job = hashPassword('correct horse')
  await thread?.terminate()
  await expect(job).rejects.toThrow('too busy')
  expect((await verifyPassword('correct horse', await hashPassword('correct horse'))).matches).toBe(true)
})

test('common passwords are found in upper and lower case', () => {
  expect(isCommonPassword('PassWord123')).toBe(true)
  expect(isCommonPassword('correct horse battery')).toBe(false)
})

test('R25: an idle thread that fails is replaced, and other jobs go on', async () => {
  await hashPassword('correct horse')
  const pool = processWide('hash-pool', () => new Piscina())
  const [thread] = pool.threads
  thread?.emit('error', new Error('thrown while idle'))
  expect(pool.threads).not.toContain(thread)
  await expect(hashPassword('correct horse')).resolves.toMatch(/^\$2/)
})
