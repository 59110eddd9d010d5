import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { newRestPerson, RestApi } from '@/e2e/support/clients/rest-api'
import { runOutbox } from '@/e2e/support/servers/run-command'
import { startServer } from '@/e2e/support/servers/server'
import { freePort } from '@/lib/testing/servers/free-port'
import { type SmtpSink, startSmtp } from '@/lib/testing/servers/smtp-sink'

/** A restored copy, started with WORK=off, sends nothing from its original's queue. */

test.setTimeout(300_000)

const MAIL_FROM = 'accounts@example.com'
const startsLater = { NODE_OPTIONS: `--import ${path.resolve('e2e/support/preloads/start-later.mjs')}` }
const soon = { timeout: 60_000 }
const recipients = (sink: SmtpSink) => sink.received.flatMap((mail) => mail.recipients)

/** A backup with a waiting mail, and a queued request for one. */
async function makeBackup(): Promise<{ folder: string; email: string }> {
  const env = { SMTP_URL: `smtp://127.0.0.1:${await freePort()}`, MAIL_FROM }
  const server = await startServer({ env })
  const { email } = await new RestApi(server.url).register()
  const listed = () => runOutbox({ DATA_DIR: server.dataFolder }, 'list')
  await expect.poll(async () => (await listed()).stdout, soon).toContain('ECONNREFUSED')
  expect((await listed()).stdout).not.toContain('WORK=off')
  await server.stop()
  return { folder: server.dataFolder, email }
}

async function restore(folder: string): Promise<string> {
  const copy = await mkdtemp(path.join(tmpdir(), 'latchkey-e2e-'))
  await cp(folder, copy, { recursive: true })
  return copy
}

test('a copy with WORK=off serves and sends nothing, reports it, and with WORK=on sends the waiting mails', {
  tag: '@full',
}, async () => {
  const sink = await startSmtp()
  const settings = { SMTP_URL: sink.url, MAIL_FROM }
  const { folder, email } = await makeBackup()
  const dataFolder = await restore(folder)
  const still = await startServer({ dataFolder, env: { ...settings, WORK: 'off' } })
  const newcomer = newRestPerson()
  await new RestApi(still.url).register(newcomer)
  await new RestApi(still.url).post('forgot-password', { email: newcomer.email })
  expect(await (await fetch(`${still.url}/api/health`)).json()).toEqual({
    live: true,
    ready: true,
    work: 'off',
  })
  expect(still.output()).toMatch(/"level":40,[^\n]*"event":"work_off"/)
  expect(still.output()).toContain('WORK=off')
  const outbox = (...options: string[]) => runOutbox({ DATA_DIR: dataFolder }, ...options)
  expect(await outbox('retry', '--all')).toMatchObject({ code: 0 })
  // The new user's two mails are still requests, so that the answer cannot reveal what was found.
  expect(await outbox('list')).toMatchObject({
    stdout: expect.stringMatching(/\n1 (delayed|waiting)\nWORK=off: [^\n]* 2 requests/),
  })
  await still.stop()
  expect(sink.offered).toEqual([])

  const working = await startServer({ dataFolder, env: { ...settings, WORK: 'on' } })
  await expect
    .poll(() => recipients(sink).toSorted(), soon)
    .toEqual([email, newcomer.email, newcomer.email].toSorted())
  expect(await (await fetch(`${working.url}/api/health`)).json()).toEqual({ live: true, ready: true })
  await working.stop()
  await sink.close()
})

test('messages dropped before WORK=on are never sent, and later ones are', {
  tag: '@full',
}, async () => {
  const sink = await startSmtp()
  const settings = { SMTP_URL: sink.url, MAIL_FROM }
  const { folder } = await makeBackup()
  const dataFolder = await restore(folder)
  const outbox = (...options: string[]) => runOutbox({ DATA_DIR: dataFolder, WORK: 'off' }, ...options)
  const listed = await outbox('list')
  expect(listed.stdout).toContain('WORK=off')
  expect(await outbox('drop', '--all')).toMatchObject({ code: 0, stdout: '1 deleted.\n', stderr: '' })
  expect((await outbox('list')).stdout).toContain('Nothing is waiting')
  expect(await outbox('drop', '--all')).toMatchObject({ code: 0, stdout: '0 deleted.\n' })
  expect(await outbox('drop', '--all', 'abcd1234')).toMatchObject({ code: 2 })

  const working = await startServer({ dataFolder, env: settings })
  const { email } = await new RestApi(working.url).register()
  await expect.poll(() => recipients(sink), soon).toEqual([email])
  await working.stop()
  expect(recipients(sink)).toEqual([email])
  await sink.close()
})

test('a copy with WORK=off sends nothing, and with WORK=on the waiting mails but those that were dropped', async () => {
  const env = { SMTP_URL: `smtp://127.0.0.1:${await freePort()}`, MAIL_FROM }
  const original = await startServer({ env })
  const people = [await new RestApi(original.url).register(), await new RestApi(original.url).register()]
  const delayed = () => original.output().match(/"event":"mail_delayed"/g)?.length
  await expect.poll(delayed, soon).toBeGreaterThanOrEqual(people.length)
  await original.stop()

  const sink = await startSmtp()
  const settings = { SMTP_URL: sink.url, MAIL_FROM }
  const dataFolder = await restore(original.dataFolder)
  const still = await startServer({ dataFolder, env: { ...settings, WORK: 'off' } })
  const newcomer = await new RestApi(still.url).register()
  await new RestApi(still.url).post('forgot-password', { email: newcomer.email })
  const health = await fetch(`${still.url}/api/health`)
  expect(await health.json()).toEqual({ live: true, ready: true, work: 'off' })
  expect(still.output()).toMatch(/"level":40,[^\n]*"event":"work_off"/)
  const outbox = (...options: string[]) => runOutbox({ DATA_DIR: dataFolder }, ...options)
  const { stdout } = await outbox('list')
  expect(stdout).toMatch(/\n2 (delayed|waiting)\nWORK=off: [^\n]* 2 requests/)
  const [, id = ''] = /\n([0-9a-f]{8}) /.exec(stdout) ?? []
  expect(await outbox('drop', id)).toMatchObject({ code: 0, stdout: expect.stringContaining(': deleted.') })
  await still.stop()
  expect(sink.offered).toEqual([])

  const working = await startServer({ dataFolder, env: { ...settings, WORK: 'on', ...startsLater } })
  await expect.poll(() => recipients(sink).length, soon).toBe(3)
  expect(await (await fetch(`${working.url}/api/health`)).json()).toEqual({ live: true, ready: true })
  await working.stop()
  const received = recipients(sink)
  expect(received.filter((email) => email === newcomer.email)).toHaveLength(2)
  expect(received.filter((email) => people.some((person) => person.email === email))).toHaveLength(1)
  await sink.close()
})
