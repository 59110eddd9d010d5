import { afterAll, beforeAll, expect, test } from 'vitest'
import { catchLog, type LogLine } from '@/lib/testing/catch-log'
import { fakeRequest } from '@/lib/testing/fake-request'
import { useTestConfig } from '@/lib/testing/test-config'
import { logRequest } from './log-request'

const lines: LogLine[] = []
let release = () => {}
beforeAll(() => {
  useTestConfig()
  release = catchLog(lines)
})
afterAll(() => release())

test('one line is logged when the answer is sent, without secrets', () => {
  const headers = { 'x-latchkey-request': 'this' }
  const { request, answer } = fakeRequest({ method: 'POST', url: '/reset/secret?a=b', headers })
  logRequest(request, answer)
  expect(lines).toEqual([])
  answer.statusCode = 303
  answer.emit('finish')
  const expected = { event: 'request', method: 'POST', path: '/reset/[ticket]', status: 303, request: 'this' }
  expect(lines).toEqual([expect.objectContaining({ ...expected, ms: expect.any(Number) })])
})

test('requests for Next files are not logged at the default level', () => {
  const { request, answer } = fakeRequest({ url: '/_next/static/x.js' })
  logRequest(request, answer)
  answer.emit('finish')
  expect(lines).toHaveLength(1)
})
