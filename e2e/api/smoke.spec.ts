import { expect, test } from '@/e2e/support/test'

test('the server is live and ready', async ({ request }) => {
  const answer = await request.get('/api/health')
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toEqual({ live: true, ready: true })
})
