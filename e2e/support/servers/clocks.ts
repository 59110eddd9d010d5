import path from 'node:path'
import { expect } from '@playwright/test'
import { Client } from 'pg'
import { Channels, type MailText } from '@/e2e/support/channels/channels'
import { type ClientNetwork, newNetwork } from '@/e2e/support/fixtures/limited-test'
import { startPostgres } from '@/lib/testing/servers/postgres-server'
import { startSmtp } from '@/lib/testing/servers/smtp-sink'
import { createMigrated } from './migrated-database'
import { launchServer, type RunningServer } from './server'
import { SmtpMailbox, smtpSettings } from './smtp-mailbox'

/** Environment that sets a server's clock ahead by the first of these minutes, and at each `moveClock` by the next. */
export function movingClock(minutes: readonly number[]): Record<string, string> {
  const preload = path.resolve('e2e/support/preloads/move-clock.mjs')
  return { NODE_OPTIONS: `--import ${preload}`, CLOCK_MINUTES: minutes.join() }
}

export async function moveClock(server: RunningServer): Promise<void> {
  const moves = () => server.output().split('The clock is').length
  const before = moves()
  process.kill(server.pid, 'SIGUSR2')
  await expect.poll(moves).toBe(before + 1)
}

/** Moves a server's clock until it is ahead by so many of its minutes. */
async function setClock(server: RunningServer, first: number, minutes: number): Promise<void> {
  const ahead = () =>
    Number(
      server
        .output()
        .match(/(?<=The clock is )-?\d+/g)
        ?.at(-1) ?? first,
    )
  while (ahead() !== minutes) await moveClock(server)
}

/** Two servers on one PostgreSQL, with independent clocks. */
export interface TwoClocks {
  readonly servers: readonly [RunningServer, RunningServer]
  readonly database: Client
  /** The channels of one of them, from a new network or the given one. */
  channels(which: 0 | 1, network?: ClientNetwork): Channels
  mailsTo(address: string): Promise<MailText[]>
  /** Sets the clocks ahead by these of their minutes. */
  setClocks(one: number, other: number): Promise<void>
  stop(): Promise<void>
}

/** Starts both, with their clocks ahead by the first of these minutes, and at each `moveClock` by the next. */
export async function startTwoClocks(one: readonly number[], other: readonly number[]): Promise<TwoClocks> {
  const [postgres, sink] = await Promise.all([startPostgres(), startSmtp()])
  const env = {
    DATABASE_URL: await createMigrated(postgres, 'latchkey'),
    AUTH_SECRET: 'k'.repeat(43),
    APP_URL: 'http://localhost:3999',
    RATE_LIMIT: 'on',
    TRUSTED_PROXIES: '1',
    ...smtpSettings(sink),
  }
  const launch = (minutes: readonly number[]) => launchServer({ env: { ...env, ...movingClock(minutes) } })
  const servers = [await launch(one), await launch(other)] as const
  await Promise.all(servers.map((server) => server.ready()))
  const post = new SmtpMailbox(sink, servers[0], env.DATABASE_URL)
  const database = new Client({ connectionString: env.DATABASE_URL })
  await database.connect()
  return {
    servers,
    database,
    channels: (which, network = newNetwork()) =>
      new Channels(servers[which].url, post, { ...network, origin: env.APP_URL }),
    mailsTo: (address) => post.list(address),
    async setClocks(first, second) {
      await setClock(servers[0], one[0] ?? 0, first)
      await setClock(servers[1], other[0] ?? 0, second)
    },
    async stop() {
      await database.end()
      await Promise.all(servers.map((server) => server.stop()))
      await Promise.all([sink.close(), postgres.stop()])
      const faults = servers.map((server) => server.output()).join('')
      expect(faults).not.toMatch(/"event":"(server_fault|job_failed|uncaught_fault)"/)
    },
  }
}

/** Makes everything that expires in the database older by some minutes. */
export async function letMinutesPass(database: Client, minutes: number): Promise<void> {
  await database.query(`UPDATE "RateLimit" SET expire = expire - $1::bigint * 60000`, [minutes])
  for (const table of ['Session', 'Ticket'])
    await database.query(
      `UPDATE "${table}" SET "createdAt" = "createdAt" - $1 * interval '1 minute',
         "expiresAt" = "expiresAt" - $1 * interval '1 minute'`,
      [minutes],
    )
  await database.query(
    `UPDATE "Account" SET "generatedPasswordExpiresAt" = "generatedPasswordExpiresAt" - $1 * interval '1 minute'`,
    [minutes],
  )
}
