import { LegacyApp, replay } from '@/e2e/support/clients/legacy-app'
import { test } from '@/e2e/support/fixtures/test'
import { unique } from '@/lib/testing/accounts'
import { forgotten, signedIn } from './ticket-session'
import type { AppState } from './ticket-shared'
import { failedSignups, registering } from './ticket-signup'

/** The web app of the ticket document: JSON by `fetch`, and the bare token in `Authorization`. */
const browser = {
  'content-type': 'application/json',
  accept: 'application/json, text/plain, */*',
  'accept-language': 'en-US,en;q=0.9',
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'cors',
  origin: 'https://app.example.com',
}

test('the first hour with the app, and every error number', async ({ server, mailbox }) => {
  const username = unique('ada')
  const app = new LegacyApp(server.url, 'ticket', browser)
  const state: AppState = { mailbox, app, username, email: `${username}@example.com`, token: '', ticket: '' }
  await replay(state, registering)
  await replay(state, failedSignups)
  await replay(state, signedIn)
  await replay(state, forgotten)
})
