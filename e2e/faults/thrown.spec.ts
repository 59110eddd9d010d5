import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { test as base, expect } from '@playwright/test'
import { Channels, type Person } from '@/e2e/support/channels/channels'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { createMigrated } from '@/e2e/support/servers/migrated-database'
import { type LaunchedServer, launchServer, startServer } from '@/e2e/support/servers/server'
import { goodPassword, otherPassword, unique } from '@/lib/testing/accounts'
import { onDatabase } from '@/lib/testing/servers/on-database'
import { startPostgres } from '@/lib/testing/servers/postgres-server'
import { type ResendSink, startResend } from '@/lib/testing/servers/resend-sink'

/** A server that throws internally where `preloads/throw.mjs` is told to, and a fake Resend. */
interface Throwing {
  readonly server: LaunchedServer
  readonly channels: Channels
  readonly resend: ResendSink
  mailsTo(address: string): string[]
  logged(event: string): Record<string, unknown>[]
}

const NODE_OPTIONS = `--import ${path.resolve('e2e/support/preloads/throw.mjs')}`
const test = base.extend<object, { throwing: Throwing }>({
  throwing: [
    async ({ browserName: _ }, use) => {
      const postgres = await startPostgres()
      const resend = await startResend(() => 200)
      const DATABASE_URL = await createMigrated(postgres, 'latchkey')
      const mail = { RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.url, MAIL_FROM: 'a@example.com' }
      const AUTH_SECRET = randomBytes(32).toString('base64url')
      const server = await launchServer({ env: { DATABASE_URL, AUTH_SECRET, NODE_OPTIONS, ...mail } })
      await server.ready()
      await throwInDatabase(DATABASE_URL)
      const mailsTo = (address: string) =>
        [...resend.taken.values()].filter(({ to }) => to.includes(address)).map(({ subject }) => subject)
      const channels = new Channels(server.url, { list: async () => [] })
      await use({ server, channels, resend, mailsTo, logged: (event) => logged(server, event) })
      await server.stop()
      await resend.close()
      await postgres.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
})
test.describe.configure({ mode: 'default', timeout: 120_000 })
const patience = { timeout: 30_000, intervals: [100] }

test('R25: an error thrown in a queue worker is logged, and the job is retried', async ({ throwing }) => {
  const { channels, mailsTo, logged } = throwing
  const person = channels.newPerson({ email: `${unique('throwing-worker')}@example.com` })
  expect((await channels.send('rest', 'register', person)).outcome).toBe('ok')
  expect((await channels.send('rest', 'askForReset', person)).outcome).toBe('ok')
  await expect.poll(() => mailsTo(person.email).length, patience).toBe(2)
  expect(logged('job_failed')).toMatchObject([{ queue: 'request', error: /thrown in the worker/ }])
  expect(throwing.server.output()).not.toContain(person.email)
})

test('R25: an error thrown in a transport delays that mail, and no other', async ({ throwing }) => {
  const { channels, mailsTo, logged } = throwing
  const [delayedPerson, otherPerson] = ['throwing-transport', 'plain'].map((word) =>
    channels.newPerson({ username: unique(word) }),
  )
  if (!delayedPerson || !otherPerson) throw new Error('two are needed')
  for (const person of [delayedPerson, otherPerson])
    expect((await channels.send('classic', 'register', person)).outcome).toBe('ok')
  for (const { email } of [otherPerson, delayedPerson])
    await expect.poll(() => mailsTo(email), patience).toHaveLength(1)
  const delayed = logged('mail_delayed').filter(({ reason }) => /Resend unreachable/.test(String(reason)))
  expect(delayed).toMatchObject([{ attempts: 1 }])
})

test('R25: an error thrown while a mail is rendered delays that mail', async ({ throwing }) => {
  const { channels, mailsTo, logged } = throwing
  const person = channels.newPerson()
  expect((await channels.send('classic', 'register', person)).outcome).toBe('ok')
  const secret = await channels.signIn('classic', person)
  const change = { ...person, newPassword: otherPassword }
  expect((await channels.send('classic', 'changePassword', change, { secret })).outcome).toBe('ok')
  await expect.poll(() => mailsTo(person.email), patience).toHaveLength(2)
  const delayed = logged('mail_delayed').filter(({ reason }) => /thrown in the template/.test(String(reason)))
  expect(delayed).toMatchObject([{ mail: 'password_changed', attempts: 1 }])
})

test('R25: an error thrown in a hashing thread fails that request, and no other', async ({ throwing }) => {
  const { channels, logged } = throwing
  const person = channels.newPerson({ password: 'throwing now, amid the hash' })
  expect((await channels.send('rest', 'register', person)).outcome).toBe('fault')
  await expect.poll(() => logged('server_fault'), patience).toMatchObject([{ error: 'thrown in the thread' }])
  expect((await channels.send('rest', 'register', { ...person, password: goodPassword })).outcome).toBe('ok')
})

test('R25: an uncaught rejection is logged, and the server stops in order', async () => {
  await expectOneToFall('rejection')
})

test('R25: an uncaught exception is logged, and the server stops in order', async ({ throwing }) => {
  if (faultSize.isFull) return await expectOneToFall('exception')
  const { server, channels } = throwing
  const person = channels.newPerson()
  expect((await channels.send('classic', 'register', person)).outcome).toBe('ok')
  await expectToFallInOrder(server, person)
})

async function expectOneToFall(UNCAUGHT: 'rejection' | 'exception'): Promise<void> {
  const server = await launchServer({ env: { NODE_OPTIONS, UNCAUGHT } })
  await server.ready()
  const channels = new Channels(server.url, { list: async () => [] })
  const person = channels.newPerson()
  expect((await channels.send('classic', 'register', person)).outcome).toBe('ok')
  await expectToFallInOrder(server, person)
  if (!faultSize.isFull) return
  const again = await startServer({ dataFolder: server.dataFolder })
  const back = new Channels(again.url, { list: async () => [] })
  expect((await back.send('classic', 'signIn', person)).outcome).toBe('ok')
  await again.stop()
}

async function expectToFallInOrder(server: LaunchedServer, person: Person): Promise<void> {
  const underWay = await beginSignIn(server, person)
  process.kill(server.pid, 'SIGUSR2')
  await expect
    .poll(() => logged(server, 'uncaught_fault'))
    .toMatchObject([{ level: 60, error: /^thrown in a/ }])
  expect(await underWay.finish()).toContain('HTTP/1.1 200 OK')
  expect(await server.ended()).toBe(1)
  expect(logged(server, 'stopping')).toHaveLength(1)
  // Every line after the greeting is JSON: Next added nothing.
  const [, after = ''] = server.output().split(/(?="event":"started")/)
  expect(after.split('\n').filter((line) => /thrown/.test(line) && !line.startsWith('{'))).toEqual([])
}

/** The database rejects the first ticket for such an address, so a function called by a worker throws. */
async function throwInDatabase(url: string): Promise<void> {
  const statements = `
    CREATE SEQUENCE thrown;
    CREATE FUNCTION throw_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.email LIKE 'throwing-worker%' AND nextval('thrown') = 1 THEN
        RAISE EXCEPTION 'thrown in the worker for %', NEW.email;
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER throw_once BEFORE INSERT ON "Ticket" FOR EACH ROW EXECUTE FUNCTION throw_once()`
  await onDatabase(url, (client) => client.query(statements))
}

function logged(server: LaunchedServer, event: string): Record<string, unknown>[] {
  const lines = server.output().split('\n')
  return lines.filter((line) => line.includes(`"event":"${event}"`)).map((line) => JSON.parse(line))
}

/** Sends half of a sign-in; `finish` sends the rest, and reads the answer. */
async function beginSignIn(
  { url }: LaunchedServer,
  { username, password }: { username: string; password: string },
): Promise<{ finish(): Promise<string> }> {
  const body = JSON.stringify({ username, password })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    `POST /api/classic/auth/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 9)}`,
  )
  return {
    async finish() {
      socket.write(body.slice(9))
      return await text(socket)
    },
  }
}
