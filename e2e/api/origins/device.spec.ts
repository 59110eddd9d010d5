import { newLogin } from '@/e2e/support/clients/device-api'
import { LegacyApp, replay } from '@/e2e/support/clients/legacy-app'
import { test } from '@/e2e/support/fixtures/push-test'
import { runAdmin } from '@/e2e/support/servers/run-command'
import { firstScreen, lostPhone } from './device-replay'
import { type AppState, randomToken } from './device-shared'
import { serverTests, support, versionOne } from './device-support'

/** The iPhone app of the device documents. Its library keeps cookies. */
const iphone = {
  'content-type': 'application/json; charset=utf-8',
  accept: '*/*',
  'accept-language': 'ru;q=1, en;q=0.9',
  'user-agent': 'Infinity-board/1.2 (iPhone; iOS 7.1.2; Scale/2.00)',
}

// One server for both tests.
test.describe.configure({ mode: 'default' })

test('the first hour with the app', async ({ server, apns, mailbox, address }) => {
  const app = () => new LegacyApp(server.url, 'device', iphone)
  const [login, id, token] = [newLogin(), crypto.randomUUID().toUpperCase(), randomToken()]
  const apps = { phone: app(), other: app(), support: app() }
  const state: AppState = { apns, mailbox, address, login, id, token, password: '', ...apps }
  await replay(state, firstScreen)
  await replay(state, lostPhone)
  await replay(state, versionOne)
  const admin = newLogin()
  await state.support.send('POST /auth', { login: admin, password: 'test', device_id: '', device_token: '' })
  await runAdmin({ DATA_DIR: server.dataFolder }, 'grant', admin)
  await replay(state, support)
})

test("the original server's tests", async ({ server }) => {
  const client = new LegacyApp(server.url, 'device', { 'content-type': 'application/json' })
  client.keepsCookies = false
  await replay({ client, login: newLogin() }, serverTests)
})
