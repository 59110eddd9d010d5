import { Channels, type RawBody, type Reply } from '@/e2e/support/channels/channels'
import { test } from '@/e2e/support/fixtures/mail-test'
import { expect } from '@/e2e/support/fixtures/test'
import type { RequestChannel } from '@/lib/channels'
import { unique } from '@/lib/testing/accounts'

/** Addresses that contain two, or another one than they seem to: no other address ever gets mail. */

const mailRequests = (['askForReset', 'resend'] as const).flatMap((operation) =>
  Channels.supporting(operation)
    .filter((channel) => channel !== 'device')
    .map((channel) => [channel, operation] as const),
)
const registering = Channels.supporting('register').filter((channel) => channel !== 'device')

/** ticket throws nothing when a reset is requested: an invalid address counts as unknown there. */
function expectRefused(channel: RequestChannel, { outcome, status, text }: Reply, quiet = false): void {
  const allowed = quiet && channel === 'ticket' ? ['ok'] : ['bad']
  expect(allowed, `${channel}: ${status} ${text.slice(0, 300)}`).toContain(outcome)
}

test('A01: a list of addresses is not an address, in every spelling, in every channel', async ({
  channels,
  smtpMailbox,
}) => {
  const victim = await channels.newVerifiedPerson()
  const thief = channels.newPerson()
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
  for (const [channel, operation] of mailRequests) {
    for (const body of bodies) {
      if (channel === 'pages' && !isForm(body)) continue
      expectRefused(channel, await channels.sendBody(channel, operation, body), operation === 'askForReset')
    }
  }
  // A repeated key has its last value, as usual in JSON: one address, which is unknown.
  const twice = `{"email":"${victim.email}","\\u0065mail":"${thief.email}"}`
  for (const [channel, operation] of mailRequests)
    if (channel !== 'pages') await channels.sendBody(channel, operation, twice)
  await smtpMailbox.waitUntilSent()
  expect(smtpMailbox.mailsTo(thief.email)).toEqual([])
  expect(smtpMailbox.mailsTo(victim.email)).toHaveLength(1)
})

test('A02, A03, A04: two addresses in one text, quoted parts and look-alikes of @ are not an address', async ({
  channels,
  smtpMailbox,
}) => {
  const victim = await channels.newVerifiedPerson()
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
    for (const [channel, operation] of mailRequests) {
      expectRefused(
        channel,
        await channels.sendBody(channel, operation, { email }),
        operation === 'askForReset',
      )
    }
    for (const channel of registering) {
      expectRefused(channel, await channels.send(channel, 'register', { ...channels.newPerson(), email }))
    }
    for (const channel of ['classic', 'pages'] as const) {
      const change = { ...victim, email }
      expectRefused(channel, await channels.send(channel, 'changeEmail', change, { secret }))
    }
  }
  await smtpMailbox.waitUntilSent()
  expect(smtpMailbox.mailsTo(v)).toHaveLength(1)
  expect(smtpMailbox.recipients().filter((address) => /evil|,|;|\s|"/.test(address))).toEqual([])
})

test('A05: letters that fold to others give no second name for an address; its case does', async ({
  channels,
  smtpMailbox,
}) => {
  const mike = unique('mike')
  const victim = await channels.newVerifiedPerson('classic', { username: mike })
  const twins = [victim.email.replace('k', '\u212a'), victim.email.replace('i', '\u0131')]
  for (const email of twins) {
    for (const [channel, operation] of mailRequests) {
      expectRefused(
        channel,
        await channels.sendBody(channel, operation, { email }),
        operation === 'askForReset',
      )
    }
    for (const channel of registering) {
      expectRefused(channel, await channels.send(channel, 'register', { ...channels.newPerson(), email }))
    }
  }
  const shouted = victim.email.toUpperCase()
  expect((await channels.send('rest', 'askForReset', { email: shouted })).outcome).toBe('ok')
  await channels.readTicket(victim.email, 'reset')
  await smtpMailbox.waitUntilSent()
  expect(smtpMailbox.mailsTo(victim.email)).toHaveLength(2)
  expect(smtpMailbox.recipients()).not.toContain(shouted)
})

test("A20: a user's name adds no header, line or recipient to a mail", async ({ channels, smtpMailbox }) => {
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
      await channels.send('rest', 'register', { ...channels.newPerson(), more: { firstName } }),
    )
  }
  for (const username of ['x\nBcc: a@evil.test', 'x\r\nBcc:a', 'ada\u2028bcc', 'ada%0d%0abcc']) {
    for (const channel of ['classic', 'device', 'ticket', 'pages'] as const) {
      const person = { ...channels.newPerson(), username }
      expectRefused(channel, await channels.send(channel, 'register', person))
    }
  }
  // Text that looks like a header only when decoded is kept as typed.
  const person = channels.newPerson()
  const more = { firstName: 'Ivan%0d%0aBcc: a', lastName: '=?utf-8?q?=0d=0aBcc?=' }
  expect((await channels.send('rest', 'register', { ...person, more })).outcome).toBe('ok')
  await channels.requestResetTicket(person.email)
  await smtpMailbox.waitUntilSent()
  for (const { raw, recipients } of smtpMailbox.mailsTo(person.email)) {
    const [head = ''] = raw.split('\r\n\r\n')
    expect(recipients).toEqual([person.email])
    expect(head).not.toMatch(/^(b?cc|resent-\w+):/im)
    for (const name of ['to', 'subject', 'from'])
      expect(head.match(new RegExp(`^${name}:`, 'gim'))).toHaveLength(1)
  }
  expect(smtpMailbox.recipients().join()).not.toContain('evil.test')
})

test('A21: an address with a plus or a dot is a separate address', async ({ channels }) => {
  const person = await channels.newVerifiedPerson()
  const [local = '', domain = ''] = person.email.split('@')
  for (const email of [`${local}+1@${domain}`, `${local.slice(0, 3)}.${local.slice(3)}@${domain}`]) {
    const other = { ...channels.newPerson(), email }
    expect((await channels.send('classic', 'register', other)).outcome).toBe('ok')
    await channels.verify(email)
    expect(await channels.signIn('rest', other)).not.toBeNull()
  }
})

/** What a page form can carry: texts by name, some of them perhaps repeated. */
function isForm(body: RawBody): boolean {
  if (typeof body === 'string') return false
  return Array.isArray(body) || Object.values(body).every((value) => typeof value === 'string')
}
