import { expect, test } from 'vitest'
import { processWide } from '@/lib/process/process-wide'
import { fakeRequest } from '@/lib/testing/fake-request'
import { setBusyStatus } from './set-busy-status'

const busy = processWide('busy-answers', () => new Map<string, number>())

function handle(headers: Record<string, string>) {
  const { request, answer } = fakeRequest({ headers: { 'x-latchkey-request': 'this', ...headers } })
  setBusyStatus(request, answer)
  return answer
}

test('only the answer whose page was too busy gets 503', () => {
  const [answer, other] = [handle({}), handle({ 'x-latchkey-request': 'other' })]
  busy.set('this', 7)
  answer.writeHead(200)
  other.writeHead(200)
  expect([answer.statusCode, answer.getHeader('retry-after')]).toEqual([503, '7'])
  expect([other.statusCode, other.getHeader('retry-after')]).toEqual([200, undefined])
  answer.emit('close')
  expect(busy.size).toBe(0)
})

test('for router requests the headers wait until the page is complete', () => {
  const answer = handle({ rsc: '1' })
  answer.flushHeaders()
  answer.write('a')
  busy.set('this', 2)
  expect(answer.headersSent).toBe(false)
  answer.end('b')
  expect([answer.headersSent, answer.statusCode]).toEqual([true, 503])
  busy.clear()
})
