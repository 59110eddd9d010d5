import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { channelRequests } from '@/e2e/support/channels/channel-requests'
import { Channels } from '@/e2e/support/channels/channels'
import { headersAndText, SecretCollector } from '@/e2e/support/channels/secret-collector'
import { call } from '@/e2e/support/clients/call'
import { Contract } from '@/e2e/support/clients/contract'
import { expect, test } from '@/e2e/support/fixtures/test'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { runOutbox } from '@/e2e/support/servers/run-command'
import { type RunningServer, startServer } from '@/e2e/support/servers/server'
import { otherPassword } from '@/lib/testing/accounts'
import { type SmtpSink, startSmtp } from '@/lib/testing/servers/smtp-sink'

// Each test starts its own servers, to read everything that they wrote after they have stopped.
test.describe.configure({ timeout: 240_000 })

const AUTH_SECRET = 'a-key-of-these-tests-that-nobody-may-see'

/** All bytes of an embedded database, as a thief of its folder has them: deleted rows and the log included. */
async function bytesOf({ dataFolder }: RunningServer): Promise<Buffer> {
  const folder = path.join(dataFolder, 'db')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Buffer.concat(
    await Promise.all(files.map((file) => readFile(path.join(file.parentPath, file.name)))),
  )
}

function found(where: Buffer | string, secrets: Iterable<string>): string[] {
  return [...secrets].filter((secret) => where.includes(secret))
}

/** The ticket in the newest mail; '' when there is none. */
function ticketIn({ received }: SmtpSink): string {
  return /\/(?:reset|verify-email)\/([\w-]{43})/.exec(received.at(-1)?.mail.text ?? '')?.[1] ?? ''
}

test('M01, M02, M04: at the most verbose log level no secret of any channel is in the log or in clear in the database, nor too much in an answer', async () => {
  const server = await startServer({ env: { LOG_LEVEL: 'trace', AUTH_SECRET } })
  const collector = new SecretCollector(server.url, new Mailbox(server.url))
  await collector.runAllChannels()
  const contracts = new Map<string, Contract>()
  for (const channel of ['classic', 'device', 'ticket', 'rest'])
    contracts.set(channel, await Contract.of(server.url, `/api/${channel}`))
  await server.stop()
  const output = server.output()
  expect(collector.secrets.size).toBeGreaterThan(50)
  expect(found(output, [...collector.secrets, ...collector.addresses, AUTH_SECRET])).toEqual([])
  for (const place of [
    '/reset',
    '/verify-email',
    '/api/rest/auth/reset-password',
    '/api/rest/auth/verify-email',
  ])
    expect(output).toContain(`"path":"${place}/[ticket]"`)
  for (const name of (await readdir('.next')).filter((one) => one.startsWith('trace')))
    expect(found(await readFile(path.join('.next', name)), collector.secrets), name).toEqual([])

  const bytes = await bytesOf(server)
  // The addresses are found, so the search itself works.
  expect(found(bytes, collector.addresses)).not.toEqual([])
  const pushTokens = [...collector.secrets].filter((secret) => secret.startsWith('push-'))
  expect(found(bytes, [...collector.secrets, AUTH_SECRET])).toEqual(pushTokens)

  for (const { channel, operation, answer } of collector.answers) {
    expect(headersAndText(answer)).not.toMatch(/\$2[aby]\$|argon2|\b[0-9a-f]{64}\b/)
    if (channel === 'pages') continue
    const { path, method = 'POST' } = channelRequests[channel][operation] ?? { path: '' }
    const base = channel === 'device' ? '/api' : `/api/${channel}`
    const place = path.replace(base, '').replace('{ticket}', '{token}')
    contracts.get(channel)?.check(method, place, answer)
  }
})

test('M03: a queued mail is sealed in the database and hidden from the operator, and deleted when it is sent', async () => {
  const away = await startSmtp()
  await away.close()
  const env = {
    AUTH_SECRET,
    LOG_LEVEL: 'trace',
    SMTP_URL: away.url.replace('//', '//latchkey:mail-phrase-nobody-may-see@'),
    MAIL_FROM: 'Latchkey <accounts@example.com>',
  }
  const server = await startServer({ env })
  const channels = new Channels(server.url, new Mailbox(server.url))
  const person = channels.newPerson()
  expect((await channels.send('classic', 'register', person)).outcome).toBe('ok')
  expect((await channels.send('rest', 'askForReset', person)).outcome).toBe('ok')
  expect((await channels.send('device', 'askForReset', person)).outcome).toBe('ok')
  const waiting = () => runOutbox({ DATA_DIR: server.dataFolder, AUTH_SECRET }, 'list')
  await expect.poll(async () => (await waiting()).stdout, { timeout: 60_000 }).toMatch(/3 delayed\n$/)
  const { stdout: list } = await waiting()
  const shown: string[] = []
  for (const [, id = ''] of list.matchAll(/^([0-9a-f]{8}) /gm)) {
    shown.push((await runOutbox({ DATA_DIR: server.dataFolder, AUTH_SECRET }, 'show', id)).stdout)
  }
  expect(shown).toHaveLength(3)
  const before = await bytesOf(server)
  expect(found(before, [person.email, 'sealed'])).toHaveLength(2)

  const smtp = await startSmtp({ port: away.port, disabledCommands: ['STARTTLS'], allowInsecureAuth: true })
  await runOutbox({ DATA_DIR: server.dataFolder, AUTH_SECRET }, 'retry', '--all')
  await expect.poll(() => smtp.received.length, { timeout: 60_000 }).toBe(3)
  const mails = smtp.received.map(({ mail }) => mail.text ?? '').join('\n')
  const tickets = [...mails.matchAll(/\/(?:reset|verify-email)\/([\w-]{43})/g)].map(
    ([, ticket = '']) => ticket,
  )
  const generated = /\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b/.exec(mails)?.[0] ?? ''
  expect(tickets).toHaveLength(2)
  const signedIn = await call(`${server.url}/api/auth`, { login: person.username, password: generated })
  expect(signedIn.status).toBe(200)
  await expect.poll(() => smtp.received.length, { timeout: 60_000 }).toBe(4)
  await server.stop()
  expect((await waiting()).stdout).toMatch(/^Nothing is waiting/)
  await smtp.close()
  const secrets = [...tickets, generated, AUTH_SECRET, 'mail-phrase-nobody-may-see']
  const output = [list, ...shown, server.output()].join('\n')
  expect(found(output, [...secrets, person.email])).toEqual([])
  expect(found(before, secrets)).toEqual([])
  expect(found(await bytesOf(server), secrets)).toEqual([])
})

test('a rotated secret signs nobody out, still opens queued mails, and is worthless once removed', async () => {
  const next = 'another-key-of-these-tests-for-the-time-to-come'
  const first = await startSmtp()
  const mail = { SMTP_URL: first.url, MAIL_FROM: 'Latchkey <accounts@example.com>' }
  const before = await startServer({ env: { AUTH_SECRET, ...mail } })
  const { dataFolder, url } = before
  const port = Number(new URL(url).port)
  const channels = new Channels(url, new Mailbox(url))
  const person = channels.newPerson()
  await channels.send('classic', 'register', person)
  await expect.poll(() => ticketIn(first)).not.toBe('')
  expect((await channels.send('rest', 'confirm', { ticket: ticketIn(first) })).outcome).toBe('ok')
  const secrets = await channels.signInEverywhere(person)
  await first.close()
  expect((await channels.send('rest', 'askForReset', person)).outcome).toBe('ok')
  await expect.poll(() => before.output()).toContain('"event":"mail_delayed"')
  await before.stop()

  const smtp = await startSmtp({ port: first.port })
  const env = { AUTH_SECRET: next, AUTH_SECRET_PREVIOUS: AUTH_SECRET }
  const rotated = await startServer({ env: { ...env, ...mail }, dataFolder, port })
  expect(await channels.areLive(secrets)).toEqual(secrets.map(() => true))
  const young = await channels.signIn('rest', person)
  await runOutbox({ DATA_DIR: dataFolder, AUTH_SECRET: next }, 'retry', '--all')
  await expect.poll(() => smtp.received.length, { timeout: 60_000 }).toBe(1)
  await rotated.stop()

  const after = await startServer({ env: { AUTH_SECRET: next, ...mail }, dataFolder, port })
  const tokens = secrets.map((secret) => secret?.includes('.') ?? false)
  expect(tokens.filter(Boolean)).toHaveLength(2)
  expect(await channels.areLive(secrets)).toEqual(tokens.map((isToken) => !isToken))
  expect(await channels.areLive([young])).toEqual([true])
  const spent = { ticket: ticketIn(smtp), newPassword: otherPassword }
  expect((await channels.send('rest', 'spendReset', spent)).outcome).toBe('ok')
  await after.stop()
  await smtp.close()
})
