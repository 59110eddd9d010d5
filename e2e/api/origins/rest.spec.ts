import { OldApp, replay } from '@/e2e/support/clients/old-app'
import { test } from '@/e2e/support/fixtures/test'
import { forgotten, registering, signingIn, type Visitor } from './rest-hour'

/** A web app of the rest document, on its own site. */
const browser = {
  'content-type': 'application/json',
  accept: 'application/json, text/plain, */*',
  'accept-language': 'ru-RU,ru;q=0.9,en-US;q=0.8',
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'cors',
  origin: 'https://app.example.com',
}

test('the first hour with the app', async ({ server, mailbox, address }) => {
  const app = new OldApp(server.url, 'rest', browser)
  const seen: Visitor = { mailbox, app, email: address, ticket: '' }
  await replay(seen, registering)
  await replay(seen, signingIn)
  await replay(seen, forgotten)
})
