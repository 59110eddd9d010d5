import { Channels, type Reply } from '@/e2e/support/channels/channels'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { type RunningServer, startServer } from '@/e2e/support/servers/server'
import { SmtpMailbox, smtpSettings } from '@/e2e/support/servers/smtp-mailbox'
import { unique } from '@/lib/testing/accounts'
import { type SmtpSink, startSmtp } from '@/lib/testing/servers/smtp-sink'

/**
 * An answer's time must reveal nothing either. Compares pairs of calls, for a known and an unknown account in turn, by
 * the median of their differences. A hash of this cost takes several times the allowed difference.
 */
const BCRYPT_COST = '9'
const { timedPairs, timedShare, timedFloorMillis } = faultSize

test.describe.configure({ mode: 'serial', timeout: 600_000 })

let server: RunningServer
let sink: SmtpSink
let smtpMailbox: SmtpMailbox
let channels: Channels
let old: { username: string; email: string }

test.beforeAll(async () => {
  test.setTimeout(240_000)
  const earlier = await startServer({ env: { BCRYPT_COST: '5' } })
  const before = new Channels(earlier.url, new Mailbox(earlier.url))
  old = await before.newVerifiedPerson()
  await earlier.stop()
  sink = await startSmtp()
  const env = { ...smtpSettings(sink), BCRYPT_COST }
  server = await startServer({ env, dataFolder: earlier.dataFolder })
  smtpMailbox = new SmtpMailbox(sink, server)
  channels = new Channels(server.url, smtpMailbox)
})

test.afterAll(async () => {
  await server.stop()
  await sink.close()
})

type SendRequest = (number: number) => Promise<Reply>

async function expectSameTime(what: string, sendKnown: SendRequest, sendUnknown: SendRequest): Promise<void> {
  const [known, unknown]: [number[], number[]] = [[], []]
  for (let pair = -3; pair < timedPairs; pair++) {
    // The first call of a pair may be slower, so the order alternates.
    const inTurn = [
      { send: sendKnown, times: known },
      { send: sendUnknown, times: unknown },
    ]
    for (const { send, times } of pair % 2 ? inTurn : inTurn.toReversed()) {
      const start = performance.now()
      const { outcome } = await send(pair)
      if (pair >= 0) times.push(performance.now() - start)
      expect(outcome).not.toBe('fault')
    }
  }
  const difference = median(known.map((millis, pair) => millis - (unknown[pair] ?? 0)))
  const baseline = median(unknown)
  console.log(
    `${what}: ${baseline.toFixed(1)} ms, known account ${difference.toFixed(2)} ms more, ${timedPairs} pairs`,
  )
  expect(Math.abs(difference), what).toBeLessThan(Math.max(timedFloorMillis, timedShare * baseline))
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

test('C01: a wrong password takes the same time for known and unknown accounts', async () => {
  const password = 'not the password'
  const known = await channels.newVerifiedPerson()
  const unverified = channels.newPerson()
  await channels.send('classic', 'register', unverified)
  const bare = channels.newPerson()
  await channels.send('device', 'register', { username: bare.username, device: 'one' })
  const unknown = () => ({ ...channels.newPerson(), password })
  // In device an unknown login creates an account.
  for (const channel of Channels.supporting('signIn').filter((one) => one !== 'device')) {
    const signIn = ({ username, email }: { username: string; email: string }) =>
      channels.send(channel, 'signIn', { username, email, password })
    await expectSameTime(
      `${channel}: an account`,
      () => signIn(known),
      () => signIn(unknown()),
    )
    if (channel !== 'classic') continue
    await expectSameTime(
      'without a password',
      () => signIn(bare),
      () => signIn(unknown()),
    )
    await expectSameTime(
      'an old, cheap hash',
      () => signIn(old),
      () => signIn(unknown()),
    )
    await expectSameTime(
      'unverified',
      () => signIn(unverified),
      () => signIn(unknown()),
    )
  }
})

test('C02, C08: requesting a mail takes the same time for known and unknown addresses', async () => {
  const verified = []
  const waiting = []
  for (let number = 0; number < timedPairs + 3; number++) {
    const person = channels.newPerson()
    await channels.send('classic', 'register', person)
    waiting.push(person)
  }
  for (let number = 0; number < 8; number++) verified.push(await channels.newVerifiedPerson())
  const unknownPeople = [...waiting].map(() => channels.newPerson())
  for (const operation of ['askForReset', 'resend'] as const) {
    for (const channel of Channels.supporting(operation)) {
      // Earlier requests are processed first, which takes time of its own.
      await smtpMailbox.waitUntilSent()
      const send =
        (people: readonly { username: string; email: string }[]): SendRequest =>
        (number) => {
          const { username, email } = people[(number + 3) % people.length] ?? { username: '', email: '' }
          return channels.send(channel, operation, {
            email,
            username: channel === 'device' ? email : username,
          })
        }
      await expectSameTime(`${channel} ${operation}: an account`, send(waiting), send(unknownPeople))
      if (operation === 'resend')
        await expectSameTime(
          `${channel} ${operation}: verified`,
          send(verified),
          send(unknownPeople.slice(0, 8)),
        )
    }
  }
})

test('C04: registering takes the same time for taken and free addresses', async () => {
  const { email } = await channels.newVerifiedPerson()
  for (const channel of ['rest', 'pages'] as const) {
    const register = (over: object) =>
      channels.send(channel, 'register', { ...channels.newPerson(), ...over })
    await expectSameTime(
      `${channel} register`,
      () => register({ email }),
      () => register({}),
    )
  }
})

test('C07: listing recovery tools takes the same time for known and unknown logins', async () => {
  const bare = channels.newPerson()
  await channels.send('device', 'register', { username: bare.username, device: 'one' })
  const { email } = await channels.newVerifiedPerson()
  const list = async (login: string): Promise<Reply> => {
    const answer = await send(`${server.url}/api/password/tools?login=${login}`)
    return { ...answer, outcome: 'ok' }
  }
  await expectSameTime(
    'tools of a login',
    () => list(bare.username),
    () => list(unique('nobody')),
  )
  await expectSameTime(
    'tools of an address',
    () => list(email),
    () => list(`${unique('nobody')}@example.com`),
  )
})
