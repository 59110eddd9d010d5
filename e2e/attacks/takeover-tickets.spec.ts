import { Channels, type Person } from '@/e2e/support/channels/channels'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import type { RequestChannel } from '@/lib/channels'
import { otherPassword } from '@/lib/testing/accounts'

/** Tickets that are invalid, spent, or made for something else. */

const resetChannels = Channels.supporting('spendReset')
const newPassword = otherPassword

const learned = new Map<string, Promise<void>>()

/** Reads the forms behind valid links, once for a server: invalid links show none, and a thief can still post them. */
function learnForms(channels: Channels): Promise<void> {
  const learning = learned.get(channels.url) ?? readLinkForms(channels)
  learned.set(channels.url, learning)
  return learning
}

async function readLinkForms(channels: Channels): Promise<void> {
  const person = await channels.newVerifiedPerson()
  const ticket = await channels.requestResetTicket(person.email)
  const tooShort = { ticket, newPassword: 'x' }
  expect((await channels.send('pages', 'spendReset', tooShort)).outcome).toBe('bad')
  const waiting = channels.newPerson()
  await channels.send('classic', 'register', waiting)
  const unproved = {
    ticket: await channels.readTicket(waiting.email, 'verify-email'),
    password: 'not the password',
  }
  expect((await channels.send('pages', 'confirm', unproved)).outcome).toBe('wrong')
}

test('A08: an empty or fake ticket is not a ticket', async ({ server, mailbox }) => {
  const channels = new Channels(server.url, mailbox)
  await learnForms(channels)
  const victim = await channels.newVerifiedPerson()
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
    for (const operation of ['spendReset', 'confirm'] as const) {
      const answer = await channels.sendBody('ticket', operation, { ...passwords, ticket })
      expect({ ticket, operation, outcome: answer.outcome }).toMatchObject({
        outcome: expect.stringMatching(/dead|bad/),
      })
    }
  }
  for (const operation of ['spendReset', 'confirm'] as const) {
    expect((await channels.sendBody('ticket', operation, passwords)).outcome).toMatch(/dead|bad/)
    for (const ticket of ['', ' ', 'null', 'undefined', '0', '[]']) {
      const values = { ticket, newPassword, password: victim.password }
      if (ticket !== '')
        expect([ticket, (await channels.send('rest', operation, values)).outcome]).toEqual([ticket, 'dead'])
      const posted = ticket === '' ? { ...values, ticket: 'x', more: { ticket } } : values
      expect([ticket, (await channels.send('pages', operation, posted)).outcome]).toEqual([ticket, 'dead'])
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
  const victim = await channels.newVerifiedPerson()
  const ticket = await channels.requestResetTicket(victim.email)
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
    for (const operation of [
      'signIn',
      'askForReset',
      'register',
      'resend',
      'spendReset',
      'confirm',
    ] as const) {
      if (!Channels.supporting(operation).includes(channel)) continue
      for (const operator of operators) {
        const body = Object.fromEntries(fields.map((field) => [field, operator]))
        const { outcome } = await channels.sendBody(channel, operation, body, { ticket: 'x' })
        const answers = channel === 'ticket' && operation === 'askForReset' ? ['ok'] : ['bad', 'dead']
        expect(answers, `${channel} ${operation}`).toContain(outcome)
        const [name = ''] = Object.keys(operator)
        const pairs = fields.map((field) => [`${field}[${name}]`, ''] as const)
        const form = await channels.sendBody(channel, operation, pairs, { ticket: 'x' })
        expect([...answers, 'wrong'], `${channel} ${operation}`).toContain(form.outcome)
      }
    }
  }
  expect(await channels.signIn('rest', victim)).not.toBeNull()
  expect((await channels.send('ticket', 'spendReset', { ticket, newPassword })).outcome).toBe('ok')
})

for (const channel of resetChannels) {
  test(`A11: in ${channel} a spent ticket is invalid, and so are all older ones`, async ({
    server,
    mailbox,
  }) => {
    const channels = new Channels(server.url, mailbox)
    await learnForms(channels)
    const victim = await channels.newVerifiedPerson()
    const first = await channels.requestResetTicket(victim.email)
    expect((await channels.send(channel, 'spendReset', { ticket: first, newPassword })).outcome).toBe('ok')
    await expectDead(channels, first, { ...victim, password: newPassword })

    // A second reset link is not mailed within the minute; one that confirms the address resets as well.
    const other = channels.newPerson()
    await channels.send('classic', 'register', other)
    const older = await channels.readTicket(other.email, 'verify-email')
    const ticket = await channels.requestResetTicket(other.email)
    expect((await channels.send(channel, 'spendReset', { ticket, newPassword })).outcome).toBe('ok')
    expect((await channels.send('rest', 'confirm', { ticket: older })).outcome).toBe('dead')
    await expectDead(channels, older, { ...other, password: newPassword })
  })
}

for (const channel of Channels.supporting('changePassword')) {
  test(`A11: a change of password in ${channel} invalidates an older reset link`, async ({
    server,
    mailbox,
  }) => {
    const channels = new Channels(server.url, mailbox)
    await learnForms(channels)
    const victim = await channels.newVerifiedPerson()
    const ticket = await channels.requestResetTicket(victim.email)
    const secret = await channels.signIn(channel, victim)
    expect(
      (await channels.send(channel, 'changePassword', { ...victim, newPassword }, { secret })).outcome,
    ).toBe('ok')
    await expectDead(channels, ticket, { ...victim, password: newPassword })
  })
}

test('A13: a ticket for one address verifies no other, also when the address changes in the meantime', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  await learnForms(channels)
  const thief = channels.newPerson()
  await channels.send('classic', 'register', thief)
  const ticket = await channels.readTicket(thief.email, 'verify-email')
  const secret = await channels.signIn('classic', thief)
  const first = channels.newPerson().email
  expect(
    (await channels.send('classic', 'changeEmail', { ...thief, email: first }, { secret })).outcome,
  ).toBe('ok')
  for (const channel of Channels.supporting('confirm')) {
    expect([
      channel,
      (await channels.send(channel, 'confirm', { ticket, password: thief.password })).outcome,
    ]).toEqual([channel, 'dead'])
  }
  expect((await channels.send('rest', 'signIn', { ...thief, email: first })).outcome).toBe('unverified')

  // Two simultaneous changes: the ticket for the address that lost verifies nothing.
  const rivals = [channels.newPerson().email, channels.newPerson().email]
  await Promise.all(
    rivals.map((email) => channels.send('classic', 'changeEmail', { ...thief, email }, { secret })),
  )
  const tickets = await Promise.all(
    rivals.map(async (email) => ({ email, ticket: await channels.readTicket(email, 'verify-email') })),
  )
  const answers = await Promise.all(
    tickets.map(async (mailed) => ({
      ...mailed,
      outcome: (await channels.send('ticket', 'confirm', mailed)).outcome,
    })),
  )
  for (const { email, outcome } of answers) {
    const signedIn = await channels.send('rest', 'signIn', { ...thief, email })
    expect([outcome, signedIn.outcome]).toEqual(outcome === 'ok' ? ['ok', 'ok'] : ['dead', 'wrong'])
  }
  expect(answers.filter(({ outcome }) => outcome === 'ok').length).toBeLessThanOrEqual(1)
})

test('A15: a ticket that names its victim but is not in the database is invalid', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  await learnForms(channels)
  const victim = await channels.newVerifiedPerson()
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
    for (const operation of ['spendReset', 'confirm'] as const) {
      for (const channel of Channels.supporting(operation)) {
        const { outcome } = await channels.send(channel, operation, {
          ticket,
          newPassword,
          password: victim.password,
        })
        expect([channel, operation, ticket, outcome]).toEqual([channel, operation, ticket, 'dead'])
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
    const person = channels.newPerson()
    await channels.send('classic', 'register', person)
    const ticket = await channels.requestResetTicket(person.email)
    const privilegedFields = { role: 'admin', isAdmin: 'true', emailVerified: 'true', token: 'x' }
    const answer = await channels.send(channel, 'spendReset', { ticket, newPassword, more: privilegedFields })
    expect(answer.outcome).toBe('ok')
    // A page may clear the cookie of an ended session; no channel sets one.
    const given = answer.headers['set-cookie']?.filter((line) => !/=;|Max-Age=0/.test(line)) ?? []
    expect([given, /token|session/i.test(bodyOf(channel, answer.text))]).toEqual([[], false])
    const { user } = JSON.parse(
      (await channels.send('rest', 'signIn', { ...person, password: newPassword })).text,
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
    const { outcome } = await channels.send(channel, 'spendReset', {
      ticket,
      newPassword: 'chosen by a thief',
    })
    expect([channel, outcome]).toEqual([channel, 'dead'])
  }
  expect(await channels.signIn('classic', owner)).not.toBeNull()
}
