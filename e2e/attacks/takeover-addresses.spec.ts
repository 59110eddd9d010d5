import { Doors, type RawBody, type Told } from '@/e2e/support/doors/doors'
import { test } from '@/e2e/support/fixtures/mail-test'
import { expect } from '@/e2e/support/fixtures/test'
import type { DialectName } from '@/lib/channels'
import { unique } from '@/lib/testing/accounts'

/** Addresses that mean two, or another one than they seem to: nobody else is ever mailed. */

const askingDoors = (['askForReset', 'resend'] as const).flatMap((verb) =>
  Doors.having(verb)
    .filter((door) => door !== 'device')
    .map((door) => [door, verb] as const),
)
const registering = Doors.having('register').filter((door) => door !== 'device')

/** ticket's document throws nothing when a reset is asked for: what is no address is nobody's there. */
function expectRefused(door: DialectName, { meaning, status, text }: Told, quiet = false): void {
  const allowed = quiet && door === 'ticket' ? ['ok'] : ['bad']
  expect(allowed, `${door}: ${status} ${text.slice(0, 300)}`).toContain(meaning)
}

test('A01: a list of addresses is none, in every spelling, at every door', async ({ doors, post }) => {
  const victim = await doors.verified()
  const thief = doors.somebody()
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
  for (const [door, verb] of askingDoors) {
    for (const body of bodies) {
      if (door === 'form' && !isForm(body)) continue
      expectRefused(door, await doors.raw(door, verb, body), verb === 'askForReset')
    }
  }
  // A key that stands twice means its last value, as everywhere in JSON: one address, and nobody has it.
  const twice = `{"email":"${victim.email}","\\u0065mail":"${thief.email}"}`
  for (const [door, verb] of askingDoors) if (door !== 'form') await doors.raw(door, verb, twice)
  await post.settled()
  expect(post.to(thief.email)).toEqual([])
  expect(post.to(victim.email)).toHaveLength(1)
})

test('A02, A03, A04: two addresses in one text, quoted parts and look-alikes of @ are no address', async ({
  doors,
  post,
}) => {
  const victim = await doors.verified()
  const secret = await doors.signIn('classic', victim)
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
    for (const [door, verb] of askingDoors) {
      expectRefused(door, await doors.raw(door, verb, { email }), verb === 'askForReset')
    }
    for (const door of registering) {
      expectRefused(door, await doors.do(door, 'register', { ...doors.somebody(), email }))
    }
    for (const door of ['classic', 'form'] as const) {
      const change = { ...victim, email }
      expectRefused(door, await doors.do(door, 'changeEmail', change, { secret }))
    }
  }
  await post.settled()
  expect(post.to(v)).toHaveLength(1)
  expect(post.recipients().filter((address) => /evil|,|;|\s|"/.test(address))).toEqual([])
})

test('A05: letters that fold to others make no second name for an address; its case does', async ({
  doors,
  post,
}) => {
  const mike = unique('mike')
  const victim = await doors.verified('classic', { username: mike })
  const twins = [victim.email.replace('k', '\u212a'), victim.email.replace('i', '\u0131')]
  for (const email of twins) {
    for (const [door, verb] of askingDoors) {
      expectRefused(door, await doors.raw(door, verb, { email }), verb === 'askForReset')
    }
    for (const door of registering) {
      expectRefused(door, await doors.do(door, 'register', { ...doors.somebody(), email }))
    }
  }
  const shouted = victim.email.toUpperCase()
  expect((await doors.do('rest', 'askForReset', { email: shouted })).meaning).toBe('ok')
  await doors.ticket(victim.email, 'reset')
  await post.settled()
  expect(post.to(victim.email)).toHaveLength(2)
  expect(post.recipients()).not.toContain(shouted)
})

test('A20: what a person is called adds no header, line or recipient to a mail', async ({ doors, post }) => {
  const lines = [
    'Ivan\r\nBcc: a@evil.test',
    'Ivan\nBcc: a@evil.test',
    'Ivan\u2028Bcc: a@evil.test',
    'I\u0085Bcc: a',
    'Ivan%0d%0aBcc: a@evil.test',
    '=?utf-8?q?=0d=0aBcc:_a=40evil.test?=',
  ]
  for (const firstName of lines) {
    expectRefused('rest', await doors.do('rest', 'register', { ...doors.somebody(), more: { firstName } }))
  }
  for (const username of ['x\nBcc: a@evil.test', 'x\r\nBcc:a', 'ada\u2028bcc', 'ada%0d%0abcc']) {
    for (const door of ['classic', 'device', 'ticket', 'form'] as const) {
      const person = { ...doors.somebody(), username }
      expectRefused(door, await doors.do(door, 'register', person))
    }
  }
  // What looks like a header only to who decodes it is kept as it is typed.
  const person = doors.somebody()
  const more = { firstName: 'Ivan%0d%0aBcc: a', lastName: '=?utf-8?q?=0d=0aBcc?=' }
  expect((await doors.do('rest', 'register', { ...person, more })).meaning).toBe('ok')
  await doors.resetTicket(person.email)
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

test('A21: a plus and a dot make an address of its own', async ({ doors }) => {
  const person = await doors.verified()
  const [local = '', domain = ''] = person.email.split('@')
  for (const email of [`${local}+1@${domain}`, `${local.slice(0, 3)}.${local.slice(3)}@${domain}`]) {
    const other = { ...doors.somebody(), email }
    expect((await doors.do('classic', 'register', other)).meaning).toBe('ok')
    await doors.verify(email)
    expect(await doors.signIn('rest', other)).not.toBeNull()
  }
})

/** What a page can be sent: texts by name, some of them twice perhaps. */
function isForm(body: RawBody): boolean {
  if (typeof body === 'string') return false
  return Array.isArray(body) || Object.values(body).every((value) => typeof value === 'string')
}
