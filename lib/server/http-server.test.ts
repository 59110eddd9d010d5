import { afterAll, beforeAll, expect, test } from 'vitest'
import { catchLog, type LogLine } from '@/lib/testing/catch-log'
import { freePort } from '@/lib/testing/servers/free-port'
import { sendBytes } from '@/lib/testing/step-server'
import { useTestConfig } from '@/lib/testing/test-config'
import { closeServer, openServer } from './http-server'

const lines: LogLine[] = []
let release = () => {}
let port: number

beforeAll(async () => {
  port = await freePort()
  useTestConfig({ PORT: String(port) })
  release = catchLog(lines)
  await openServer({
    host: '127.0.0.1',
    async handle({ url }, answer) {
      if (url === '/throws') throw new Error('thrown')
      answer.end('served')
    },
  })
})

afterAll(async () => {
  await closeServer()
  release()
})

const ask = (path: string, more = '') =>
  sendBytes(port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}Connection: close\r\n\r\n`)

test('the listening address is logged', () => {
  const address = `127.0.0.1:${port}`
  expect(lines).toContainEqual(
    expect.objectContaining({ event: 'listening', appUrl: `http://localhost:${port}`, address }),
  )
})

test('a request that no step answers is passed on', async () => {
  expect(await ask('/login')).toMatch(/^HTTP\/1.1 200 OK\r\n.*x-request-id: .*\r\n\r\nserved$/s)
})

test('a fault is answered with 500 and logged with the request', async () => {
  expect(await ask('/throws')).toMatch(/^HTTP\/1.1 500 .*\r\n\r\nInternal Server Error$/s)
  expect(lines).toContainEqual(
    expect.objectContaining({ event: 'server_fault', error: 'thrown', route: '/throws' }),
  )
})

test('an unknown expectation is refused after the same steps', async () => {
  expect(await ask('/login', 'Expect: more\r\n')).toMatch(/^HTTP\/1.1 417 .*x-request-id: /s)
})

test('upgrade requests are refused', async () => {
  const upgrade = `GET /login HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`
  expect(await sendBytes(port, upgrade)).toBe('')
})
