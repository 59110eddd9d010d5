import { Channels, type Told } from '@/e2e/support/channels/channels'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { type RunningServer, startServer } from '@/e2e/support/servers/server'
import { postSettings, SmtpPost } from '@/e2e/support/servers/smtp-post'
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
let post: SmtpPost
let channels: Channels
let old: { username: string; email: string }

test.beforeAll(async () => {
  test.setTimeout(240_000)
  const earlier = await startServer({ env: { BCRYPT_COST: '5' } })
  const before = new Channels(earlier.url, new Mailbox(earlier.url))
  old = await before.verified()
  await earlier.stop()
  sink = await startSmtp()
  const env = { ...postSettings(sink), BCRYPT_COST }
  server = await startServer({ env, dataFolder: earlier.dataFolder })
  post = new SmtpPost(sink, server.url)
  channels = new Channels(server.url, post)
})

test.afterAll(async () => {
  await server.stop()
  await sink.close()
})

type Ask = (number: number) => Promise<Told>

async function expectSameTime(what: string, somebody: Ask, nobody: Ask): Promise<void> {
  const [known, unknown]: [number[], number[]] = [[], []]
  for (let pair = -3; pair < timedPairs; pair++) {
    // The first call of a pair may be slower, so the order alternates.
    const inTurn = [
      { ask: somebody, times: known },
      { ask: nobody, times: unknown },
    ]
    for (const { ask, times } of pair % 2 ? inTurn : inTurn.toReversed()) {
      const start = performance.now()
      const { meaning } = await ask(pair)
      if (pair >= 0) times.push(performance.now() - start)
      expect(meaning).not.toBe('fault')
    }
  }
  const difference = median(known.map((millis, pair) => millis - (unknown[pair] ?? 0)))
  const whole = median(unknown)
  console.log(
    `${what}: ${whole.toFixed(1)} ms, somebody ${difference.toFixed(2)} ms more, ${timedPairs} pairs`,
  )
  expect(Math.abs(difference), what).toBeLessThan(Math.max(timedFloorMillis, timedShare * whole))
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

test('C01: a wrong password takes the same time for known and unknown accounts', async () => {
  const password = 'not the password'
  const known = await channels.verified()
  const unverified = channels.somebody()
  await channels.do('classic', 'register', unverified)
  const bare = channels.somebody()
  await channels.do('device', 'register', { username: bare.username, device: 'one' })
  const nobody = () => ({ ...channels.somebody(), password })
  // In device an unknown login creates an account.
  for (const channel of Channels.having('signIn').filter((one) => one !== 'device')) {
    const signIn = ({ username, email }: { username: string; email: string }) =>
      channels.do(channel, 'signIn', { username, email, password })
    await expectSameTime(
      `${channel}: an account`,
      () => signIn(known),
      () => signIn(nobody()),
    )
    if (channel !== 'classic') continue
    await expectSameTime(
      'without a password',
      () => signIn(bare),
      () => signIn(nobody()),
    )
    await expectSameTime(
      'an old, cheap hash',
      () => signIn(old),
      () => signIn(nobody()),
    )
    await expectSameTime(
      'unverified',
      () => signIn(unverified),
      () => signIn(nobody()),
    )
  }
})

test('C02, C08: requesting a mail takes the same time for known and unknown addresses', async () => {
  const verified = []
  const waiting = []
  for (let number = 0; number < timedPairs + 3; number++) {
    const person = channels.somebody()
    await channels.do('classic', 'register', person)
    waiting.push(person)
  }
  for (let number = 0; number < 8; number++) verified.push(await channels.verified())
  const nobodies = [...waiting].map(() => channels.somebody())
  for (const verb of ['askForReset', 'resend'] as const) {
    for (const channel of Channels.having(verb)) {
      // Earlier requests are processed first, which takes time of its own.
      await post.settled()
      const ask =
        (people: readonly { username: string; email: string }[]): Ask =>
        (number) => {
          const { username, email } = people[(number + 3) % people.length] ?? { username: '', email: '' }
          return channels.do(channel, verb, { email, username: channel === 'device' ? email : username })
        }
      await expectSameTime(`${channel} ${verb}: an account`, ask(waiting), ask(nobodies))
      if (verb === 'resend')
        await expectSameTime(`${channel} ${verb}: verified`, ask(verified), ask(nobodies.slice(0, 8)))
    }
  }
})

test('C04: registering takes the same time for taken and free addresses', async () => {
  const { email } = await channels.verified()
  for (const channel of ['rest', 'pages'] as const) {
    const register = (over: object) => channels.do(channel, 'register', { ...channels.somebody(), ...over })
    await expectSameTime(
      `${channel} register`,
      () => register({ email }),
      () => register({}),
    )
  }
})

test('C07: listing recovery tools takes the same time for known and unknown logins', async () => {
  const bare = channels.somebody()
  await channels.do('device', 'register', { username: bare.username, device: 'one' })
  const { email } = await channels.verified()
  const list = async (login: string): Promise<Told> => {
    const answer = await send(`${server.url}/api/password/tools?login=${login}`)
    return { ...answer, meaning: 'ok' }
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
