import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { calls } from '@/e2e/support/channels/calls'
import { Channels } from '@/e2e/support/channels/channels'
import { SecretWalk, wholeOf } from '@/e2e/support/channels/secret-walk'
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

/** The secrets that occur in it. */
function found(where: Buffer | string, secrets: Iterable<string>): string[] {
  return [...secrets].filter((secret) => where.includes(secret))
}

/** The ticket in the newest mail; '' when there is none. */
function ticketIn({ received }: SmtpSink): string {
  return /\/(?:reset|verify-email)\/([\w-]{43})/.exec(received.at(-1)?.mail.text ?? '')?.[1] ?? ''
}

test('M01, M02, M04: at the most verbose log level no secret of any channel is in the log or in clear in the database, nor too much in an answer', async () => {
  const server = await startServer({ env: { LOG_LEVEL: 'trace', AUTH_SECRET } })
  const walk = new SecretWalk(server.url, new Mailbox(server.url))
  await walk.everywhere()
  const contracts = new Map<string, Contract>()
  for (const channel of ['classic', 'device', 'ticket', 'rest'])
    contracts.set(channel, await Contract.of(server.url, `/api/${channel}`))
  await server.stop()
  const output = server.output()
  expect(walk.secrets.size).toBeGreaterThan(50)
  expect(found(output, [...walk.secrets, ...walk.addresses, AUTH_SECRET])).toEqual([])
  for (const place of [
    '/reset',
    '/verify-email',
    '/api/rest/auth/reset-password',
    '/api/rest/auth/verify-email',
  ])
    expect(output).toContain(`"path":"${place}/[ticket]"`)
  for (const name of (await readdir('.next')).filter((one) => one.startsWith('trace')))
    expect(found(await readFile(path.join('.next', name)), walk.secrets), name).toEqual([])

  const bytes = await bytesOf(server)
  // The addresses are found, so the search itself works.
  expect(found(bytes, walk.addresses)).not.toEqual([])
  const pushTokens = [...walk.secrets].filter((secret) => secret.startsWith('push-'))
  expect(found(bytes, [...walk.secrets, AUTH_SECRET])).toEqual(pushTokens)

  for (const { channel, verb, answer } of walk.answers) {
    expect(wholeOf(answer)).not.toMatch(/\$2[aby]\$|argon2|\b[0-9a-f]{64}\b/)
    if (channel === 'pages') continue
    const { to, method = 'POST' } = calls[channel][verb] ?? { to: '' }
    const base = channel === 'device' ? '/api' : `/api/${channel}`
    const place = to.replace(base, '').replace('{ticket}', '{token}')
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
  const person = channels.somebody()
  expect((await channels.do('classic', 'register', person)).meaning).toBe('ok')
  expect((await channels.do('rest', 'askForReset', person)).meaning).toBe('ok')
  expect((await channels.do('device', 'askForReset', person)).meaning).toBe('ok')
  const waiting = () => runOutbox({ DATA_DIR: server.dataFolder, AUTH_SECRET }, 'list')
  await expect.poll(async () => (await waiting()).stdout, { timeout: 60_000 }).toMatch(/3 delayed\n$/)
  const { stdout: list } = await waiting()
  const shown: string[] = []
  for (const [, id = ''] of list.matchAll(/^([0-9a-f]{8}) /gm)) {
    shown.push((await runOutbox({ DATA_DIR: server.dataFolder, AUTH_SECRET }, 'show', id)).stdout)
  }
  expect(shown).toHaveLength(3)
  await server.stop()
  const before = await bytesOf(server)
  expect(found(before, [person.email, 'sealed'])).toHaveLength(2)

  const smtp = await startSmtp({ port: away.port, disabledCommands: ['STARTTLS'], allowInsecureAuth: true })
  const again = await startServer({ env, dataFolder: server.dataFolder })
  await runOutbox({ DATA_DIR: server.dataFolder, AUTH_SECRET }, 'retry', '--all')
  await expect.poll(() => smtp.received.length, { timeout: 60_000 }).toBe(3)
  const mails = smtp.received.map(({ mail }) => mail.text ?? '').join('\n')
  const tickets = [...mails.matchAll(/\/(?:reset|verify-email)\/([\w-]{43})/g)].map(
    ([, ticket = '']) => ticket,
  )
  const generated = /\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b/.exec(mails)?.[0] ?? ''
  expect(tickets).toHaveLength(2)
  const signedIn = await call(`${again.url}/api/auth`, { login: person.username, password: generated })
  expect(signedIn.status).toBe(200)
  await expect.poll(() => smtp.received.length, { timeout: 60_000 }).toBe(4)
  await again.stop()
  expect((await waiting()).stdout).toMatch(/^Nothing is waiting/)
  await smtp.close()
  const secrets = [...tickets, generated, AUTH_SECRET, 'mail-phrase-nobody-may-see']
  const told = [list, ...shown, server.output(), again.output()].join('\n')
  expect(found(told, [...secrets, person.email])).toEqual([])
  expect(found(before, secrets)).toEqual([])
  expect(found(await bytesOf(again), secrets)).toEqual([])
})

test('a rotated secret signs nobody out, still opens queued mails, and is worthless once removed', async () => {
  const next = 'another-key-of-these-tests-for-the-time-to-come'
  const first = await startSmtp()
  const mail = { SMTP_URL: first.url, MAIL_FROM: 'Latchkey <accounts@example.com>' }
  const before = await startServer({ env: { AUTH_SECRET, ...mail } })
  const { dataFolder, url } = before
  const port = Number(new URL(url).port)
  const channels = new Channels(url, new Mailbox(url))
  const person = channels.somebody()
  await channels.do('classic', 'register', person)
  await expect.poll(() => ticketIn(first)).not.toBe('')
  expect((await channels.do('rest', 'confirm', { ticket: ticketIn(first) })).meaning).toBe('ok')
  const secrets = await channels.everywhere(person)
  await first.close()
  expect((await channels.do('rest', 'askForReset', person)).meaning).toBe('ok')
  await expect.poll(() => before.output()).toContain('"event":"mail_delayed"')
  await before.stop()

  const smtp = await startSmtp({ port: first.port })
  const env = { AUTH_SECRET: next, AUTH_SECRET_PREVIOUS: AUTH_SECRET }
  const rotated = await startServer({ env: { ...env, ...mail }, dataFolder, port })
  expect(await channels.live(secrets)).toEqual(secrets.map(() => true))
  const young = await channels.signIn('rest', person)
  await runOutbox({ DATA_DIR: dataFolder, AUTH_SECRET: next }, 'retry', '--all')
  await expect.poll(() => smtp.received.length, { timeout: 60_000 }).toBe(1)
  await rotated.stop()

  const after = await startServer({ env: { AUTH_SECRET: next, ...mail }, dataFolder, port })
  const tokens = secrets.map((secret) => secret?.includes('.') ?? false)
  expect(tokens.filter(Boolean)).toHaveLength(2)
  expect(await channels.live(secrets)).toEqual(tokens.map((isToken) => !isToken))
  expect(await channels.live([young])).toEqual([true])
  const spent = { ticket: ticketIn(smtp), newPassword: otherPassword }
  expect((await channels.do('rest', 'spendReset', spent)).meaning).toBe('ok')
  await after.stop()
  await smtp.close()
})
