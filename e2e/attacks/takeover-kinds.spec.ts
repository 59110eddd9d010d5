import { Channels, type Person } from '@/e2e/support/channels/channels'
import { wordsOf } from '@/e2e/support/channels/words'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { otherPassword } from '@/lib/testing/accounts'

/** A link does only what it was made for. Only our own page sets a password with a link that confirms an address. */

const words = wordsOf('en')
const newPassword = otherPassword

/** An account with an unconfirmed address, and the link for it. */
async function waiting(channels: Channels): Promise<{ person: Person; ticket: string }> {
  const person = channels.somebody()
  expect((await channels.do('classic', 'register', person)).meaning).toBe('ok')
  return { person, ticket: await channels.ticket(person.email, 'verify-email') }
}

async function showsForm(channels: Channels, ticket: string): Promise<boolean> {
  const { text } = await send(`${channels.url}/reset/${ticket}`, { headers: { 'accept-language': 'en' } })
  return text.includes(words('newPassword.send'))
}

test('A14: a link that confirms an address sets a password on our own page and nowhere else', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  for (const channel of ['ticket', 'rest'] as const) {
    const { person, ticket } = await waiting(channels)
    expect((await channels.do(channel, 'spendReset', { ticket, newPassword })).meaning).toBe('dead')
    expect(await channels.signIn('classic', person)).not.toBeNull()
    expect((await channels.do(channel, 'confirm', { ticket })).meaning).toBe('ok')
    expect(await channels.signIn('rest', person)).not.toBeNull()
  }
  const { person, ticket } = await waiting(channels)
  expect(await showsForm(channels, ticket)).toBe(true)
  expect((await channels.do('pages', 'spendReset', { ticket, newPassword })).meaning).toBe('ok')
  expect(await channels.signIn('rest', { ...person, password: newPassword })).not.toBeNull()
})

test('A14: links of the other kinds change nothing where they do not belong', async ({ server, mailbox }) => {
  const channels = new Channels(server.url, mailbox)
  const pending = channels.somebody()
  await channels.do('ticket', 'register', pending)
  const signUp = await channels.ticket(pending.email, 'verify-email')
  const owner = await channels.verified()
  const secret = await channels.signIn('pages', owner)
  const { email } = channels.somebody()
  await channels.do('pages', 'changeEmail', { ...owner, email }, { secret })
  const change = await channels.ticket(email, 'verify-email')
  for (const ticket of [signUp, change]) {
    for (const channel of ['ticket', 'rest'] as const)
      expect((await channels.do(channel, 'spendReset', { ticket, newPassword })).meaning).toBe('dead')
    expect(await showsForm(channels, ticket)).toBe(false)
  }
  const reset = await channels.resetTicket(owner.email)
  for (const channel of ['ticket', 'rest'] as const)
    expect((await channels.do(channel, 'confirm', { ticket: reset })).meaning).toBe('dead')
  for (const ticket of [signUp, change])
    expect((await channels.do('ticket', 'confirm', { ticket })).meaning).toBe('ok')
})

for (const channel of Channels.having('changePassword')) {
  test(`A25: after a change of password in ${channel} a link that confirms an address does only that`, async ({
    server,
    mailbox,
  }) => {
    const channels = new Channels(server.url, mailbox)
    // Reads the form behind a valid link: an invalid one shows none, and a thief can still post it.
    const { ticket: live } = await waiting(channels)
    expect((await channels.do('pages', 'spendReset', { ticket: live, newPassword: 'x' })).meaning).toBe('bad')
    const { person, ticket } = await waiting(channels)
    const secret = await channels.signIn('classic', person)
    const changed = await channels.do(channel, 'changePassword', { ...person, newPassword }, { secret })
    expect(changed.meaning).toBe('ok')
    expect(await showsForm(channels, ticket)).toBe(false)
    for (const each of Channels.having('spendReset')) {
      const thiefs = { ticket, newPassword: 'chosen by a thief' }
      expect([each, (await channels.do(each, 'spendReset', thiefs)).meaning]).toEqual([each, 'dead'])
    }
    expect((await channels.do('rest', 'confirm', { ticket })).meaning).toBe('ok')
    expect(await channels.signIn('rest', { ...person, password: newPassword })).not.toBeNull()
  })
}
