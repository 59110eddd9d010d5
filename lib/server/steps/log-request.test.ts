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

test('one line when the answer is out, without what is secret in the address', () => {
  const headers = { 'x-latchkey-request': 'this' }
  const { request, answer } = fakeRequest({ method: 'POST', url: '/reset/secret?a=b', headers })
  logRequest(request, answer)
  expect(lines).toEqual([])
  answer.statusCode = 303
  answer.emit('finish')
  const told = { event: 'request', method: 'POST', path: '/reset/[ticket]', status: 303, request: 'this' }
  expect(lines).toEqual([expect.objectContaining({ ...told, ms: expect.any(Number) })])
})

test('and none, as long as nobody asks for more, for what Next serves by itself', () => {
  const { request, answer } = fakeRequest({ url: '/_next/static/x.js' })
  logRequest(request, answer)
  answer.emit('finish')
  expect(lines).toHaveLength(1)
})
