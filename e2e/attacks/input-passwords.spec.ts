import { createHash } from 'node:crypto'
import { send } from '@/e2e/support/clients/send'
import { Doors, entrances } from '@/e2e/support/doors/doors'
import { test } from '@/e2e/support/fixtures/doors-test'
import { expect } from '@/e2e/support/fixtures/test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { startServer } from '@/e2e/support/servers/server'

/** A password is the whole of it. Both kinds of hash, and the upgrade, are tested in lib/passwords and sign-in.test. */

const nobody = entrances.map(() => null)

for (const [name, head] of Object.entries({ Latin: 'a'.repeat(72), Cyrillic: 'ж'.repeat(36) })) {
  test(`H05: what stands behind 72 bytes counts, in ${name}`, async ({ doors }) => {
    const person = await doors.verified('classic', { password: `${head}X` })
    for (const password of [`${head}Y`, head, `${head}`.slice(0, -1), `${head}XX`, `${head}x`])
      expect(await doors.everywhere({ ...person, password })).toEqual(nobody)
    expect(await doors.everywhere(person)).not.toContain(null)
  })
}

test('H06: the digest of a long password does not open the account, nor does what was hashed for it', async ({
  doors,
}) => {
  const password = 'p'.repeat(108)
  const person = await doors.verified('classic', { password })
  for (const form of ['base64', 'hex', 'base64url'] as const) {
    const digest = createHash('sha256').update(password).digest(form)
    expect(await doors.everywhere({ ...person, password: digest })).toEqual(nobody)
    expect(await doors.everywhere({ ...person, password: `sha256$${digest}` })).toEqual(nobody)
    const other = await doors.verified('classic', { password: digest })
    expect(await doors.everywhere({ ...other, password })).toEqual(nobody)
  }
})

test('H07: what nobody sees in a password counts too, and of two ways to write one letter either opens', async ({
  doors,
}) => {
  for (const hidden of ['\u202e', '\u200d', '\ufeff', '\u007f', ' ', '\t']) {
    const person = await doors.verified('classic', { password: `correct horse battery${hidden}` })
    const plain = { ...person, password: 'correct horse battery' }
    expect([hidden, await doors.everywhere(plain, ['classic', 'rest', 'form'])]).toEqual([
      hidden,
      [null, null, null],
    ])
    expect(await doors.everywhere(person)).not.toContain(null)
  }
  const composed = await doors.verified('classic', { password: 'caf\u00e9 au lait' })
  expect(await doors.everywhere({ ...composed, password: 'cafe\u0301 au lait' })).not.toContain(null)
})

test('H08: 256 characters are taken and 257 are not, and what is too long is not hashed', async () => {
  test.slow()
  const server = await startServer({ env: { BCRYPT_COST: '12', HASH_THREADS: '1' } })
  const doors = new Doors(server.url, new Mailbox(server.url))
  const longest = { ...doors.somebody(), password: 'ab \u{1f600}'.repeat(64) }
  expect((await doors.do('classic', 'register', longest)).meaning).toBe('ok')
  for (const door of Doors.having('register')) {
    for (const length of [257, 7_000]) {
      const answer = await doors.do(door, 'register', {
        ...doors.somebody(),
        password: 'ab c'.repeat(length / 4 + 1),
      })
      expect([door, length, answer.meaning]).toEqual([door, length, 'bad'])
      if (door === 'ticket') expect(answer.text).toContain('"code":9')
    }
  }
  const hashing = await millisOf(() => doors.signIn('classic', { ...longest, password: 'not the password' }))
  const started = performance.now()
  const long = { ...longest, password: 'p'.repeat(15_000) }
  const tries = Array.from({ length: 100 }, (_, at) => doors.signIn(entrances[at % 5] ?? 'rest', long))
  expect(await send(`${server.url}/api/health`)).toMatchObject({ status: 200 })
  expect((await Promise.all(tries)).filter(Boolean)).toEqual([])
  const floodMillis = performance.now() - started
  const [refusals, checks]: [number[], number[]] = [[], []]
  for (let n = 0; n < 100; n++) {
    refusals.push(await millisOf(() => doors.signIn('rest', long)))
    checks.push(await millisOf(() => send(`${server.url}/api/health`)))
  }
  expect(share(refusals, 0.5) - share(checks, 0.5)).toBeLessThan(20 * faultSize.busyFactor)
  expect(share(checks, 0.9)).toBeLessThan(50 * faultSize.busyFactor)
  // A hundred hashes on the one thread would take a hundred times as long as one.
  expect(floodMillis).toBeLessThan(hashing * 50)
  await server.stop()
})

function share(millis: readonly number[], part: number): number {
  return millis.toSorted((a, b) => a - b)[Math.floor(millis.length * part)] ?? 0
}

async function millisOf(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await act()
  return performance.now() - started
}
