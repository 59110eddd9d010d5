import { expect, test } from 'vitest'
import { formatMessage, formatMessageTable } from './format-messages'
import type { ControlMessage } from './protocol'

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1_000)

const delayed: ControlMessage = {
  id: '0b0d7f2c-5f0e-4a54-9d53-3c6a9d3f8a11',
  kind: 'reset_password',
  to: 'a***@example.com',
  locale: 'en',
  state: 'delayed',
  attempts: 3,
  sentAt: secondsAgo(200),
  nextAttemptAt: secondsAgo(-7_300),
  expiresAt: new Date('2026-11-21T10:00:00Z'),
  reason: 'connect ECONNREFUSED\u001b[2J\n127.0.0.1:25',
}
const dead: ControlMessage = {
  ...delayed,
  state: 'dead',
  nextAttemptAt: null,
  reason: null,
  sentAt: secondsAgo(200_000),
}

test('messages are shown as a table; text from other servers cannot move the cursor', () => {
  const table = formatMessageTable({
    messages: [delayed, dead],
    counts: [
      { state: 'dead', count: 1 },
      { state: 'delayed', count: 41 },
    ],
  })
  expect(table.split('\n')).toEqual([
    'ID        KIND            TO                STATE    ATTEMPTS  AGE    NEXT ATTEMPT  LAST REASON',
    '0b0d7f2c  reset_password  a***@example.com  delayed  3         3 min  in 2 h        connect ECONNREFUSED [2J 127.0.0.1:25',
    '0b0d7f2c  reset_password  a***@example.com  dead     3         2 d    none',
    'and 40 more',
    '',
    '1 dead, 41 delayed',
  ])
})

test('an empty queue is reported', () => {
  expect(formatMessageTable({ messages: [], counts: [] })).toMatch(/^Nothing is waiting/)
})

test('one message is shown with one field per line', () => {
  const facts = formatMessage(delayed).split('\n')
  expect(facts).toContain('expires       2026-11-21 10:00:00 UTC')
  expect(facts).toContain('attempts      3')
})
