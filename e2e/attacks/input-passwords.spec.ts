import { createHash } from 'node:crypto'
import { Channels, signInChannels } from '@/e2e/support/channels/channels'
import { send } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/channels-test'
import { expect } from '@/e2e/support/fixtures/test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { startServer } from '@/e2e/support/servers/server'

/** The whole password counts. Both kinds of hash, and the upgrade, are tested in lib/passwords and sign-in.test. */

const noSessions = signInChannels.map(() => null)

for (const [name, head] of Object.entries({ Latin: 'a'.repeat(72), Cyrillic: 'ж'.repeat(36) })) {
  test(`H05: characters after the 72nd byte count, with ${name}`, async ({ channels }) => {
    const person = await channels.newVerifiedPerson('classic', { password: `${head}X` })
    for (const password of [`${head}Y`, head, `${head}`.slice(0, -1), `${head}XX`, `${head}x`])
      expect(await channels.signInEverywhere({ ...person, password })).toEqual(noSessions)
    expect(await channels.signInEverywhere(person)).not.toContain(null)
  })
}

test('H06: neither the digest of a long password nor the input of its hash opens the account', async ({
  channels,
}) => {
  const password = 'p'.repeat(108)
  const person = await channels.newVerifiedPerson('classic', { password })
  for (const form of ['base64', 'hex', 'base64url'] as const) {
    const digest = createHash('sha256').update(password).digest(form)
    expect(await channels.signInEverywhere({ ...person, password: digest })).toEqual(noSessions)
    expect(await channels.signInEverywhere({ ...person, password: `sha256$${digest}` })).toEqual(noSessions)
    const other = await channels.newVerifiedPerson('classic', { password: digest })
    expect(await channels.signInEverywhere({ ...other, password })).toEqual(noSessions)
  }
})

test('H07: invisible characters count in a password, and both Unicode forms of a letter sign in', async ({
  channels,
}) => {
  for (const hidden of ['\u202e', '\u200d', '\ufeff', '\u007f', ' ', '\t']) {
    const person = await channels.newVerifiedPerson('classic', { password: `correct horse battery${hidden}` })
    const plain = { ...person, password: 'correct horse battery' }
    expect([hidden, await channels.signInEverywhere(plain, ['classic', 'rest', 'pages'])]).toEqual([
      hidden,
      [null, null, null],
    ])
    expect(await channels.signInEverywhere(person)).not.toContain(null)
  }
  const composed = await channels.newVerifiedPerson('classic', { password: 'caf\u00e9 au lait' })
  expect(await channels.signInEverywhere({ ...composed, password: 'cafe\u0301 au lait' })).not.toContain(null)
})

test('H08: 256 characters are accepted and 257 are not, and a password that is too long is not hashed', async () => {
  test.slow()
  const server = await startServer({ env: { BCRYPT_COST: '12', HASH_THREADS: '1' } })
  const channels = new Channels(server.url, new Mailbox(server.url))
  const longest = { ...channels.newPerson(), password: 'ab \u{1f600}'.repeat(64) }
  expect((await channels.send('classic', 'register', longest)).outcome).toBe('ok')
  for (const channel of Channels.supporting('register')) {
    for (const length of [257, 7_000]) {
      const answer = await channels.send(channel, 'register', {
        ...channels.newPerson(),
        password: 'ab c'.repeat(length / 4 + 1),
      })
      expect([channel, length, answer.outcome]).toEqual([channel, length, 'bad'])
      if (channel === 'ticket') expect(answer.text).toContain('"code":9')
    }
  }
  const hashing = await millisOf(() =>
    channels.signIn('classic', { ...longest, password: 'not the password' }),
  )
  const started = performance.now()
  const long = { ...longest, password: 'p'.repeat(15_000) }
  const attempts = Array.from({ length: 100 }, (_, at) =>
    channels.signIn(signInChannels[at % 5] ?? 'rest', long),
  )
  expect(await send(`${server.url}/api/health`)).toMatchObject({ status: 200 })
  expect((await Promise.all(attempts)).filter(Boolean)).toEqual([])
  const floodMillis = performance.now() - started
  const [failures, checks]: [number[], number[]] = [[], []]
  for (let n = 0; n < faultSize.timedPairs; n++) {
    failures.push(await millisOf(() => channels.signIn('rest', long)))
    checks.push(await millisOf(() => send(`${server.url}/api/health`)))
  }
  expect(share(failures, 0.5) - share(checks, 0.5)).toBeLessThan(20 * faultSize.busyFactor)
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
