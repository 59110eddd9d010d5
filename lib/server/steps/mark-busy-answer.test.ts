import { expect, test } from 'vitest'
import { processWide } from '@/lib/process/process-wide'
import { fakeRequest } from '@/lib/testing/fake-request'
import { markBusyAnswer } from './mark-busy-answer'

const busy = processWide('busy-answers', () => new Map<string, number>())

function marked(headers: Record<string, string>) {
  const made = fakeRequest({ headers: { 'x-latchkey-request': 'this', ...headers } })
  markBusyAnswer(made.request, made.answer)
  return made.answer
}

test('an answer whose page was too busy says so, and it alone', () => {
  const [answer, other] = [marked({}), marked({ 'x-latchkey-request': 'other' })]
  busy.set('this', 7)
  answer.writeHead(200)
  other.writeHead(200)
  expect([answer.statusCode, answer.getHeader('retry-after')]).toEqual([503, '7'])
  expect([other.statusCode, other.getHeader('retry-after')]).toEqual([200, undefined])
  answer.emit('close')
  expect(busy.size).toBe(0)
})

test('for the router of a browser the head waits until the page has said all', () => {
  const answer = marked({ rsc: '1' })
  answer.flushHeaders()
  answer.write('a')
  busy.set('this', 2)
  expect(answer.headersSent).toBe(false)
  answer.end('b')
  expect([answer.headersSent, answer.statusCode]).toEqual([true, 503])
  busy.clear()
})
