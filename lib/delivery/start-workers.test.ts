import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { prisma, transact } from '@/lib/db/client'
import { registry } from '@/lib/process/metrics'
import { processWide, setProcessWide } from '@/lib/process/process-wide'
import { seal } from '@/lib/sealing/seal'
import { unique } from '@/lib/testing/accounts'
import { catchLog, type LogLine } from '@/lib/testing/catch-log'
import { openOwnOutbox, workOwnOutbox } from '@/lib/testing/own-outbox'
import { type SmtpSink, startSmtp } from '@/lib/testing/servers/smtp-sink'
import { openDeliveryCounters } from './count-deliveries'
import type { MailContent } from './mail/mail'
import { findMessage } from './manage-outbox'
import { boss, queues, sendMail, sendRequest } from './outbox'
import { wipeExpiredSecrets } from './start-workers'

const patience = { timeout: 60_000, interval: 20 }
const ticket = 'a-ticket-that-stays-secret'

let smtp: SmtpSink
let restore: () => Promise<void>

beforeAll(async () => {
  smtp = await startSmtp()
  restore = await openOwnOutbox({ SMTP_URL: smtp.url, MAIL_FROM: 'Latchkey <accounts@example.com>' })
})
afterAll(async () => {
  await restore()
  await smtp.close()
})

const reset: MailContent = { kind: 'reset_password', account: 'ada', ticket }
const notice: MailContent = { kind: 'password_changed', account: 'ada', at: '2026-11-21T10:00:00Z' }

/** Sends one mail per word. The word starts the address and selects the SMTP server's answer. */
async function mail(content: MailContent, ...firstWords: string[]): Promise<string[]> {
  const addresses = firstWords.map((word) => `${unique(`${word}-`)}@x.test`)
  await transact(async (tx) => {
    for (const to of addresses) await sendMail(tx, { to, locale: 'en', content })
  })
  return addresses
}

interface Row {
  name: string
  state: string
  text: string
  reason: string
}

async function rows(about: string): Promise<Row[]> {
  return await prisma().$queryRaw`
    SELECT name, state::text, job::text AS text, coalesce(source_output, output)->>'reason' AS reason
    FROM queue.job WHERE data::text LIKE ${`%${about}%`} ORDER BY name`
}

const receivedBy = (address: string) =>
  smtp.received
    .filter(({ recipients }) => recipients.includes(address))
    .map(({ mail: { messageId } }) => messageId)

test('R22: urgent mails are sent before all others', async () => {
  const notices = await mail(notice, ...Array<string>(40).fill('plain'))
  const [awaited = ''] = await mail(reset, 'plain')
  await workOwnOutbox()
  await vi.waitFor(() => expect(receivedBy(awaited)).toHaveLength(1), patience)
  const place = smtp.received.findIndex(({ recipients }) => recipients.includes(awaited))
  expect(place).toBeLessThan(16)
  await vi.waitFor(() => expect(new Set(notices.flatMap(receivedBy)).size).toBe(40), patience)
  await vi.waitFor(async () => expect(await rows('x.test')).toEqual([]), patience)
})

test('R22: many waiting requests are answered without a pause', async () => {
  const mark = unique('waiting-')
  await transact(async (tx) => {
    for (let nth = 0; nth < 60; nth++) await sendRequest(tx, { mark, nth })
  })
  const begun = performance.now()
  await vi.waitFor(async () => {
    const states = (await rows(mark)).map(({ state }) => state)
    expect(states).toEqual(Array(60).fill('completed'))
  }, patience)
  expect(performance.now() - begun).toBeLessThan(10_000)
})

test('only the failed request of a batch is attempted again', async () => {
  const mark = unique('failing-')
  await transact(async (tx) => {
    for (let nth = 0; nth < 3; nth++) await sendRequest(tx, { mark, fails: nth === 1 })
  })
  const states = async () => (await rows(mark)).map(({ state }) => state).sort()
  await vi.waitFor(async () => expect(await states()).toEqual(['completed', 'completed', 'retry']), patience)
})

test('a waiting mail has its secret sealed, and a delivered mail is deleted', async () => {
  const [hung = ''] = await mail(reset, 'hang')
  expect((await rows(hung))[0]?.text).not.toContain(ticket)
  await vi.waitFor(() => expect(smtp.attempts.get(hung)).toBe(1), patience)
  const others = await mail(reset, 'plain', 'plain', 'plain')
  // The hanging delivery does not delay others.
  for (const address of others) await vi.waitFor(() => expect(receivedBy(address)).toHaveLength(1), patience)
  await vi.waitFor(async () => expect((await Promise.all(others.map(rows))).flat()).toEqual([]), patience)
  expect(smtp.received.find(({ recipients }) => recipients[0] === others[0])?.mail.text).toContain(ticket)
  expect(await rows(hung)).toMatchObject([{ name: 'mail', state: 'active' }])
})

async function failuresOf(kind: MailContent['kind']): Promise<Record<string, number>> {
  const values = (await registry().getSingleMetric('latchkey_delivery_failures_total')?.get())?.values ?? []
  const own = values.filter(({ labels }) => labels.channel === 'mail' && labels.kind === kind)
  return Object.fromEntries(own.map(({ labels, value }) => [String(labels.failure), value]))
}

test('R13: a temporarily refused mail is attempted again, a permanently refused one is a dead letter at once', async () => {
  const lines: LogLine[] = []
  const release = catchLog(lines)
  openDeliveryCounters()
  const before = await failuresOf('password_changed')
  const refusedForNow = await mail(notice, 'later', 'full', 'closing', 'slow', 'cut')
  const [gone = '', spam = ''] = await mail(notice, 'gone', 'spam')
  for (const address of refusedForNow) {
    await vi.waitFor(() => expect(smtp.attempts.get(address), address).toBe(2), patience)
    await vi.waitFor(() => expect(receivedBy(address).length, address).toBeGreaterThan(0), patience)
    const ids = smtp.offered
      .filter(({ recipients }) => recipients.includes(address))
      .map(({ mail: { messageId } }) => messageId)
    expect(new Set(ids).size, address).toBe(1)
  }
  for (const address of [gone, spam]) {
    await vi.waitFor(
      async () => expect((await rows(address)).map(({ name }) => name)).toContain('undeliverable'),
      patience,
    )
    expect(smtp.attempts.get(address)).toBe(1)
  }
  const delayed = lines.filter(({ event, mail }) => event === 'mail_delayed' && mail === 'password_changed')
  expect(delayed.length).toBeGreaterThan(2)
  expect(await failuresOf('password_changed')).toEqual({
    temporary: (before.temporary ?? 0) + delayed.length,
    permanent: (before.permanent ?? 0) + 2,
    expired: before.expired,
  })
  release()
  const [deadLetter] = (await rows(gone)).filter(({ name }) => name === 'undeliverable')
  expect(deadLetter?.reason).toContain('550')
  expect(deadLetter?.reason).not.toContain(gone)
})

test('a mail that cannot be rendered fails alone, after its request succeeded', async () => {
  const [bad = ''] = await mail({ ...notice, at: 'no time at all' }, 'plain')
  const [good = ''] = await mail(notice, 'plain')
  await vi.waitFor(() => expect(receivedBy(good)).toHaveLength(1), patience)
  await vi.waitFor(async () => expect(await rows(bad)).toMatchObject([{ state: 'retry' }]), patience)
  expect((await rows(bad))[0]?.reason).toContain('Invalid time value')
})

test('an undecryptable message is a dead letter at once, with the id shown in the log', async () => {
  const lines: LogLine[] = []
  const release = catchLog(lines)
  const own = seal(`{"ticket":"${ticket}"}`)
  const key = processWide('key:seal', () => null)
  setProcessWide('key:seal', randomBytes(32))
  const foreignSeal = seal(`{"ticket":"${ticket}"}`)
  setProcessWide('key:seal', key)
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
  const job = { locale: 'en', content: { ...reset, ticket: '' }, expiresAt: inAnHour }
  const push = {
    ...job,
    deviceId: crypto.randomUUID(),
    content: { kind: 'generated_password', account: 'ada' },
  }
  const { permanent: before = 0 } = await failuresOf('reset_password')
  const sent = await Promise.all([
    boss().send(queues.mail, { ...job, to: 'another@x.test', sealed: foreignSeal }),
    boss().send(queues.mail, { ...job, to: 'changed@x.test', sealed: `AAAA${own.slice(4)}` }),
    boss().send(queues.mail, { ...job, to: 'cut@x.test', sealed: own.slice(0, 8) }),
    boss().send(queues.push, { ...push, sealed: foreignSeal }),
  ])
  for (const id of sent) {
    await vi.waitFor(
      async () => expect(await findMessage(id ?? '')).toMatchObject({ state: 'dead' }),
      patience,
    )
    const logged = lines.filter((line) => line.job === id)
    expect(logged).toMatchObject([{ event: expect.stringMatching(/^(mail|push)_dead$/), attempts: 1 }])
    expect(logged[0]?.reason).toContain('AUTH_SECRET')
    expect(await findMessage(id ?? '')).toMatchObject({ id, attempts: 1, reason: logged[0]?.reason })
  }
  expect((await failuresOf('reset_password')).permanent).toBe(before + 3)
  release()
})

test('a queue error is logged with its message', async () => {
  const lines: LogLine[] = []
  const release = catchLog(lines)
  setProcessWide('told-queue_fault', undefined)
  boss().emit('error', Object.assign({}, { message: 'relation is gone', queue: 'mail' }) as unknown as Error)
  release()
  expect(lines).toMatchObject([{ event: 'queue_fault', error: 'relation is gone' }])
})

test('R22: expired links and messages older than a day are not sent', async () => {
  const job = {
    to: '',
    locale: 'en',
    content: { ...reset, ticket: '' },
    sealed: seal(`{"ticket":"${ticket}"}`),
  }
  const [expired, old] = [`${unique('plain-')}@x.test`, `${unique('plain-')}@x.test`]
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
  await boss().send(queues.mail, { ...job, to: expired, expiresAt: new Date().toISOString() })
  const id = await boss().send(queues.mail, { ...job, to: old, expiresAt: inAnHour }, { startAfter: 3_600 })
  await prisma().$executeRaw`
    UPDATE queue.job SET created_on = created_on - interval '25 hours', start_after = now() WHERE id = ${id}::uuid`
  await vi.waitFor(async () => expect(await rows(expired)).toEqual([]), patience)
  await vi.waitFor(
    async () => expect(await rows(old)).toContainEqual(expect.objectContaining({ name: 'undeliverable' })),
    patience,
  )
  expect([...receivedBy(expired), ...receivedBy(old)]).toEqual([])
})

test('dead letters lose their secrets only when those expire', async () => {
  const sealed = seal(`{"ticket":"${ticket}"}`)
  const hour = 3_600_000
  for (const [word, after] of [
    ['past', -hour],
    ['future', hour],
  ] as const) {
    const expiresAt = new Date(Date.now() + after).toISOString()
    await boss().send(queues.undeliverable, { to: word, sealed, expiresAt })
  }
  await wipeExpiredSecrets()
  expect((await rows('"past"'))[0]?.text).not.toContain(sealed)
  expect((await rows('"future"'))[0]?.text).toContain(sealed)
  // The failed job behind a dead letter does not need its secret any more.
  expect(
    (await rows('sealed')).filter(({ name, text }) => name === 'mail' && /failed.*"sealed": "/.test(text)),
  ).toEqual([])
})
