import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { Registrars, withAccount } from '@/e2e/support/clients/registrars'
import { RestApi } from '@/e2e/support/clients/rest-api'
import { expect, test } from '@/e2e/support/fixtures/test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { runOutbox } from '@/e2e/support/servers/run-command'
import { launchServer, type RunningServer, startServer } from '@/e2e/support/servers/server'
import { freePort } from '@/lib/testing/servers/free-port'
import { startPostgres } from '@/lib/testing/servers/postgres-server'
import { type ReceivedMail, type SmtpSink, startSmtp } from '@/lib/testing/servers/smtp-sink'

test.setTimeout(faultSize.requests > 100 ? 1_800_000 : 300_000)

const { requests, kills, downSeconds } = faultSize
const clients = 4
// The mails of three workers, each with its maximum at once (`lib/delivery/start-workers.ts`).
const maxInProgress = 15
const MAIL_FROM = 'accounts@example.com'
const startsLater = { NODE_OPTIONS: `--import ${path.resolve('e2e/support/preloads/start-later.mjs')}` }
// A killed server's mails are found by their missing heartbeat; repeated failures wait longer each time.
const patience = { timeout: 60_000 + 4_000 * downSeconds, intervals: [250] }

interface Setup {
  readonly servers: RunningServer[]
  readonly settings: Readonly<Record<string, string>>
  restart(index: number): Promise<RunningServer>
}

test('R01, R02, R11: embedded: killed repeatedly, without a mail server, no promised mail is lost', async () => {
  const smtpPort = await freePort()
  const env = { SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, MAIL_FROM }
  const server = await startServer({ env })
  const { dataFolder } = server
  await expectNothingLost(smtpPort, {
    servers: [server],
    settings: { DATA_DIR: dataFolder },
    restart: () => startServer({ env: { ...env, ...(faultSize.isFull ? {} : startsLater) }, dataFolder }),
  })
})

// In the suite mixed traffic while servers are killed has to do (`servers.spec.ts`).
test('R01, R02, R11, R15: two servers on one PostgreSQL, one killed repeatedly: no promised mail is lost', {
  tag: '@full',
}, async () => {
  const postgres = await startPostgres()
  const smtpPort = await freePort()
  const AUTH_SECRET = randomBytes(32).toString('base64url')
  const settings = { DATABASE_URL: await postgres.createDatabase('latchkey'), AUTH_SECRET }
  const env = { ...settings, SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, MAIL_FROM }
  // Both find an empty database at the same time: one migrates, the other waits.
  const servers = await Promise.all([launchServer({ env }), launchServer({ env })])
  await Promise.all(servers.map((server) => server.ready()))
  await expectNothingLost(smtpPort, { servers, settings, restart: () => startServer({ env }) })
  await postgres.stop()
})

async function expectNothingLost(smtpPort: number, site: Setup): Promise<void> {
  const registrars = new Registrars()
  const smtp = await runUnderFaults(smtpPort, site, registrars)
  const server = site.servers[0]
  if (!server) throw new Error('no server')
  await expectPromisesKept(server, registrars, smtp)
  // Users who registered again just before are still being notified.
  const listed = async () => (await runOutbox(site.settings, 'list')).stdout
  await expect.poll(listed, { timeout: 60_000 }).toContain('Nothing is waiting')
  await Promise.all(site.servers.map((each) => each.stop()))
  await smtp.close()
}

/** Users register all the time. The mail server is back before the last kills, which happen during deliveries. */
async function runUnderFaults(
  smtpPort: number,
  { servers, restart }: Setup,
  registrars: Registrars,
): Promise<SmtpSink> {
  const backAt = performance.now() + downSeconds * 1_000
  let smtp: SmtpSink | undefined
  for (let round = 0; round < kills; round++) {
    const registering = servers.map(({ url }) => registrars.run(url, clients / servers.length))
    // Every third kill comes soon after the start, at any state; the others during answers.
    const successes = round % 3 === 2 ? 0 : Math.ceil((requests / kills) * 0.75)
    await registrars.waitForSuccesses(successes)
    if (round === kills - 1) await pass(Math.max(0, backAt - performance.now()))
    if (round >= Math.floor(kills * 0.6) && performance.now() > backAt)
      smtp ??= await startSmtp({ port: smtpPort })
    await registrars.waitForSuccesses(successes)
    await pass(Math.random() * 500)
    const victim = servers.length - 1
    await servers[victim]?.kill()
    servers[victim] = await restart(victim)
    registrars.stop()
    await Promise.all(registering)
  }
  return smtp ?? (await startSmtp({ port: smtpPort }))
}

/** Every promise is kept; anything else is complete or absent. */
async function expectPromisesKept(
  server: RunningServer,
  registrars: Registrars,
  smtp: SmtpSink,
): Promise<void> {
  const { acknowledged, attempted, failures } = registrars
  expect(failures).toEqual([])
  expect(acknowledged.length).toBeGreaterThanOrEqual(requests)
  const existing = (await withAccount(server.url, attempted)).map(({ email }) => email)
  expect(existing).toEqual(expect.arrayContaining(acknowledged.map(({ email }) => email)))
  const mailed = () => new Set(smtp.received.map(recipientOf))
  await expect.poll(() => [...mailed()].toSorted(), patience).toEqual(existing.toSorted())
  const mailedTwice = [...mailed()]
    .map((email) => smtp.received.filter((mail) => recipientOf(mail) === email))
    .filter(({ length }) => length > 1)
  console.log(
    `${acknowledged.length} acknowledged, ${existing.length} there, ${mailedTwice.length} mailed twice, ${kills} kills`,
  )
  expect(mailedTwice.length).toBeLessThanOrEqual(kills * maxInProgress)
  for (const mails of mailedTwice) expect(new Set(mails.map(({ mail }) => mail.messageId)).size).toBe(1)

  const rest = new RestApi(server.url)
  const again = await Promise.all(attempted.slice(-20).map((person) => rest.post('register', person)))
  expect(again.map(({ status }) => status)).toEqual(again.map(() => 201))
}

function recipientOf({ recipients }: ReceivedMail): string {
  return recipients[0] ?? ''
}
