import type { Client } from 'pg'
import type { Channels } from '@/e2e/support/channels/channels'
import { wordsOf } from '@/e2e/support/channels/words'
import { send } from '@/e2e/support/clients/send'
import { expect } from '@/e2e/support/fixtures/test'
import { test } from '@/e2e/support/fixtures/two-servers-test'
import { otherPassword } from '@/lib/testing/accounts'

const words = wordsOf('en')
const newPassword = otherPassword

interface Kind {
  readonly name: string
  readonly minutes: number
  readonly page: 'reset' | 'verify-email'
  readonly create: (channels: Channels) => Promise<string>
}

const kinds: Kind[] = [
  {
    name: 'a link to choose a password',
    minutes: 60,
    page: 'reset',
    create: async (channels) => await channels.requestResetTicket((await channels.newVerifiedPerson()).email),
  },
  {
    name: 'a link that confirms an address',
    minutes: 24 * 60,
    page: 'verify-email',
    async create(channels) {
      const person = channels.newPerson()
      await channels.send('rest', 'register', person)
      return await channels.readTicket(person.email, 'verify-email')
    },
  },
  {
    name: 'a link that makes an account',
    minutes: 24 * 60,
    page: 'verify-email',
    async create(channels) {
      const person = channels.newPerson()
      await channels.send('ticket', 'register', person)
      return await channels.readTicket(person.email, 'verify-email')
    },
  },
  {
    name: 'a link that puts an address back',
    minutes: 72 * 60,
    page: 'reset',
    async create(channels) {
      const person = await channels.newVerifiedPerson()
      const secret = await channels.signIn('classic', person)
      await channels.send(
        'classic',
        'changeEmail',
        { ...person, email: channels.newPerson().email },
        { secret },
      )
      return await channels.readTicket(person.email, 'reset')
    },
  },
]

test('A17: a link works minutes before it expires, and in no channel minutes later', async ({ site }) => {
  test.slow()
  const created = []
  for (const kind of kinds) {
    created.push({ kind, minutes: kind.minutes - 5, ticket: await kind.create(site.channels()) })
    created.push({ kind, minutes: kind.minutes + 5, ticket: await kind.create(site.channels()) })
  }
  await ageTickets(site.database, created)
  const [server] = site.servers
  for (const { kind, minutes, ticket } of created) {
    const isExpired = minutes > kind.minutes
    const operation = kind.page === 'reset' ? 'spendReset' : 'confirm'
    const url = `${server.url}/${kind.page}/${ticket}`
    const { text } = await send(url, { headers: { 'accept-language': 'en' } })
    expect([kind.name, text.includes(words('tickets.expiredTitle'))]).toEqual([kind.name, isExpired])
    if (isExpired) expect(text).toContain(`href="/${kind.page}"`)
    const outcomes = []
    for (const channel of ['ticket', 'rest'] as const)
      outcomes.push((await site.channels().send(channel, operation, { ticket, newPassword })).outcome)
    expect([kind.name, minutes, outcomes]).toEqual([kind.name, minutes, [isExpired ? 'dead' : 'ok', 'dead']])
  }
})

/** Makes tickets older by some minutes. */
async function ageTickets(
  database: Client,
  created: readonly { minutes: number; ticket: string }[],
): Promise<void> {
  for (const { minutes, ticket } of created) {
    const { rowCount } = await database.query(
      `UPDATE "Ticket" SET "createdAt" = "createdAt" - $1 * interval '1 minute',
         "expiresAt" = "expiresAt" - $1 * interval '1 minute'
       WHERE "secretHash" = sha256($2::bytea)`,
      [minutes, Buffer.from(ticket)],
    )
    expect(rowCount).toBe(1)
  }
}
