import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { prisma, transact } from '@/lib/db/client'
import { openOwnOutbox } from '@/lib/testing/own-outbox'
import type { MailContent } from './mail/mail'
import {
  countRequests,
  dropAllMessages,
  dropMessage,
  findMessage,
  listMessages,
  retryAllMessages,
  retryMessage,
} from './manage-outbox'
import { boss, queues, sendMail, sendPush, sendRequest } from './outbox'

let restore: () => Promise<void>
beforeAll(async () => {
  restore = await openOwnOutbox()
})
afterAll(() => restore())
beforeEach(() => boss().deleteAllJobs())

const ticket = 'a-ticket-that-stays-secret'
const reset: MailContent = { kind: 'reset_password', account: 'ada-the-first', ticket }
const notice: MailContent = { kind: 'address_in_use' }

async function queueMail(to: string, content: MailContent): Promise<void> {
  await transact((tx) => sendMail(tx, { to, locale: 'en', content }))
}

/** Fails the next waiting mail, as a worker does. */
async function failNext(status: 'failed' | 'deadletter', reason: string): Promise<void> {
  const [job] = await boss().fetch(queues.mail, { includeMetadata: true })
  if (!job) throw new Error('no mail waits')
  if (status === 'deadletter')
    await prisma().$executeRaw`UPDATE queue.job SET retry_limit = 0 WHERE id = ${job.id}::uuid`
  await boss().fail(queues.mail, job, { reason })
}

async function onlyMessageId(): Promise<string> {
  const { messages } = await listMessages({ isDead: false })
  expect(messages).toHaveLength(1)
  return messages[0]?.id ?? ''
}

async function expire(id: string): Promise<void> {
  await prisma().$executeRaw`
    UPDATE queue.job SET data = data || '{"expiresAt": "2026-01-01T00:00:00Z"}' WHERE coalesce(source_root_id, id) = ${id}::uuid`
}

test('waiting messages are listed with recipient, reason and time, without content', async () => {
  await queueMail('grace@example.com', notice)
  await failNext('deadletter', 'SMTP 550')
  await queueMail('ada@example.com', reset)
  await failNext('failed', 'connect ECONNREFUSED')
  const push = { kind: 'generated_password', account: 'ada-the-first', password: ticket } as const
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  const message = { deviceId: crypto.randomUUID(), locale: 'ru', expiresAt, content: push } as const
  await transact((tx) => sendPush(tx, message))
  const { messages, counts } = await listMessages({ isDead: false })
  expect(messages).toMatchObject([
    {
      kind: 'address_in_use',
      to: 'g***@example.com',
      state: 'dead',
      attempts: 1,
      reason: 'SMTP 550',
      nextAttemptAt: null,
    },
    {
      kind: 'reset_password',
      to: 'a***@example.com',
      state: 'delayed',
      attempts: 1,
      reason: 'connect ECONNREFUSED',
    },
    {
      kind: 'generated_password',
      to: expect.stringMatching(/^device [0-9a-f]{8}$/),
      state: 'waiting',
      attempts: 0,
    },
  ])
  expect(counts).toEqual([
    { state: 'dead', count: 1 },
    { state: 'delayed', count: 1 },
    { state: 'waiting', count: 1 },
  ])
  expect(JSON.stringify(messages)).not.toMatch(/sealed|a-ticket|ada-the-first|ada@/)
  expect((await listMessages({ isDead: true })).messages).toHaveLength(1)
})

test('a message is found by the start of its id, if it is unique', async () => {
  await queueMail('ada@example.com', reset)
  const id = await onlyMessageId()
  expect(await findMessage(id.slice(0, 8))).toMatchObject({ id, expiresAt: expect.any(Date) })
  expect(await findMessage('00000000')).toBe('message_unknown')
  for (let sent = 0; sent < 20; sent++) await queueMail('ada@example.com', notice)
  const ids = (await listMessages({ isDead: false })).messages.map((message) => message.id)
  const shared = ids.map(([first = '']) => first).find((first, at, all) => all.indexOf(first) !== at) ?? ''
  expect(await findMessage(shared)).toBe('message_ambiguous')
})

test('a message keeps its id as a dead letter and when it is sent again', async () => {
  await queueMail('ada@example.com', notice)
  const first = await onlyMessageId()
  await failNext('failed', 'later')
  expect(await retryMessage(first)).toMatchObject({ id: first })
  for (const reason of ['SMTP 550', 'SMTP 551']) {
    await failNext('deadletter', reason)
    expect(await onlyMessageId()).toBe(first)
    expect(await findMessage(first)).toMatchObject({ id: first, state: 'dead', reason })
    expect(await retryMessage(first.slice(0, 12))).toMatchObject({ id: first })
    expect(await findMessage(first)).toMatchObject({ id: first, state: 'waiting' })
  }
  const [again] = await boss().fetch(queues.mail, { includeMetadata: true })
  expect(again).toMatchObject({ sourceRootId: first, data: { to: 'ada@example.com' } })
  expect(await retryMessage(first)).toBe('message_under_way')
  expect(await dropMessage(first)).toBe('message_under_way')
})

test('all messages are sent again, except those with expired links', async () => {
  for (const content of [notice, reset, reset]) {
    await queueMail('ada@example.com', content)
    await failNext('deadletter', 'SMTP 550')
  }
  await queueMail('ada@example.com', notice)
  await failNext('failed', 'later')
  const { messages } = await listMessages({ isDead: true })
  const expired = messages[2]?.id ?? ''
  await expire(expired)
  expect(await retryMessage(expired)).toBe('message_expired')
  expect(await retryAllMessages()).toEqual({ retried: 3, expired: 1 })
  expect(await boss().fetch(queues.mail, { batchSize: 5 })).toHaveLength(3)
})

test('a dropped message is deleted', async () => {
  await queueMail('ada@example.com', notice)
  expect(await dropMessage(await onlyMessageId())).toMatchObject({ kind: 'address_in_use' })
  await queueMail('ada@example.com', notice)
  await failNext('deadletter', 'SMTP 550')
  expect(await dropMessage(await onlyMessageId())).toMatchObject({ state: 'dead' })
  expect(await listMessages({ isDead: false })).toEqual({ messages: [], counts: [] })
})

test('dropping all deletes waiting and dead messages, unanswered requests, and jobs of a dead server', async () => {
  await queueMail('dead@example.com', notice)
  await failNext('deadletter', 'SMTP 550')
  await queueMail('begun@example.com', notice)
  await boss().fetch(queues.mail)
  await prisma().$executeRaw`
    UPDATE queue.job SET heartbeat_on = heartbeat_on - interval '1 minute' WHERE data->>'to' = 'begun@example.com'`
  await queueMail('sending@example.com', notice)
  await boss().fetch(queues.mail)
  await queueMail('waiting@example.com', reset)
  await transact((tx) => sendRequest(tx, { email: 'asking@example.com' }))
  expect(await countRequests()).toBe(1)
  expect(await dropAllMessages()).toEqual({ dropped: 4, sending: 1 })
  expect(await countRequests()).toBe(0)
  expect((await listMessages({ isDead: false })).messages).toMatchObject([
    { to: 's***@example.com', state: 'sending' },
  ])
})
