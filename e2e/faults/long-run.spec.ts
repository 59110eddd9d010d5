import { setTimeout as pass } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { Channels } from '@/e2e/support/channels/channels'
import { Traffic } from '@/e2e/support/channels/client-traffic'
import { send } from '@/e2e/support/clients/send'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { findLostJobs } from '@/e2e/support/servers/lost-jobs'
import { ticketIn } from '@/e2e/support/servers/mailbox'
import { type Site, startSite } from '@/e2e/support/servers/site'
import { onDatabase } from '@/lib/testing/servers/on-database'
import { type SmtpSink, startSmtp } from '@/lib/testing/servers/smtp-sink'

const METRICS_TOKEN = 'm'.repeat(43)
const { longRunSeconds, longRunPerSecond } = faultSize
const clients = 8
const samples = faultSize.isFull ? 60 : 8
/** The maximum average growth from the first quarter of the run to its end, as a share. */
const mostGrowth = 0.1

test.setTimeout(300_000 + 2_000 * longRunSeconds)

test('R28: under mixed traffic, with every twentieth mail temporarily rejected, nothing is left over and nothing grows', async () => {
  let offered = 0
  const smtp = await startSmtp({
    onMailFrom(_address, _session, done) {
      offered += 1
      done(offered % 20 ? null : Object.assign(new Error('try again'), { responseCode: 451 }))
    },
  })
  const site = await startSite(1, { METRICS_TOKEN, SMTP_URL: smtp.url, MAIL_FROM: 'accounts@example.com' })
  const url = site.servers[0]?.url ?? ''
  const mailbox = new SinkMailbox(smtp)
  const warmed = new Traffic(new Channels(url, mailbox), mailbox)
  warmed.start(clients)
  await warmed.waitForRounds(faultSize.isFull ? clients : 2)
  const handlesBefore = (await measure(url)).handles
  await warmed.end()

  const traffic = new Traffic(new Channels(url, mailbox), mailbox, longRunPerSecond)
  traffic.start(clients)
  const megabytes: number[] = []
  for (let sample = 0; sample < samples; sample++) {
    await pass((longRunSeconds * 1_000) / samples)
    megabytes.push((await measure(url)).megabytes)
  }
  await traffic.end()
  await findLostJobs(site.postgres)
  await expect.poll(() => countWaiting(site), { timeout: 120_000 }).toBe(0)
  await expect
    .poll(async () => (await measure(url)).handles, { timeout: 60_000 })
    .toBeLessThanOrEqual(handlesBefore)
  const growth = growthOf(megabytes.slice(samples / 4))
  console.log(
    `${traffic.answers.length} answers in ${longRunSeconds} s, ${offered} mails offered; ${megabytes[0]} MB at first, ${megabytes.at(-1)} MB at last, fitted growth ${(100 * growth).toFixed(1)} % after the first quarter`,
  )
  expect(offered).toBeGreaterThan(20)
  // A short run mostly shows garbage that is not collected yet.
  if (longRunSeconds >= 1_800) expect(growth).toBeLessThan(mostGrowth)
  await traffic.expectPromisesKept()
  await site.stop()
  await smtp.close()
})

/** The tickets in the mails that a sink received; it keeps nothing else of them. */
class SinkMailbox {
  private readonly resets = new Map<string, string>()

  constructor(private readonly sink: SmtpSink) {}

  async list(): Promise<never[]> {
    return []
  }

  async nextTicket(to: string): Promise<string> {
    await expect.poll(() => this.find(to), { intervals: [50], timeout: 60_000 }).toBeDefined()
    const ticket = this.find(to) ?? ''
    this.resets.delete(to)
    return ticket
  }

  private find(to: string): string | undefined {
    this.sink.offered.length = 0
    for (const { recipients, mail } of this.sink.received.splice(0)) {
      const text = mail.text ?? ''
      if (text.includes('/reset/')) this.resets.set(recipients[0] ?? '', ticketIn({ text }))
    }
    return this.resets.get(to)
  }
}

/** Messages that wait, or are being sent, or were given up. */
async function countWaiting({ postgres, databaseUrl }: Site): Promise<number> {
  const url = Object.assign(new URL(databaseUrl), { port: String(postgres.port) }).href
  return await onDatabase(url, async (client) => {
    const { rows } = await client.query(`SELECT count(*)::int AS waiting FROM queue.job
      WHERE name IN ('mail', 'request', 'undeliverable') AND state <> 'completed'`)
    return rows[0].waiting
  })
}

/** What the server reports: its memory and open handles. */
async function measure(url: string): Promise<{ megabytes: number; handles: number }> {
  const { text } = await send(`${url}/api/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
  const sum = (pattern: RegExp) =>
    [...text.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0)
  return {
    megabytes: Math.round(sum(/^process_resident_memory_bytes (\d+)/gm) / 1024 ** 2),
    handles: sum(/^process_open_fds (\d+)/gm),
  }
}

/** The rise of the least-squares line from the first value to the last, as a share of the mean. */
function growthOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const middle = (values.length - 1) / 2
  const rise = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0)
  const run = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
  return ((rise / run) * (values.length - 1)) / mean
}
