import type { Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { sendBytes, startStepServer } from '@/lib/testing/step-server'
import { rejectUnreadableForm } from './reject-unreadable-form'

const nextErrorBody = 'Internal Server Error'
let server: Server
afterEach(() => server.close())

/** The answer to a request when Next fails with this body. */
async function answerTo(line: string, body: string): Promise<string> {
  const opened = await startStepServer((request, answer) => {
    rejectUnreadableForm(request, answer)
    answer.setHeader('etag', 'of-this')
    answer.setHeader('content-length', body.length)
    answer.writeHead(500)
    answer.end(body)
  })
  server = opened.server
  return await sendBytes(opened.port, `${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
}

test('a form that Next cannot read is answered with 400', async () => {
  const answer = await answerTo('POST /login', nextErrorBody)
  expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n.*content-length: 11\r\n.*\r\n\r\nBad Request$/s)
  expect(answer).not.toContain('etag')
})

test.each([
  ['POST /login', 'a page'],
  ['GET /login', nextErrorBody],
  ['POST /api/rest/auth/login', nextErrorBody],
])('%s answered with "%s" keeps its 500', async (line, body) => {
  const answer = await answerTo(line, body)
  expect(answer).toMatch(/^HTTP\/1.1 500 /)
  expect(answer.endsWith(`\r\n\r\n${body}`)).toBe(true)
})
