import { Registry } from 'prom-client'
import { beforeEach, expect, test } from 'vitest'
import { database, prisma, transact } from '@/lib/db/client'
import { setProcessWide } from '@/lib/process/process-wide'
import { uniqueEmail } from '@/lib/testing/accounts'
import { measureQueue } from './measure-queue'
import { sendMail } from './outbox'

beforeEach(() => setProcessWide('queue-depths', undefined))

async function samples(): Promise<Map<string, number>> {
  setProcessWide('queue-depths', undefined)
  const registry = new Registry()
  measureQueue(registry)
  const lines = (await registry.metrics()).split('\n').filter((line) => line && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.split(' ').at(-1))]))
}

test('waiting jobs are reported by queue and state, with the age of the oldest', async () => {
  const waiting = 'latchkey_queue_jobs{queue="mail",state="created"}'
  const before = (await samples()).get(waiting) ?? 0
  const to = uniqueEmail()
  await transact((tx) => sendMail(tx, { to, locale: 'en', content: { kind: 'address_in_use' } }))
  await transact((tx) => sendMail(tx, { to, locale: 'en', content: { kind: 'address_in_use' } }))
  await prisma().$executeRaw`
    UPDATE queue.job SET created_on = now() - interval '90 minutes' WHERE data->>'to' = ${to}`
  const after = await samples()
  expect(after.get(waiting)).toBe(before + 2)
  const age = after.get('latchkey_queue_oldest_waiting_seconds{queue="mail"}') ?? 0
  expect(age).toBeGreaterThanOrEqual(5_400)
  expect(age).toBeLessThan(5_460)
})

test('empty queues are reported as 0', async () => {
  const values = await samples()
  expect(values.get('latchkey_queue_jobs{queue="undeliverable",state="created"}')).toBe(0)
  expect(values.get('latchkey_queue_oldest_waiting_seconds{queue="undeliverable"}')).toBe(0)
  expect([...values.keys()].filter((name) => name.includes('pgboss'))).toEqual([])
})

test('a database that does not answer leaves the samples out', async () => {
  const registry = new Registry()
  measureQueue(registry)
  const open = database()
  setProcessWide('database', undefined)
  try {
    expect(await registry.metrics()).not.toMatch(/^latchkey/m)
  } finally {
    setProcessWide('database', open)
  }
})
