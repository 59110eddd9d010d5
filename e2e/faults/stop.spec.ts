import { expect } from '@playwright/test'
import { RawClient } from '@/e2e/support/clients/raw-client'
import { send } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/site-test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { type LaunchedServer, launchServer, shutdownMillis } from '@/e2e/support/servers/server'

test.describe.configure({ mode: 'default', timeout: 240_000 })

const mostMillis = 300 * faultSize.busyFactor
const body = JSON.stringify({ email: 'ada@example.com', password: 'correct horse' })
const head = `POST /api/rest/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n`

/** Connects an idle client, one that never completes its request's headers, and one with a request in progress. */
async function expectToEndWithItsAnswer(server: LaunchedServer): Promise<void> {
  const idle = await RawClient.connect(server.url)
  idle.write('GET /api/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n')
  expect(await idle.answer()).toContain('200 OK')
  const silent = await RawClient.connect(server.url)
  silent.write('GET / HTTP/1.1\r\nHo')
  const asking = await RawClient.connect(server.url)
  asking.write(head + body.slice(0, 5))
  // This answer means that the server has read what was sent before.
  expect((await send(`${server.url}/api/health/live`)).status).toBe(200)

  process.kill(server.pid, 'SIGTERM')
  await expect.poll(() => server.output(), { intervals: [5] }).toContain('"event":"stopping"')
  // A terminal and npm both tell it: an unhandled second signal would end it without a code.
  process.kill(server.pid, 'SIGTERM')
  const stopping = shutdownMillis(server)
  asking.write(body.slice(5))
  const answer = await asking.answer()
  expect(answer).toContain('401 Unauthorized')
  expect(answer.toLowerCase()).toContain('connection: close')
  expect(await stopping).toBeLessThan(mostMillis)
  expect(await server.ended()).toBe(0)
}

test('R23: a server told to stop, or twice as npm and a terminal do, finishes the answer in progress, whatever else is connected', async () => {
  const server = await launchServer()
  await server.ready()
  await expectToEndWithItsAnswer(server)
})

// In the suite servers on PostgreSQL are replaced under load (`servers.spec.ts`).
test('R23: the same on PostgreSQL', { tag: '@full' }, async ({ site }) => {
  const env = { DATABASE_URL: site.databaseUrl, AUTH_SECRET: 'k'.repeat(43) }
  const server = await launchServer({ env })
  await server.ready()
  await expectToEndWithItsAnswer(server)
})

// In the suite a server ends that has begun without its database (`database.spec.ts`).
test('R23: a server with nothing to answer ends at once', { tag: '@full' }, async () => {
  const server = await launchServer()
  await server.ready()
  const idle = await RawClient.connect(server.url)
  idle.write('GET /api/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await idle.answer()
  const stoppedAt = performance.now()
  await server.stop()
  expect(performance.now() - stoppedAt).toBeLessThan(mostMillis)
})
