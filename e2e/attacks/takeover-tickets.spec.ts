import { send } from '@/e2e/support/clients/send'
import { Doors, type Person } from '@/e2e/support/doors/doors'
import { expect, test } from '@/e2e/support/fixtures/test'
import type { DialectName } from '@/lib/channels'
import { otherPassword } from '@/lib/testing/accounts'

/** Tickets that are none, are spent, or were made for something else. */

const resetDoors = Doors.having('spendReset')
const newPassword = otherPassword

/** Learns the form behind a live reset link: a dead one shows none, and a thief can still post it. */
async function withForms(doors: Doors): Promise<Person> {
  const person = await doors.verified()
  const ticket = await doors.resetTicket(person.email)
  const tooShort = { ticket, newPassword: 'x' }
  expect((await doors.do('form', 'spendReset', tooShort)).meaning).toBe('bad')
  const waiting = doors.somebody()
  await doors.do('classic', 'register', waiting)
  const unproved = { ticket: await doors.ticket(waiting.email, 'verify-email'), password: 'not the password' }
  expect((await doors.do('form', 'confirm', unproved)).meaning).toBe('wrong')
  return person
}

test('A08: an empty ticket, and one that is only called so, is no ticket', async ({ server, mailbox }) => {
  const doors = new Doors(server.url, mailbox)
  const victim = await withForms(doors)
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
      const answer = await doors.raw('ticket', verb, { ...passwords, ticket })
      expect({ ticket, verb, meaning: answer.meaning }).toMatchObject({
        meaning: expect.stringMatching(/dead|bad/),
      })
    }
  }
  for (const verb of ['spendReset', 'confirm'] as const) {
    expect((await doors.raw('ticket', verb, passwords)).meaning).toMatch(/dead|bad/)
    for (const ticket of ['', ' ', 'null', 'undefined', '0', '[]']) {
      const values = { ticket, newPassword, password: victim.password }
      if (ticket !== '')
        expect([ticket, (await doors.do('rest', verb, values)).meaning]).toEqual([ticket, 'dead'])
      const posted = ticket === '' ? { ...values, ticket: 'x', more: { ticket } } : values
      expect([ticket, (await doors.do('form', verb, posted)).meaning]).toEqual([ticket, 'dead'])
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
  expect(await doors.signIn('rest', victim)).not.toBeNull()
})

test('A09: an operator where a text belongs asks the database nothing', async ({ server, mailbox }) => {
  const doors = new Doors(server.url, mailbox)
  const victim = await doors.verified()
  const ticket = await doors.resetTicket(victim.email)
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
  for (const door of ['classic', 'device', 'ticket', 'rest'] as const) {
    for (const verb of ['signIn', 'askForReset', 'register', 'resend', 'spendReset', 'confirm'] as const) {
      if (!Doors.having(verb).includes(door)) continue
      for (const operator of operators) {
        const body = Object.fromEntries(fields.map((field) => [field, operator]))
        const { meaning } = await doors.raw(door, verb, body, { ticket: 'x' })
        const answers = door === 'ticket' && verb === 'askForReset' ? ['ok'] : ['bad', 'dead']
        expect(answers, `${door} ${verb}`).toContain(meaning)
        const [name = ''] = Object.keys(operator)
        const pairs = fields.map((field) => [`${field}[${name}]`, ''] as const)
        const form = await doors.raw(door, verb, pairs, { ticket: 'x' })
        expect([...answers, 'wrong'], `${door} ${verb}`).toContain(form.meaning)
      }
    }
  }
  expect(await doors.signIn('rest', victim)).not.toBeNull()
  expect((await doors.do('ticket', 'spendReset', { ticket, newPassword })).meaning).toBe('ok')
})

for (const door of resetDoors) {
  test(`A11: at ${door} a spent ticket is dead, and so are all that are older`, async ({
    server,
    mailbox,
  }) => {
    const doors = new Doors(server.url, mailbox)
    await withForms(doors)
    const victim = await doors.verified()
    const first = await doors.resetTicket(victim.email)
    expect((await doors.do(door, 'spendReset', { ticket: first, newPassword })).meaning).toBe('ok')
    await expectDead(doors, first, { ...victim, password: newPassword })

    // A second reset link is not mailed within the minute; one that confirms the address resets as well.
    const other = doors.somebody()
    await doors.do('classic', 'register', other)
    const older = await doors.ticket(other.email, 'verify-email')
    const ticket = await doors.resetTicket(other.email)
    expect((await doors.do(door, 'spendReset', { ticket, newPassword })).meaning).toBe('ok')
    expect((await doors.do('rest', 'confirm', { ticket: older })).meaning).toBe('dead')
    await expectDead(doors, older, { ...other, password: newPassword })
  })
}

for (const door of Doors.having('changePassword')) {
  test(`A11: a change of password at ${door} kills a reset link that is older`, async ({
    server,
    mailbox,
  }) => {
    const doors = new Doors(server.url, mailbox)
    await withForms(doors)
    const victim = await doors.verified()
    const ticket = await doors.resetTicket(victim.email)
    const secret = await doors.signIn(door, victim)
    expect((await doors.do(door, 'changePassword', { ...victim, newPassword }, { secret })).meaning).toBe(
      'ok',
    )
    await expectDead(doors, ticket, { ...victim, password: newPassword })
  })
}

test('A13: a ticket for one address verifies no other, also when the address changes meanwhile', async ({
  server,
  mailbox,
}) => {
  const doors = new Doors(server.url, mailbox)
  await withForms(doors)
  const thief = doors.somebody()
  await doors.do('classic', 'register', thief)
  const ticket = await doors.ticket(thief.email, 'verify-email')
  const secret = await doors.signIn('classic', thief)
  const first = doors.somebody().email
  expect((await doors.do('classic', 'changeEmail', { ...thief, email: first }, { secret })).meaning).toBe(
    'ok',
  )
  for (const door of Doors.having('confirm')) {
    expect([door, (await doors.do(door, 'confirm', { ticket, password: thief.password })).meaning]).toEqual([
      door,
      'dead',
    ])
  }
  expect((await doors.do('rest', 'signIn', { ...thief, email: first })).meaning).toBe('unverified')

  // Two changes at once: the ticket that went to the address that lost verifies nothing.
  const rivals = [doors.somebody().email, doors.somebody().email]
  await Promise.all(
    rivals.map((email) => doors.do('classic', 'changeEmail', { ...thief, email }, { secret })),
  )
  const tickets = await Promise.all(
    rivals.map(async (email) => ({ email, ticket: await doors.ticket(email, 'verify-email') })),
  )
  const answers = await Promise.all(
    tickets.map(async (mailed) => ({
      ...mailed,
      meaning: (await doors.do('ticket', 'confirm', mailed)).meaning,
    })),
  )
  for (const { email, meaning } of answers) {
    const signedIn = await doors.do('rest', 'signIn', { ...thief, email })
    expect([meaning, signedIn.meaning]).toEqual(meaning === 'ok' ? ['ok', 'ok'] : ['dead', 'wrong'])
  }
  expect(answers.filter(({ meaning }) => meaning === 'ok').length).toBeLessThanOrEqual(1)
})

test('A15: what names its victim and is not in the database is no ticket', async ({ server, mailbox }) => {
  const doors = new Doors(server.url, mailbox)
  const victim = await withForms(doors)
  const secret = await doors.signIn('rest', victim)
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
      for (const door of Doors.having(verb)) {
        const { meaning } = await doors.do(door, verb, { ticket, newPassword, password: victim.password })
        expect([door, verb, ticket, meaning]).toEqual([door, verb, ticket, 'dead'])
      }
    }
  }
  expect(await doors.signIn('rest', victim)).not.toBeNull()
})

for (const door of resetDoors) {
  test(`A24: a reset at ${door} signs nobody in, and makes nobody more than the mail proves`, async ({
    server,
    mailbox,
  }) => {
    const doors = new Doors(server.url, mailbox)
    const person = doors.somebody()
    await doors.do('classic', 'register', person)
    const ticket = await doors.resetTicket(person.email)
    const gifts = { role: 'admin', isAdmin: 'true', emailVerified: 'true', token: 'x' }
    const answer = await doors.do(door, 'spendReset', { ticket, newPassword, more: gifts })
    expect(answer.meaning).toBe('ok')
    // A page may take the cookie of a session that has ended; no door gives one.
    const given = answer.headers['set-cookie']?.filter((line) => !/=;|Max-Age=0/.test(line)) ?? []
    expect([given, /token|session/i.test(bodyOf(door, answer.text))]).toEqual([[], false])
    const { user } = JSON.parse((await doors.do('rest', 'signIn', { ...person, password: newPassword })).text)
    expect(user).toMatchObject({ email: person.email, role: 'user' })
  })
}

/** What a door says of its own: a page has only where it leads. */
function bodyOf(door: DialectName, text: string): string {
  return door === 'form' ? '' : text
}

async function expectDead(doors: Doors, ticket: string, owner: Person): Promise<void> {
  for (const door of resetDoors) {
    const { meaning } = await doors.do(door, 'spendReset', { ticket, newPassword: 'chosen by a thief' })
    expect([door, meaning]).toEqual([door, 'dead'])
  }
  expect(await doors.signIn('classic', owner)).not.toBeNull()
}
