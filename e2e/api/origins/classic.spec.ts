import { LegacyApp, replay } from '@/e2e/support/clients/legacy-app'
import { test } from '@/e2e/support/fixtures/test'
import { unique } from '@/lib/testing/accounts'
import { type AppState, boundary, java, php, python } from './classic-replay'

const urlencoded = 'application/x-www-form-urlencoded'

/** The headers that each client's library adds. */
const libraries = {
  python: { accept: '*/*', 'user-agent': 'python-requests/2.4.3 CPython/2.7.8', 'content-type': urlencoded },
  php: { accept: '*/*', 'content-type': `multipart/form-data; boundary=${boundary}` },
  java: {
    accept: 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2',
    'user-agent': 'Java/1.7.0_65',
    'content-type': urlencoded,
  },
}

test('one user and three clients', async ({ server, mailbox }) => {
  const username = unique('ada')
  const client = (name: keyof typeof libraries) => new LegacyApp(server.url, 'classic', libraries[name])
  const clients = { python: client('python'), php: client('php'), java: client('java') }
  const state: AppState = { ...clients, mailbox, username, email: `${username}@example.com` }
  await replay(state, python)
  await replay(state, php)
  await replay(state, java)
})
