import { LegacyApp, replay } from '@/e2e/support/clients/legacy-app'
import { test } from '@/e2e/support/fixtures/test'
import { type AppState, forgotten, registering, signingIn } from './rest-replay'

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
  const app = new LegacyApp(server.url, 'rest', browser)
  const state: AppState = { mailbox, app, email: address, ticket: '' }
  await replay(state, registering)
  await replay(state, signingIn)
  await replay(state, forgotten)
})
