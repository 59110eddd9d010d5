import type { Operation, RequestValues } from '@/e2e/support/channels/channel-requests'
import { Channels, type Person } from '@/e2e/support/channels/channels'
import { stablePart } from '@/e2e/support/channels/stable-part'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { startServer } from '@/e2e/support/servers/server'
import type { RequestChannel } from '@/lib/channels'
import { unique } from '@/lib/testing/accounts'
import { startSmtp } from '@/lib/testing/servers/smtp-sink'

/** Answers do not reveal whether an account exists: they are identical to the byte. */

const byAddress: readonly Operation[] = ['askForReset', 'resend']

async function expectSame(
  channels: Channels,
  [channel, operation]: readonly [RequestChannel, Operation],
  ...people: readonly Partial<RequestValues>[]
): Promise<void> {
  const replies: object[] = []
  for (const { username = '', email = '', ...rest } of people) {
    const answer = await channels.send(channel, operation, { username, email, ...rest })
    replies.push(stablePart(answer, email, username))
  }
  for (const each of replies) expect([channel, operation, each]).toEqual([channel, operation, replies[0]])
}

/** Requests mails in every channel, and registers where the channel hides taken addresses. */
async function expectSameAnswers(channels: Channels, known: Person, unverified: Person): Promise<void> {
  for (const operation of byAddress) {
    for (const channel of Channels.supporting(operation).filter((each) => each !== 'device'))
      await expectSame(channels, [channel, operation], known, unverified, channels.newPerson())
  }
  for (const channel of ['rest', 'pages'] as const) {
    const free = [channels.newPerson(), channels.newPerson(), channels.newPerson()]
    const [one, two, three] = free.map(({ username }) => ({ username, password: known.password }))
    await expectSame(
      channels,
      [channel, 'register'],
      { ...one, email: known.email },
      { ...two, email: unverified.email },
      { ...three, email: channels.newPerson().email },
    )
  }
}

test('C01: a wrong password, an unknown login, an unverified account and one without password get the same answer', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const known = { ...(await channels.newVerifiedPerson()), password: 'not the password' }
  const unverified = { ...channels.newPerson(), password: 'not the password' }
  await channels.send('classic', 'register', { ...unverified, password: known.username })
  await channels.send('classic', 'register', unverified)
  const bare = channels.newPerson()
  await channels.send('device', 'register', { username: bare.username, device: 'one' })
  const unknown = { ...channels.newPerson(), password: known.password }
  for (const channel of Channels.supporting('signIn')) {
    // In device an unknown login creates an account, as its document says, so it cannot be compared there.
    const unknowns = channel === 'device' ? [] : [unknown]
    const wrong = { ...unverified, password: 'another wrong one' }
    await expectSame(channels, [channel, 'signIn'], known, ...unknowns, wrong)
    if (['classic', 'pages', 'device'].includes(channel))
      await expectSame(channels, [channel, 'signIn'], known, bare)
  }
})

test('C02, C04, C08: requesting a mail and registering answer the same for known and unknown addresses', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const known = await channels.newVerifiedPerson('rest')
  const unverified = channels.newPerson()
  await channels.send('rest', 'register', unverified)
  await expectSameAnswers(channels, known, unverified)
  const notice = await mailbox.next(known.email, /У вас уже есть аккаунт|already have an account/)
  expect(notice.text).not.toContain('Lovelace')
  await channels.newVerifiedPerson()
  const notices = (await mailbox.list(known.email)).filter(({ subject }) => subject === notice.subject)
  expect(notices).toHaveLength(1)
  // The attempts did not change the owner's account.
  expect(await channels.signIn('rest', known)).not.toBeNull()

  for (const channel of ['classic', 'ticket'] as const) {
    const taken = { ...channels.newPerson(), email: known.email.toUpperCase() }
    expect([channel, (await channels.send(channel, 'register', taken)).outcome]).toEqual([channel, 'taken'])
  }
})

test('C03: a mail server that refuses, or is down, shows in no answer', async () => {
  test.slow()
  const sink = await startSmtp()
  const server = await startServer({ env: { SMTP_URL: sink.url, MAIL_FROM: 'accounts@latchkey.test' } })
  const channels = new Channels(server.url, new Mailbox(server.url))
  for (const isDown of [false, true]) {
    if (isDown) await sink.close()
    const [known, unverified] = ['gone', 'gone'].map((word) => ({
      ...channels.newPerson(),
      email: `${word}-${unique('ada')}@example.com`,
    }))
    if (!known || !unverified) throw new Error('no people')
    for (const person of [known, unverified])
      expect((await channels.send('classic', 'register', person)).outcome).toBe('ok')
    if (!isDown) await expect.poll(() => sink.attempts.size).toBe(2)
    await expectSameAnswers(channels, known, unverified)
  }
  await server.stop()
})

test('C07: recovery tools do not distinguish an unknown login from one without tools, and reveal nothing about an address', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const bare = channels.newPerson()
  const id = unique('device')
  await channels.send('device', 'register', { username: bare.username, device: id })
  const known = await channels.newVerifiedPerson()
  const withPush = { ...known, device: id, more: { device_token: unique('push') } }
  await channels.send('device', 'signIn', withPush)
  const listTools = async (login: string) => {
    const answer = await send(`${server.url}/api/password/tools?login=${encodeURIComponent(login)}`)
    return stablePart({ ...answer, outcome: 'ok' }, login)
  }
  const request = async (login: string) =>
    stablePart(await channels.send('device', 'askForReset', { username: login }), login)
  expect(await listTools(bare.username)).toEqual(await listTools(unique('nobody')))
  expect(await request(bare.username)).toEqual(await request(unique('nobody')))
  expect(await listTools(known.email)).toEqual(await listTools(channels.newPerson().email))
  expect(await request(known.email)).toEqual(await request(channels.newPerson().email))
  const listed = JSON.stringify(await listTools(known.username))
  for (const secret of [known.email, id, withPush.more.device_token]) expect(listed).not.toContain(secret)
})
