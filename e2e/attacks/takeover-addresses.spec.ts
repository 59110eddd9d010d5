import { Channels, type RawBody, type Told } from '@/e2e/support/channels/channels'
import { test } from '@/e2e/support/fixtures/mail-test'
import { expect } from '@/e2e/support/fixtures/test'
import type { RequestChannel } from '@/lib/channels'
import { unique } from '@/lib/testing/accounts'

/** Addresses that contain two, or another one than they seem to: no other address ever gets mail. */

const askingChannels = (['askForReset', 'resend'] as const).flatMap((verb) =>
  Channels.having(verb)
    .filter((channel) => channel !== 'device')
    .map((channel) => [channel, verb] as const),
)
const registering = Channels.having('register').filter((channel) => channel !== 'device')

/** ticket throws nothing when a reset is requested: an invalid address counts as unknown there. */
function expectRefused(channel: RequestChannel, { meaning, status, text }: Told, quiet = false): void {
  const allowed = quiet && channel === 'ticket' ? ['ok'] : ['bad']
  expect(allowed, `${channel}: ${status} ${text.slice(0, 300)}`).toContain(meaning)
}

test('A01: a list of addresses is not an address, in every spelling, in every channel', async ({
  channels,
  post,
}) => {
  const victim = await channels.verified()
  const thief = channels.somebody()
  const bodies: RawBody[] = [
    { email: [victim.email, thief.email] },
    { email: [victim.email] },
    { email: { 0: victim.email, 1: thief.email } },
    { 'email[]': victim.email, 'email[0]': thief.email },
    [
      ['email', victim.email],
      ['email', thief.email],
    ],
    [
      ['email[]', victim.email],
      ['email[]', thief.email],
    ],
    `{"email":"${victim.email}","email":["${thief.email}"]}`,
  ]
  for (const [channel, verb] of askingChannels) {
    for (const body of bodies) {
      if (channel === 'pages' && !isForm(body)) continue
      expectRefused(channel, await channels.raw(channel, verb, body), verb === 'askForReset')
    }
  }
  // A repeated key has its last value, as usual in JSON: one address, which is unknown.
  const twice = `{"email":"${victim.email}","\\u0065mail":"${thief.email}"}`
  for (const [channel, verb] of askingChannels)
    if (channel !== 'pages') await channels.raw(channel, verb, twice)
  await post.settled()
  expect(post.to(thief.email)).toEqual([])
  expect(post.to(victim.email)).toHaveLength(1)
})

test('A02, A03, A04: two addresses in one text, quoted parts and look-alikes of @ are not an address', async ({
  channels,
  post,
}) => {
  const victim = await channels.verified()
  const secret = await channels.signIn('classic', victim)
  const [v, a] = [victim.email, 'thief@evil.test']
  const [local = '', domain = ''] = v.split('@')
  const forms = [
    `${v},${a}`,
    `${v} ${a}`,
    `${v};${a}`,
    `${v}\n${a}`,
    `${v}\r\nBcc: ${a}`,
    `${v}%0d%0aBcc:${a}`,
    `Name <${a}>`,
    `<${a}>`,
    `g:${a};`,
    `"${a}"@${domain}`,
    `"${local}"@${domain}`,
    `${local}(${a})@${domain}`,
    `=?utf-8?q?a=40evil.test=3e?=@${domain}`,
    `thief@evil.test\uFF20${domain}`,
    `thief\uFE6B${domain}`,
    `thief@evil.test\u3002${domain}@${domain}`,
    `${local}@[127.0.0.1]`,
    `${v}\u0000${a}`,
  ]
  for (const email of forms) {
    for (const [channel, verb] of askingChannels) {
      expectRefused(channel, await channels.raw(channel, verb, { email }), verb === 'askForReset')
    }
    for (const channel of registering) {
      expectRefused(channel, await channels.do(channel, 'register', { ...channels.somebody(), email }))
    }
    for (const channel of ['classic', 'pages'] as const) {
      const change = { ...victim, email }
      expectRefused(channel, await channels.do(channel, 'changeEmail', change, { secret }))
    }
  }
  await post.settled()
  expect(post.to(v)).toHaveLength(1)
  expect(post.recipients().filter((address) => /evil|,|;|\s|"/.test(address))).toEqual([])
})

test('A05: letters that fold to others give no second name for an address; its case does', async ({
  channels,
  post,
}) => {
  const mike = unique('mike')
  const victim = await channels.verified('classic', { username: mike })
  const twins = [victim.email.replace('k', '\u212a'), victim.email.replace('i', '\u0131')]
  for (const email of twins) {
    for (const [channel, verb] of askingChannels) {
      expectRefused(channel, await channels.raw(channel, verb, { email }), verb === 'askForReset')
    }
    for (const channel of registering) {
      expectRefused(channel, await channels.do(channel, 'register', { ...channels.somebody(), email }))
    }
  }
  const shouted = victim.email.toUpperCase()
  expect((await channels.do('rest', 'askForReset', { email: shouted })).meaning).toBe('ok')
  await channels.ticket(victim.email, 'reset')
  await post.settled()
  expect(post.to(victim.email)).toHaveLength(2)
  expect(post.recipients()).not.toContain(shouted)
})

test("A20: a user's name adds no header, line or recipient to a mail", async ({ channels, post }) => {
  const lines = [
    'Ivan\r\nBcc: a@evil.test',
    'Ivan\nBcc: a@evil.test',
    'Ivan\u2028Bcc: a@evil.test',
    'I\u0085Bcc: a',
    'Ivan%0d%0aBcc: a@evil.test',
    '=?utf-8?q?=0d=0aBcc:_a=40evil.test?=',
  ]
  for (const firstName of lines) {
    expectRefused(
      'rest',
      await channels.do('rest', 'register', { ...channels.somebody(), more: { firstName } }),
    )
  }
  for (const username of ['x\nBcc: a@evil.test', 'x\r\nBcc:a', 'ada\u2028bcc', 'ada%0d%0abcc']) {
    for (const channel of ['classic', 'device', 'ticket', 'pages'] as const) {
      const person = { ...channels.somebody(), username }
      expectRefused(channel, await channels.do(channel, 'register', person))
    }
  }
  // Text that looks like a header only when decoded is kept as typed.
  const person = channels.somebody()
  const more = { firstName: 'Ivan%0d%0aBcc: a', lastName: '=?utf-8?q?=0d=0aBcc?=' }
  expect((await channels.do('rest', 'register', { ...person, more })).meaning).toBe('ok')
  await channels.resetTicket(person.email)
  await post.settled()
  for (const { raw, recipients } of post.to(person.email)) {
    const [head = ''] = raw.split('\r\n\r\n')
    expect(recipients).toEqual([person.email])
    expect(head).not.toMatch(/^(b?cc|resent-\w+):/im)
    for (const name of ['to', 'subject', 'from'])
      expect(head.match(new RegExp(`^${name}:`, 'gim'))).toHaveLength(1)
  }
  expect(post.recipients().join()).not.toContain('evil.test')
})

test('A21: an address with a plus or a dot is a separate address', async ({ channels }) => {
  const person = await channels.verified()
  const [local = '', domain = ''] = person.email.split('@')
  for (const email of [`${local}+1@${domain}`, `${local.slice(0, 3)}.${local.slice(3)}@${domain}`]) {
    const other = { ...channels.somebody(), email }
    expect((await channels.do('classic', 'register', other)).meaning).toBe('ok')
    await channels.verify(email)
    expect(await channels.signIn('rest', other)).not.toBeNull()
  }
})

/** What a page form can carry: texts by name, some of them perhaps repeated. */
function isForm(body: RawBody): boolean {
  if (typeof body === 'string') return false
  return Array.isArray(body) || Object.values(body).every((value) => typeof value === 'string')
}
