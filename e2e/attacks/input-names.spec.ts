import { bodyEndpoints, isFault } from '@/e2e/support/channels/body-endpoints'
import { type Channels, signInChannels } from '@/e2e/support/channels/channels'
import { call } from '@/e2e/support/clients/call'
import { send } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/channels-test'
import { expect } from '@/e2e/support/fixtures/test'
import { faultSize, someOf } from '@/e2e/support/servers/fault-size'
import type { RequestChannel } from '@/lib/channels'
import { unique } from '@/lib/testing/accounts'

/** What names and addresses may contain, and that they mean nothing to a database, a mail or a log. */

const namedChannels = signInChannels.filter((channel) => channel !== 'rest')

test('H09: a long name, or one that grows when normalized, is rejected as quickly as any', async ({
  channels,
}) => {
  const growing = [
    '\u0301'.repeat(5_000),
    `a${'\u0301'.repeat(5_000)}`,
    '\ufdfa'.repeat(32),
    '\ufdfa'.repeat(2),
  ]
  for (const channel of namedChannels) {
    for (const username of [...growing, '\ufb03'.repeat(32), '\u1e9b\u0323'.repeat(2_000)]) {
      const [plain, attempts]: [number[], number[]] = [[], []]
      // Compared with a name that is only too short: the network time is the same.
      for (let n = 0; n < 3; n++) {
        plain.push(await millisToRefuse(channels, channel, 'a'))
        attempts.push(await millisToRefuse(channels, channel, username))
      }
      expect(Math.min(...attempts) - Math.min(...plain)).toBeLessThan(20 * faultSize.busyFactor)
    }
  }
})

async function millisToRefuse(
  channels: Channels,
  channel: RequestChannel,
  username: string,
): Promise<number> {
  const started = performance.now()
  const { outcome } = await channels.send(channel, 'register', { ...channels.newPerson(), username })
  const millis = performance.now() - started
  expect([channel, username.slice(0, 2), outcome]).toEqual([channel, username.slice(0, 2), 'bad'])
  return millis
}

const injections = ["' OR 1=1--", '\'; DROP TABLE "Account";--', '" OR ""="', '%', '_', '\\', '{"$ne":null}']

test('H15: database syntax is plain text in every field', async ({ channels }) => {
  test.slow()
  for (const [at, { path, method, body }] of bodyEndpoints.entries()) {
    const bodies = Object.keys(body()).flatMap((field, fieldAt) =>
      someOf(injections, at + fieldAt).map((text) => ({ ...body(), [field]: text })),
    )
    const answers = await Promise.all(bodies.map((one) => call(channels.url + path, one, { method })))
    expect([path, answers.filter(isFault)]).toEqual([path, []])
  }
})

test('H15: no account is found by a part of a name, or by a pattern', async ({ channels }) => {
  const victim = await channels.newVerifiedPerson('classic', { username: unique('victim_') })
  const { username } = victim
  const email = ({ length }: string) => `${username.slice(0, length)}%@example.com`
  const patterns = [
    `${username.slice(0, -1)}%`,
    `${username.slice(0, -1)}_`,
    '%',
    `${username}%`,
    `%${username}`,
    `${username}'--`,
  ]
  for (const pattern of patterns) {
    for (const channel of signInChannels) {
      const person = { ...victim, username: pattern, email: email(pattern) }
      const secret = await channels.signIn(channel, person)
      const { account } = JSON.parse(
        (await call(`${channels.url}/api/account`, undefined, { cookie: secret ?? '' })).text,
      )
      // In device an unknown login creates an account, which the pages know from then on.
      const isNew = secret && ['device', 'pages'].includes(channel)
      expect([channel, account?.username]).toEqual([channel, isNew ? pattern : undefined])
    }
    const tools = await call(`${channels.url}/api/password/tools?login=${encodeURIComponent(pattern)}`)
    expect([pattern, tools.status]).toEqual([pattern, 404])
  }
  const { username: _, ...other } = channels.newPerson()
  expect(
    (await channels.send('classic', 'register', { ...other, username: username.replace('_', '-') })).outcome,
  ).toBe('ok')
})

test('H16: a name is plain text in our mails, and one that contains a link is rejected', async ({
  channels,
  mailbox,
}) => {
  const names = [
    '<a href=//evil.test>Claim</a>',
    '[Claim](//evil.test)',
    '"><img src=//evil.test>',
    '&lt;b&gt;',
    '{{name}}',
  ]
  for (const firstName of names) {
    const person = channels.newPerson()
    const more = { firstName, lastName: firstName }
    expect((await channels.send('rest', 'register', { ...person, more })).outcome).toBe('ok')
    await channels.verify(person.email)
    await channels.requestResetTicket(person.email)
    for (const { html, text, subject } of await mailbox.list(person.email)) {
      const attributes = (html ?? '').match(/\b(?:href|src)\s*=\s*"[^"]*"/g) ?? []
      for (const attribute of attributes) expect(attribute).not.toContain('evil.test')
      expect(`${html}`).not.toMatch(/<[^>]*evil\.test/)
      for (const address of `${text} ${subject}`.match(/(?:https?:\/\/|www\.)\S+/gi) ?? [])
        expect(new URL(address).origin).toBe(channels.url)
    }
  }
  const leading = [
    'Pay at http://evil.test',
    'HTTPS://evil.test',
    'www.evil.test',
    'x'.repeat(65),
    'x'.repeat(500),
    'a\r\nBcc: a@evil.test',
  ]
  for (const name of leading) {
    for (const field of ['firstName', 'lastName']) {
      const answer = await channels.send('rest', 'register', {
        ...channels.newPerson(),
        more: { [field]: name },
      })
      expect([field, name, answer.outcome]).toEqual([field, name, 'bad'])
    }
  }
})

test('H16: a username that looks like a link appears in no mail', async ({ channels, mailbox }) => {
  const linkLike = [
    (word: string) => `${word}.test`,
    (word: string) => `www.${word}`,
    (word: string) => `${word}.com`,
  ]
  for (const channel of ['classic', 'ticket', 'pages'] as const) {
    for (const spelling of linkLike) {
      const username = spelling(unique('evil'))
      const person = channels.newPerson({ username, email: `${unique('ada')}@example.com` })
      expect([channel, username, (await channels.send(channel, 'register', person)).outcome]).toEqual([
        channel,
        username,
        'ok',
      ])
      await channels.verify(person.email)
      await channels.requestResetTicket(person.email)
      const mails = await mailbox.list(person.email)
      expect(mails).toHaveLength(2)
      for (const { html, text, subject } of mails) {
        expect(`${html} ${text} ${subject}`).not.toContain('evil')
        expect(text).toMatch(/\(name not shown\)|\(имя не показано\)/)
      }
    }
  }
})

test('H17: a name that looks like another, or like a reserved one, cannot be registered', async ({
  channels,
}) => {
  const owner = await channels.newVerifiedPerson('classic', { username: unique('admira') })
  const wide = owner.username.replace(/[a-z]/g, (letter) =>
    String.fromCodePoint(letter.charCodeAt(0) + 0xfee0),
  )
  const same = [
    owner.username.toUpperCase(),
    wide,
    owner.username.replace('i', '\u0131'),
    owner.username.replace('i', '\u0130'),
  ]
  const mixed = [owner.username.replace('a', '\u0430'), `adm\u0456n${unique('')}`, `\u0440aypal${unique('')}`]
  const reserved = [
    'admin',
    'ADMIN',
    '\uff41dmin',
    'root',
    'support',
    'null',
    'me',
    'api',
    'postmaster',
    'Latchkey',
    'undefined',
  ]
  for (const channel of ['classic', 'ticket', 'pages'] as const) {
    const outcomeFor = async (username: string) =>
      (
        await channels.send(channel, 'register', {
          ...channels.newPerson(),
          username,
          email: channels.newPerson().email,
        })
      ).outcome
    for (const name of same) expect([channel, name, await outcomeFor(name)]).toEqual([channel, name, 'taken'])
    for (const name of mixed) expect([channel, name, await outcomeFor(name)]).toEqual([channel, name, 'bad'])
    // ticket has no error for a reserved name: it reports it as taken.
    const words = channel === 'ticket' ? ['bad', 'taken'] : ['bad']
    for (const name of reserved) expect(words, `${channel}: ${name}`).toContain(await outcomeFor(name))
  }
  for (const login of [...mixed, ...reserved])
    expect([login, (await call(`${channels.url}/api/auth`, { login, device_id: 'one' })).status]).toEqual([
      login,
      400,
    ])
  for (const login of same)
    expect([login, (await call(`${channels.url}/api/auth`, { login, device_id: 'one' })).status]).toEqual([
      login,
      409,
    ])
})

test("H18: a name cannot be an address, so it never shadows another account's address", async ({
  channels,
}) => {
  const victim = await channels.newVerifiedPerson()
  for (const username of [
    victim.email,
    'v@x.test',
    'a@',
    '@a1',
    `${victim.username}\uff20example.com`,
    'v\ufe6bx.test',
  ]) {
    for (const channel of namedChannels) {
      const person = { ...channels.newPerson(), username, password: 'of a shadow 99' }
      const { outcome } = await channels.send(channel, 'register', person)
      // In device an address is a login of its own: an existing one or a new one.
      expect([channel, username, outcome]).toEqual([
        channel,
        username,
        channel !== 'device'
          ? 'bad'
          : username === victim.email
            ? 'wrong'
            : username === 'v@x.test'
              ? 'ok'
              : 'bad',
      ])
    }
  }
  expect(await channels.signInEverywhere(victim)).not.toContain(null)
})

test('H19: no name, address or header writes a line of its own into the log', async ({
  channels,
  server,
}) => {
  const forged = `x\n{"level":30,"event":"forged"}\r\n\u001b[31m`
  for (const { path, method, body } of bodyEndpoints) {
    const odd = Object.fromEntries(Object.keys(body()).map((field) => [field, forged]))
    const headers = {
      'user-agent': 'x \\n{"event":"forged"} \u00e9\u009b31m',
      'x-forwarded-for': '{"event":"forged"}',
    }
    await send(`${channels.url}${path}?x=%0a{"event":"forged"}%1b[31m`, {
      method,
      headers,
      body: JSON.stringify(odd),
    })
  }
  await send(`${channels.url}/a%0d%0a{"event":"forged"}%1b[31m`)
  await expect.poll(() => server.output()).toContain('/a%0d%0a%7B%22event%22:%22forged%22%7D%1b[31m')
  const lines = server
    .output()
    .split('\n')
    .filter((line) => line.includes('forged'))
  for (const line of lines) expect(JSON.parse(line)).not.toMatchObject({ event: 'forged' })
  for (const control of ['\u001b[31m', '\u009b']) expect(server.output()).not.toContain(control)
})
