import type { Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { sendBytes, startStepServer } from '@/lib/testing/step-server'
import { blameSender } from './blame-sender'

const nextSays = 'Internal Server Error'
let server: Server
afterEach(() => server.close())

/** What is answered to a request where Next fails so. */
async function answered(line: string, said: string): Promise<string> {
  const opened = await startStepServer((request, answer) => {
    blameSender(request, answer)
    answer.setHeader('etag', 'of-this')
    answer.setHeader('content-length', said.length)
    answer.writeHead(500)
    answer.end(said)
  })
  server = opened.server
  return await sendBytes(opened.port, `${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
}

test("a form that Next could not read is its sender's fault", async () => {
  const answer = await answered('POST /login', nextSays)
  expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n.*content-length: 11\r\n.*\r\n\r\nBad Request$/s)
  expect(answer).not.toContain('etag')
})

test.each([
  ['POST /login', 'a page that says so'],
  ['GET /login', nextSays],
  ['POST /api/rest/auth/login', nextSays],
])('%s answered with "%s" is a fault of ours', async (line, said) => {
  const answer = await answered(line, said)
  expect(answer).toMatch(/^HTTP\/1.1 500 /)
  expect(answer.endsWith(`\r\n\r\n${said}`)).toBe(true)
})
