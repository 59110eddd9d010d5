import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { prisma, transact } from '@/lib/db/client'
import { sendMail } from '@/lib/delivery/outbox'
import { unique } from '@/lib/testing/accounts'
import { openOwnOutbox, workOwnOutbox } from '@/lib/testing/own-outbox'
import { type ResendAnswer, type ResendSink, startResend } from '@/lib/testing/servers/resend-sink'

const patience = { timeout: 60_000, interval: 20 }
const pauseSeconds = 2
const justUnder = pauseSeconds * 1_000 - 5

const answers: Record<string, ResendAnswer[]> = {
  limited: [{ status: 429, retryAfter: String(pauseSeconds) }],
  down: [500, { status: 503, retryAfter: '1' }],
  lost: ['lost'],
  malformed: [422],
  unpaid: [403],
}

let resend: ResendSink
let restore: () => Promise<void>

beforeAll(async () => {
  resend = await startResend(
    (to, attemptNumber) => answers[to.split('-')[0] ?? '']?.[attemptNumber - 1] ?? 200,
  )
  const env = { RESEND_API_KEY: 're_test_key', RESEND_BASE_URL: resend.url, MAIL_FROM: 'a@example.com' }
  restore = await openOwnOutbox(env)
  await workOwnOutbox()
})
afterAll(async () => {
  await restore()
  await resend.close()
})

async function mail(word: string): Promise<string> {
  const to = `${unique(`${word}-`)}@x.test`
  const content = { kind: 'password_changed', account: 'ada', at: '2026-11-21T10:00:00Z' } as const
  await transact((tx) => sendMail(tx, { to, locale: 'en', content }))
  return to
}

const callsFor = (to: string) => resend.calls.filter((call) => call.mail.to === to)

async function expectTaken(to: string, calls: number): Promise<void> {
  await vi.waitFor(() => expect(callsFor(to)).toHaveLength(calls), patience)
  expect(new Set(callsFor(to).map(({ key }) => key)).size).toBe(1)
  expect([...resend.taken.values()].filter((taken) => taken.to === to)).toHaveLength(1)
}

test('R14: after a Retry-After, no worker sends anything until the time is over', async () => {
  const limited = await mail('limited')
  await vi.waitFor(() => expect(callsFor(limited)[0]?.answeredAt).toBeGreaterThan(0), patience)
  const over = (callsFor(limited)[0]?.answeredAt ?? 0) + justUnder
  await vi.waitFor(async () => {
    const rows = await prisma().rateLimit.findMany({ where: { key: 'pause:resend' } })
    expect(rows).toHaveLength(1)
  }, patience)
  const others = await Promise.all(['plain', 'plain', 'plain'].map(mail))
  for (const to of others) await expectTaken(to, 1)
  await expectTaken(limited, 2)
  const [first, ...later] = resend.calls.map(({ at }) => at)
  expect(first).toBeLessThan(over)
  expect(later.filter((at) => at < over)).toEqual([])
})

test('R14: a failing service accepts the mail once, despite several attempts or a lost answer', async () => {
  const [down, lost] = await Promise.all(['down', 'lost'].map(mail))
  await expectTaken(down ?? '', 3)
  await expectTaken(lost ?? '', 2)
})

test('a permanently refused mail is a dead letter; a failure that is not about the mail is attempted again', async () => {
  const [malformed = '', unpaid = ''] = await Promise.all(['malformed', 'unpaid'].map(mail))
  await expectTaken(unpaid, 2)
  await vi.waitFor(async () => {
    const dead = await prisma().$queryRaw<{ reason: string }[]>`
      SELECT source_output->>'reason' AS reason FROM queue.job
      WHERE name = 'undeliverable' AND data->>'to' = ${malformed}`
    expect(dead).toMatchObject([{ reason: 'Resend 422: refused' }])
  }, patience)
  expect(callsFor(malformed)).toHaveLength(1)
})
