import type { Values, Verb } from '@/e2e/support/channels/calls'
import { Channels, type Person } from '@/e2e/support/channels/channels'
import { comparable } from '@/e2e/support/channels/comparable'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { startServer } from '@/e2e/support/servers/server'
import type { RequestChannel } from '@/lib/channels'
import { unique } from '@/lib/testing/accounts'
import { startSmtp } from '@/lib/testing/servers/smtp-sink'

/** Answers do not reveal whether an account exists: they are identical to the byte. */

const byAddress: readonly Verb[] = ['askForReset', 'resend']

async function expectSame(
  channels: Channels,
  [channel, verb]: readonly [RequestChannel, Verb],
  ...people: readonly Partial<Values>[]
): Promise<void> {
  const told: object[] = []
  for (const { username = '', email = '', ...rest } of people) {
    const answer = await channels.do(channel, verb, { username, email, ...rest })
    told.push(comparable(answer, email, username))
  }
  for (const each of told) expect([channel, verb, each]).toEqual([channel, verb, told[0]])
}

/**
 * Requests mails through every channel, for a known and an unknown address, and registers where the channel hides taken
 * addresses.
 */
async function expectSilence(channels: Channels, somebody: Person, unverified: Person): Promise<void> {
  for (const verb of byAddress) {
    for (const channel of Channels.having(verb).filter((each) => each !== 'device'))
      await expectSame(channels, [channel, verb], somebody, unverified, channels.somebody())
  }
  for (const channel of ['rest', 'pages'] as const) {
    const free = [channels.somebody(), channels.somebody(), channels.somebody()]
    const [one, two, three] = free.map(({ username }) => ({ username, password: somebody.password }))
    await expectSame(
      channels,
      [channel, 'register'],
      { ...one, email: somebody.email },
      { ...two, email: unverified.email },
      { ...three, email: channels.somebody().email },
    )
  }
}

test('C01: a wrong password, an unknown login, an unverified account and one without password get the same answer', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const known = { ...(await channels.verified()), password: 'not the password' }
  const unverified = { ...channels.somebody(), password: 'not the password' }
  await channels.do('classic', 'register', { ...unverified, password: known.username })
  await channels.do('classic', 'register', unverified)
  const bare = channels.somebody()
  await channels.do('device', 'register', { username: bare.username, device: 'one' })
  const nobody = { ...channels.somebody(), password: known.password }
  for (const channel of Channels.having('signIn')) {
    // In device an unknown login creates an account, as its document says, so it cannot be compared there.
    const strangers = channel === 'device' ? [] : [nobody]
    const wrong = { ...unverified, password: 'another wrong one' }
    await expectSame(channels, [channel, 'signIn'], known, ...strangers, wrong)
    if (['classic', 'pages', 'device'].includes(channel))
      await expectSame(channels, [channel, 'signIn'], known, bare)
  }
})

test('C02, C04, C08: requesting a mail and registering answer the same for known and unknown addresses', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const somebody = await channels.verified('rest')
  const unverified = channels.somebody()
  await channels.do('rest', 'register', unverified)
  await expectSilence(channels, somebody, unverified)
  const notice = await mailbox.next(somebody.email, /У вас уже есть аккаунт|already have an account/)
  expect(notice.text).not.toContain('Lovelace')
  await channels.verified()
  const notices = (await mailbox.list(somebody.email)).filter(({ subject }) => subject === notice.subject)
  expect(notices).toHaveLength(1)
  // The attempts did not change the owner's account.
  expect(await channels.signIn('rest', somebody)).not.toBeNull()

  for (const channel of ['classic', 'ticket'] as const) {
    const taken = { ...channels.somebody(), email: somebody.email.toUpperCase() }
    expect([channel, (await channels.do(channel, 'register', taken)).meaning]).toEqual([channel, 'taken'])
  }
})

test('C03: a mail server that refuses, or is down, shows in no answer', async () => {
  test.slow()
  const sink = await startSmtp()
  const away = await startSmtp()
  await away.close()
  for (const { url } of [sink, away]) {
    const server = await startServer({ env: { SMTP_URL: url, MAIL_FROM: 'accounts@latchkey.test' } })
    const channels = new Channels(server.url, new Mailbox(server.url))
    const [somebody, unverified] = ['gone', 'gone'].map((word) => ({
      ...channels.somebody(),
      email: `${word}-${unique('ada')}@example.com`,
    }))
    if (!somebody || !unverified) throw new Error('nobody')
    for (const person of [somebody, unverified])
      expect((await channels.do('classic', 'register', person)).meaning).toBe('ok')
    if (url === sink.url) await expect.poll(() => sink.attempts.size).toBe(2)
    await expectSilence(channels, somebody, unverified)
    await server.stop()
  }
  await sink.close()
})

test('C07: recovery tools do not distinguish an unknown login from one without tools, and reveal nothing about an address', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const bare = channels.somebody()
  const id = unique('device')
  await channels.do('device', 'register', { username: bare.username, device: id })
  const known = await channels.verified()
  const withPush = { ...known, device: id, more: { device_token: unique('push') } }
  await channels.do('device', 'signIn', withPush)
  const asked = async (login: string) => {
    const answer = await send(`${server.url}/api/password/tools?login=${encodeURIComponent(login)}`)
    return comparable({ ...answer, meaning: 'ok' }, login)
  }
  const request = async (login: string) =>
    comparable(await channels.do('device', 'askForReset', { username: login }), login)
  expect(await asked(bare.username)).toEqual(await asked(unique('nobody')))
  expect(await request(bare.username)).toEqual(await request(unique('nobody')))
  expect(await asked(known.email)).toEqual(await asked(channels.somebody().email))
  expect(await request(known.email)).toEqual(await request(channels.somebody().email))
  const listed = JSON.stringify(await asked(known.username))
  for (const secret of [known.email, id, withPush.more.device_token]) expect(listed).not.toContain(secret)
})
