import { Channels, type Person } from '@/e2e/support/channels/channels'
import { wordsOf } from '@/e2e/support/channels/words'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { otherPassword } from '@/lib/testing/accounts'

/** A link does only what it was made for. Only our own page sets a password with a link that confirms an address. */

const words = wordsOf('en')
const newPassword = otherPassword

/** An account with an unconfirmed address, and the link for it. */
async function newUnconfirmed(channels: Channels): Promise<{ person: Person; ticket: string }> {
  const person = channels.newPerson()
  expect((await channels.send('classic', 'register', person)).outcome).toBe('ok')
  return { person, ticket: await channels.readTicket(person.email, 'verify-email') }
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
    const { person, ticket } = await newUnconfirmed(channels)
    expect((await channels.send(channel, 'spendReset', { ticket, newPassword })).outcome).toBe('dead')
    expect(await channels.signIn('classic', person)).not.toBeNull()
    expect((await channels.send(channel, 'confirm', { ticket })).outcome).toBe('ok')
    expect(await channels.signIn('rest', person)).not.toBeNull()
  }
  const { person, ticket } = await newUnconfirmed(channels)
  expect(await showsForm(channels, ticket)).toBe(true)
  expect((await channels.send('pages', 'spendReset', { ticket, newPassword })).outcome).toBe('ok')
  expect(await channels.signIn('rest', { ...person, password: newPassword })).not.toBeNull()
})

test('A14: links of the other kinds change nothing where they do not belong', async ({ server, mailbox }) => {
  const channels = new Channels(server.url, mailbox)
  const pending = channels.newPerson()
  await channels.send('ticket', 'register', pending)
  const signUp = await channels.readTicket(pending.email, 'verify-email')
  const owner = await channels.newVerifiedPerson()
  const secret = await channels.signIn('pages', owner)
  const { email } = channels.newPerson()
  await channels.send('pages', 'changeEmail', { ...owner, email }, { secret })
  const change = await channels.readTicket(email, 'verify-email')
  for (const ticket of [signUp, change]) {
    for (const channel of ['ticket', 'rest'] as const)
      expect((await channels.send(channel, 'spendReset', { ticket, newPassword })).outcome).toBe('dead')
    expect(await showsForm(channels, ticket)).toBe(false)
  }
  const reset = await channels.requestResetTicket(owner.email)
  for (const channel of ['ticket', 'rest'] as const)
    expect((await channels.send(channel, 'confirm', { ticket: reset })).outcome).toBe('dead')
  for (const ticket of [signUp, change])
    expect((await channels.send('ticket', 'confirm', { ticket })).outcome).toBe('ok')
})

for (const channel of Channels.supporting('changePassword')) {
  test(`A25: after a change of password in ${channel} a link that confirms an address does only that`, async ({
    server,
    mailbox,
  }) => {
    const channels = new Channels(server.url, mailbox)
    // Reads the form behind a valid link: an invalid one shows none, and a thief can still post it.
    const { ticket: live } = await newUnconfirmed(channels)
    expect((await channels.send('pages', 'spendReset', { ticket: live, newPassword: 'x' })).outcome).toBe(
      'bad',
    )
    const { person, ticket } = await newUnconfirmed(channels)
    const secret = await channels.signIn('classic', person)
    const changed = await channels.send(channel, 'changePassword', { ...person, newPassword }, { secret })
    expect(changed.outcome).toBe('ok')
    expect(await showsForm(channels, ticket)).toBe(false)
    for (const each of Channels.supporting('spendReset')) {
      const attempt = { ticket, newPassword: 'chosen by a thief' }
      expect([each, (await channels.send(each, 'spendReset', attempt)).outcome]).toEqual([each, 'dead'])
    }
    expect((await channels.send('rest', 'confirm', { ticket })).outcome).toBe('ok')
    expect(await channels.signIn('rest', { ...person, password: newPassword })).not.toBeNull()
  })
}
