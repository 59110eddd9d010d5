import { expect, test } from '@/e2e/support/test'

test('the server is live and ready', async ({ request }) => {
  const answer = await request.get('/api/health')
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toEqual({ live: true, ready: true })
})

test('what was built is served as it was built: no compiler is loaded to read its configuration again', ({
  server,
}) => {
  // Next says so when it reads it.
  expect(server.output()).toContain('Ready in')
  expect(server.output()).not.toContain('next.config.ts')
})
