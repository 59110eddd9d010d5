import { newRestPerson } from '@/e2e/support/clients/rest-api'
import { test } from '@/e2e/support/fixtures/api-test'
import { expect } from '@/e2e/support/fixtures/test'

test('a request from our own page, or from no page, is accepted', async ({ rest, server }) => {
  const own: Record<string, string>[] = [
    { 'sec-fetch-site': 'same-origin', origin: server.url },
    { 'sec-fetch-site': 'none' },
    { origin: server.url },
    { referer: `${server.url}/login` },
  ]
  for (const headers of own) {
    expect([headers, (await rest.post('login', newRestPerson(), headers)).status]).toEqual([headers, 401])
  }
})
