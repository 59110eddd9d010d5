import { readFileSync } from 'node:fs'
import { expect, test } from '@/e2e/support/fixtures/test'

test('the server is live and ready', async ({ request }) => {
  const answer = await request.get('/api/health')
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toEqual({ live: true, ready: true })
})

test('the build is served as it was built: no compiler is loaded to read the configuration again', ({
  server,
}) => {
  expect(server.output()).toContain('"event":"listening"')
  expect(readFileSync(`/proc/${server.pid}/maps`, 'utf8')).not.toContain('swc')
})

test('the first log lines name the address to open and the listening address, and no other', ({ server }) => {
  const { port } = new URL(server.url)
  const [line = '{}'] = server.output().match(/^.*"event":"listening".*$/m) ?? []
  expect(JSON.parse(line)).toMatchObject({ appUrl: server.url, address: `127.0.0.1:${port}` })
  expect(server.output()).not.toContain('Network:')
})
