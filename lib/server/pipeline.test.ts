import type { Server } from 'node:http'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { processWide } from '@/lib/process/process-wide'
import { sendBytes, startStepServer } from '@/lib/testing/step-server'
import { useTestConfig } from '@/lib/testing/test-config'
import { runSteps } from './pipeline'
import { requestIdIn } from './steps/identify-request'

let server: Server
beforeAll(() => useTestConfig())
afterEach(() => server.close())

test('when a step answers, nothing else runs, and its answer has the usual headers', async () => {
  let served = 0
  const opened = await startStepServer((request, answer) => {
    runSteps(request, answer)
    if (!answer.writableEnded) answer.end(`${++served}`)
  })
  server = opened.server
  const refused = await sendBytes(opened.port, 'GET /login HTTP/1.1\r\n\r\n')
  expect(refused).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/)
  expect(refused).toMatch(/x-request-id: [0-9a-f]{16}\r\n/)
  expect(refused).toContain('x-frame-options: DENY')
  expect(served).toBe(0)
  const ask = 'GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
  expect(await sendBytes(opened.port, ask)).toMatch(/^HTTP\/1.1 200 OK.*\r\n\r\n1$/s)
})

test('when several steps change the status, the first one decides', async () => {
  const opened = await startStepServer((request, answer) => {
    runSteps(request, answer)
    if (request.url === '/busy') processWide('busy-answers', () => new Map()).set(requestIdIn(request), 2)
    answer.end()
  })
  server = opened.server
  const put = (path: string) =>
    sendBytes(opened.port, `PUT ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  expect(await put('/login')).toMatch(/^HTTP\/1.1 405 .*allow: GET, HEAD, POST/s)
  // 503 takes precedence: the method is not checked while the page is busy.
  const busy = await put('/busy')
  expect(busy).toMatch(/^HTTP\/1.1 503 /)
  expect(busy).not.toContain('allow:')
})
