import { send } from '@/e2e/support/clients/send'
import { Doors, type Person } from '@/e2e/support/doors/doors'
import { wordsOf } from '@/e2e/support/doors/words'
import { expect, test } from '@/e2e/support/fixtures/test'
import { otherPassword } from '@/lib/testing/accounts'

/** A link does what it was made for; to choose a password with one that confirms an address takes our own page. */

const words = wordsOf('en')
const newPassword = otherPassword

/** Somebody whose address waits for its confirmation, and the link for it. */
async function waiting(doors: Doors): Promise<{ person: Person; ticket: string }> {
  const person = doors.somebody()
  expect((await doors.do('classic', 'register', person)).meaning).toBe('ok')
  return { person, ticket: await doors.ticket(person.email, 'verify-email') }
}

async function showsForm(doors: Doors, ticket: string): Promise<boolean> {
  const { text } = await send(`${doors.url}/reset/${ticket}`, { headers: { 'accept-language': 'en' } })
  return text.includes(words('newPassword.send'))
}

test('A14: a link that confirms an address chooses a password at our own page and nowhere else', async ({
  server,
  mailbox,
}) => {
  const doors = new Doors(server.url, mailbox)
  for (const door of ['ticket', 'rest'] as const) {
    const { person, ticket } = await waiting(doors)
    expect((await doors.do(door, 'spendReset', { ticket, newPassword })).meaning).toBe('dead')
    expect(await doors.signIn('classic', person)).not.toBeNull()
    expect((await doors.do(door, 'confirm', { ticket })).meaning).toBe('ok')
    expect(await doors.signIn('rest', person)).not.toBeNull()
  }
  const { person, ticket } = await waiting(doors)
  expect(await showsForm(doors, ticket)).toBe(true)
  expect((await doors.do('form', 'spendReset', { ticket, newPassword })).meaning).toBe('ok')
  expect(await doors.signIn('rest', { ...person, password: newPassword })).not.toBeNull()
})

test('A14: links of the other kinds change nothing where they do not belong', async ({ server, mailbox }) => {
  const doors = new Doors(server.url, mailbox)
  const pending = doors.somebody()
  await doors.do('ticket', 'register', pending)
  const signUp = await doors.ticket(pending.email, 'verify-email')
  const owner = await doors.verified()
  const secret = await doors.signIn('form', owner)
  const { email } = doors.somebody()
  await doors.do('form', 'changeEmail', { ...owner, email }, { secret })
  const change = await doors.ticket(email, 'verify-email')
  for (const ticket of [signUp, change]) {
    for (const door of ['ticket', 'rest'] as const)
      expect((await doors.do(door, 'spendReset', { ticket, newPassword })).meaning).toBe('dead')
    expect(await showsForm(doors, ticket)).toBe(false)
  }
  const reset = await doors.resetTicket(owner.email)
  for (const door of ['ticket', 'rest'] as const)
    expect((await doors.do(door, 'confirm', { ticket: reset })).meaning).toBe('dead')
  for (const ticket of [signUp, change])
    expect((await doors.do('ticket', 'confirm', { ticket })).meaning).toBe('ok')
})

for (const door of Doors.having('changePassword')) {
  test(`A25: after a change of password at ${door} a link that confirms an address does only that`, async ({
    server,
    mailbox,
  }) => {
    const doors = new Doors(server.url, mailbox)
    // Learns the form behind a live link: a dead one shows none, and a thief can still post it.
    const { ticket: live } = await waiting(doors)
    expect((await doors.do('form', 'spendReset', { ticket: live, newPassword: 'x' })).meaning).toBe('bad')
    const { person, ticket } = await waiting(doors)
    const secret = await doors.signIn('classic', person)
    const changed = await doors.do(door, 'changePassword', { ...person, newPassword }, { secret })
    expect(changed.meaning).toBe('ok')
    expect(await showsForm(doors, ticket)).toBe(false)
    for (const each of Doors.having('spendReset')) {
      const thiefs = { ticket, newPassword: 'chosen by a thief' }
      expect([each, (await doors.do(each, 'spendReset', thiefs)).meaning]).toEqual([each, 'dead'])
    }
    expect((await doors.do('rest', 'confirm', { ticket })).meaning).toBe('ok')
    expect(await doors.signIn('rest', { ...person, password: newPassword })).not.toBeNull()
  })
}
