import { expect, test } from '@playwright/test'
import { Channels, signInChannels } from '@/e2e/support/channels/channels'
import { fillWithCrowd } from '@/e2e/support/clients/crowd'
import { send } from '@/e2e/support/clients/send'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { createMigrated } from '@/e2e/support/servers/migrated-database'
import { runAdmin } from '@/e2e/support/servers/run-command'
import { isSwept, startSweep } from '@/e2e/support/servers/run-sweep'
import { launchServer } from '@/e2e/support/servers/server'
import { onDatabase } from '@/lib/testing/servers/on-database'
import { startPostgres } from '@/lib/testing/servers/postgres-server'

test.setTimeout(300_000)

const size = { accounts: 20_000, sessionsEach: 3 }

test('R27: no request reads a whole table', async () => {
  const postgres = await startPostgres()
  const url = await createMigrated(postgres, 'latchkey')
  await onDatabase(url, async (client) => {
    await fillWithCrowd((statement, values) => client.query(statement, values), size, 'none')
    await client.query('ANALYZE')
  })
  const before = await readsOf(url)
  expect(before).toHaveLength(8)
  await runServer(url, askEverything)
  for (const [index, table] of (await readsOf(url)).entries()) {
    expect(table).toMatchObject({ name: before[index]?.name, whole: before[index]?.whole })
    // A sweep that read the rows it keeps for each batch would read several times as much.
    const rowsRead = table.rows - (before[index]?.rows ?? 0)
    expect(rowsRead, table.name).toBeLessThan(1_000 + 1.2 * table.deleted)
  }
  await postgres.stop()
})

const settings = (url: string) => ({ DATABASE_URL: url, AUTH_SECRET: 'x'.repeat(43), RATE_LIMIT: 'on' })

/** Runs a server for the time of the test. */
async function runServer(
  url: string,
  live: (channels: Channels, databaseUrl: string) => Promise<void>,
): Promise<void> {
  const server = await launchServer({
    env: { DATABASE_URL: url, AUTH_SECRET: 'x'.repeat(43), RATE_LIMIT: 'on' },
  })
  await server.ready()
  await live(new Channels(server.url, new Mailbox(server.url)), url)
  await server.stop()
  expect(server.output()).not.toContain('server_fault')
}

async function askEverything(channels: Channels, databaseUrl: string): Promise<void> {
  for (const channel of signInChannels) await exerciseChannel(channels, channel)
  const person = await channels.newVerifiedPerson()
  const ticket = await channels.requestResetTicket(person.email)
  const newPassword = 'another horse battery'
  expect((await channels.send('pages', 'spendReset', { ticket, newPassword })).outcome).toBe('ok')
  const cookie = `authjs.session-token=${await channels.signIn('pages', { ...person, password: newPassword })}`
  for (const path of [
    '/edit-profile',
    '/api/auth/session',
    '/api/account',
    '/api/password/tools?login=other7',
  ])
    expect((await send(channels.url + path, { headers: { cookie } })).status, path).toBe(200)
  expect(await runAdmin(settings(databaseUrl), 'list')).toMatchObject({ code: 0 })
  await sweepNow(databaseUrl)
}

/** Uses a channel: a new account, a known one, and guesses at a background account. */
async function exerciseChannel(channels: Channels, channel: (typeof signInChannels)[number]): Promise<void> {
  const address = { 'x-forwarded-for': '203.0.113.1' }
  const person = channels.newPerson()
  expect((await channels.send(channel, 'register', { ...person, device: 'device' })).outcome).toBe('ok')
  const other = { username: 'other7', email: 'other7@example.com', password: 'wrong horse battery' }
  expect((await channels.send(channel, 'signIn', other, { headers: address })).outcome).toBe('wrong')
  for (const operation of ['askForReset', 'resend'] as const)
    if (Channels.supporting(operation).includes(channel))
      await channels.send(channel, operation, other, { headers: address })
}

/** Starts the sweep as its schedule does, and waits until nothing expired is left. */
async function sweepNow(url: string): Promise<void> {
  await onDatabase(url, async (client) => {
    await startSweep(client)
    await expect.poll(() => isSwept(client), { timeout: 60_000 }).toBe(true)
  })
}

interface Reads {
  readonly name: string
  /** Full scans of the table since the database was created. */
  readonly whole: number
  readonly rows: number
  readonly deleted: number
}

async function readsOf(url: string): Promise<Reads[]> {
  return await onDatabase(url, async (client) => {
    const { rows } = await client.query(
      `SELECT relname AS name, seq_scan::int AS whole, (seq_tup_read + idx_tup_fetch)::int AS rows,
         n_tup_del::int AS deleted
       FROM pg_stat_user_tables WHERE schemaname = 'public' AND n_live_tup > 1000 ORDER BY relname`,
    )
    return rows
  })
}
