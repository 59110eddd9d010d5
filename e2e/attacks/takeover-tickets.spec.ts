import { Channels, type Person } from '@/e2e/support/channels/channels'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import type { RequestChannel } from '@/lib/channels'
import { otherPassword } from '@/lib/testing/accounts'

/** Tickets that are invalid, spent, or made for something else. */

const resetChannels = Channels.having('spendReset')
const newPassword = otherPassword

/** Reads the form behind a valid reset link: an invalid one shows none, and a thief can still post it. */
async function withForms(channels: Channels): Promise<Person> {
  const person = await channels.verified()
  const ticket = await channels.resetTicket(person.email)
  const tooShort = { ticket, newPassword: 'x' }
  expect((await channels.do('pages', 'spendReset', tooShort)).meaning).toBe('bad')
  const waiting = channels.somebody()
  await channels.do('classic', 'register', waiting)
  const unproved = {
    ticket: await channels.ticket(waiting.email, 'verify-email'),
    password: 'not the password',
  }
  expect((await channels.do('pages', 'confirm', unproved)).meaning).toBe('wrong')
  return person
}

test('A08: an empty or fake ticket is not a ticket', async ({ server, mailbox }) => {
  const channels = new Channels(server.url, mailbox)
  const victim = await withForms(channels)
  const passwords = { newPassword, newPasswordRepeat: newPassword }
  const empty = [
    '',
    null,
    [],
    0,
    'null',
    'undefined',
    ' ',
    'NaN',
    '\u0000',
    false,
    {},
    [null],
    'A'.repeat(43),
  ]
  for (const ticket of empty) {
    for (const verb of ['spendReset', 'confirm'] as const) {
      const answer = await channels.raw('ticket', verb, { ...passwords, ticket })
      expect({ ticket, verb, meaning: answer.meaning }).toMatchObject({
        meaning: expect.stringMatching(/dead|bad/),
      })
    }
  }
  for (const verb of ['spendReset', 'confirm'] as const) {
    expect((await channels.raw('ticket', verb, passwords)).meaning).toMatch(/dead|bad/)
    for (const ticket of ['', ' ', 'null', 'undefined', '0', '[]']) {
      const values = { ticket, newPassword, password: victim.password }
      if (ticket !== '')
        expect([ticket, (await channels.do('rest', verb, values)).meaning]).toEqual([ticket, 'dead'])
      const posted = ticket === '' ? { ...values, ticket: 'x', more: { ticket } } : values
      expect([ticket, (await channels.do('pages', verb, posted)).meaning]).toEqual([ticket, 'dead'])
    }
  }
  for (const path of [
    'verify-email/%00',
    'verify-email/',
    'verify-email',
    'reset-password/%20',
    'reset-password/',
  ]) {
    const method = path.startsWith('reset') ? 'POST' : 'GET'
    const { status } = await send(`${server.url}/api/rest/auth/${path}`, {
      method,
      body: '{"password":"a good one 1"}',
    })
    expect([308, 400, 404], path).toContain(status)
  }
  expect(await channels.signIn('rest', victim)).not.toBeNull()
})

test('A09: an operator object instead of text does not reach the database', async ({ server, mailbox }) => {
  const channels = new Channels(server.url, mailbox)
  const victim = await channels.verified()
  const ticket = await channels.resetTicket(victim.email)
  const operators = [
    { not: '' },
    { startsWith: '' },
    { contains: '@' },
    { in: [victim.email, ticket] },
    { equals: ticket },
  ]
  const fields = [
    'ticket',
    'email',
    'username',
    'login',
    'password',
    'token',
    'tool',
    'device_id',
    'newPassword',
  ]
  for (const channel of ['classic', 'device', 'ticket', 'rest'] as const) {
    for (const verb of ['signIn', 'askForReset', 'register', 'resend', 'spendReset', 'confirm'] as const) {
      if (!Channels.having(verb).includes(channel)) continue
      for (const operator of operators) {
        const body = Object.fromEntries(fields.map((field) => [field, operator]))
        const { meaning } = await channels.raw(channel, verb, body, { ticket: 'x' })
        const answers = channel === 'ticket' && verb === 'askForReset' ? ['ok'] : ['bad', 'dead']
        expect(answers, `${channel} ${verb}`).toContain(meaning)
        const [name = ''] = Object.keys(operator)
        const pairs = fields.map((field) => [`${field}[${name}]`, ''] as const)
        const form = await channels.raw(channel, verb, pairs, { ticket: 'x' })
        expect([...answers, 'wrong'], `${channel} ${verb}`).toContain(form.meaning)
      }
    }
  }
  expect(await channels.signIn('rest', victim)).not.toBeNull()
  expect((await channels.do('ticket', 'spendReset', { ticket, newPassword })).meaning).toBe('ok')
})

for (const channel of resetChannels) {
  test(`A11: in ${channel} a spent ticket is invalid, and so are all older ones`, async ({
    server,
    mailbox,
  }) => {
    const channels = new Channels(server.url, mailbox)
    await withForms(channels)
    const victim = await channels.verified()
    const first = await channels.resetTicket(victim.email)
    expect((await channels.do(channel, 'spendReset', { ticket: first, newPassword })).meaning).toBe('ok')
    await expectDead(channels, first, { ...victim, password: newPassword })

    // A second reset link is not mailed within the minute; one that confirms the address resets as well.
    const other = channels.somebody()
    await channels.do('classic', 'register', other)
    const older = await channels.ticket(other.email, 'verify-email')
    const ticket = await channels.resetTicket(other.email)
    expect((await channels.do(channel, 'spendReset', { ticket, newPassword })).meaning).toBe('ok')
    expect((await channels.do('rest', 'confirm', { ticket: older })).meaning).toBe('dead')
    await expectDead(channels, older, { ...other, password: newPassword })
  })
}

for (const channel of Channels.having('changePassword')) {
  test(`A11: a change of password in ${channel} invalidates an older reset link`, async ({
    server,
    mailbox,
  }) => {
    const channels = new Channels(server.url, mailbox)
    await withForms(channels)
    const victim = await channels.verified()
    const ticket = await channels.resetTicket(victim.email)
    const secret = await channels.signIn(channel, victim)
    expect(
      (await channels.do(channel, 'changePassword', { ...victim, newPassword }, { secret })).meaning,
    ).toBe('ok')
    await expectDead(channels, ticket, { ...victim, password: newPassword })
  })
}

test('A13: a ticket for one address verifies no other, also when the address changes in the meantime', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  await withForms(channels)
  const thief = channels.somebody()
  await channels.do('classic', 'register', thief)
  const ticket = await channels.ticket(thief.email, 'verify-email')
  const secret = await channels.signIn('classic', thief)
  const first = channels.somebody().email
  expect((await channels.do('classic', 'changeEmail', { ...thief, email: first }, { secret })).meaning).toBe(
    'ok',
  )
  for (const channel of Channels.having('confirm')) {
    expect([
      channel,
      (await channels.do(channel, 'confirm', { ticket, password: thief.password })).meaning,
    ]).toEqual([channel, 'dead'])
  }
  expect((await channels.do('rest', 'signIn', { ...thief, email: first })).meaning).toBe('unverified')

  // Two simultaneous changes: the ticket for the address that lost verifies nothing.
  const rivals = [channels.somebody().email, channels.somebody().email]
  await Promise.all(
    rivals.map((email) => channels.do('classic', 'changeEmail', { ...thief, email }, { secret })),
  )
  const tickets = await Promise.all(
    rivals.map(async (email) => ({ email, ticket: await channels.ticket(email, 'verify-email') })),
  )
  const answers = await Promise.all(
    tickets.map(async (mailed) => ({
      ...mailed,
      meaning: (await channels.do('ticket', 'confirm', mailed)).meaning,
    })),
  )
  for (const { email, meaning } of answers) {
    const signedIn = await channels.do('rest', 'signIn', { ...thief, email })
    expect([meaning, signedIn.meaning]).toEqual(meaning === 'ok' ? ['ok', 'ok'] : ['dead', 'wrong'])
  }
  expect(answers.filter(({ meaning }) => meaning === 'ok').length).toBeLessThanOrEqual(1)
})

test('A15: a ticket that names its victim but is not in the database is invalid', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const victim = await withForms(channels)
  const secret = await channels.signIn('rest', victim)
  const { account } = JSON.parse(
    (await send(`${server.url}/api/account`, { headers: { authorization: `Bearer ${secret}` } })).text,
  ) as { account: { id: string } }
  const encode = (value: object | string) =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
  const claims = { sub: account.id, email: victim.email, purpose: 'reset_password', exp: 4_000_000_000 }
  const forged = [
    `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`,
    `${encode({ alg: 'HS256' })}.${encode(claims)}.${encode('x'.repeat(32))}`,
    secret ?? '',
    account.id,
    victim.email,
    encode(victim.email),
    encode(account.id),
    victim.username,
  ]
  for (const ticket of forged) {
    for (const verb of ['spendReset', 'confirm'] as const) {
      for (const channel of Channels.having(verb)) {
        const { meaning } = await channels.do(channel, verb, {
          ticket,
          newPassword,
          password: victim.password,
        })
        expect([channel, verb, ticket, meaning]).toEqual([channel, verb, ticket, 'dead'])
      }
    }
  }
  expect(await channels.signIn('rest', victim)).not.toBeNull()
})

for (const channel of resetChannels) {
  test(`A24: a reset in ${channel} signs nobody in, and grants only what the mail proves`, async ({
    server,
    mailbox,
  }) => {
    const channels = new Channels(server.url, mailbox)
    const person = channels.somebody()
    await channels.do('classic', 'register', person)
    const ticket = await channels.resetTicket(person.email)
    const gifts = { role: 'admin', isAdmin: 'true', emailVerified: 'true', token: 'x' }
    const answer = await channels.do(channel, 'spendReset', { ticket, newPassword, more: gifts })
    expect(answer.meaning).toBe('ok')
    // A page may clear the cookie of an ended session; no channel sets one.
    const given = answer.headers['set-cookie']?.filter((line) => !/=;|Max-Age=0/.test(line)) ?? []
    expect([given, /token|session/i.test(bodyOf(channel, answer.text))]).toEqual([[], false])
    const { user } = JSON.parse(
      (await channels.do('rest', 'signIn', { ...person, password: newPassword })).text,
    )
    expect(user).toMatchObject({ email: person.email, role: 'user' })
  })
}

/** What a channel itself answers: for a page only its redirect. */
function bodyOf(channel: RequestChannel, text: string): string {
  return channel === 'pages' ? '' : text
}

async function expectDead(channels: Channels, ticket: string, owner: Person): Promise<void> {
  for (const channel of resetChannels) {
    const { meaning } = await channels.do(channel, 'spendReset', { ticket, newPassword: 'chosen by a thief' })
    expect([channel, meaning]).toEqual([channel, 'dead'])
  }
  expect(await channels.signIn('classic', owner)).not.toBeNull()
}
