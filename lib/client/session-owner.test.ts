import { expect, test } from 'vitest'
import {
  fakeServer,
  json,
  newSession,
  openClient,
  openSignedIn,
  signedInAnswer,
} from '@/lib/testing/client/scripted-client'

test('a login changed on another device is adopted: the old login would create a new account', async () => {
  const { client, network, sent } = await openSignedIn()
  network.script = (path) =>
    path === '/account'
      ? json(200, { account: { id: 'a1', username: 'Countess' } })
      : json(200, { user: { login: 'Countess' } })
  expect(await client.resume()).toMatchObject({ user: { login: 'Countess' } })
  expect(sent.at(-1)?.body.login).toBe('Countess')
})

test("another user's cookie, from the browser's pages, is not accepted", async () => {
  const { client, network, sent } = await openSignedIn()
  let holder = { id: 'b2', username: 'Bob' }
  network.script = (path) => {
    if (path === '/account') return json(200, { account: holder })
    holder = { id: 'a1', username: 'Ada' }
    return signedInAnswer()
  }
  expect(await client.resume()).toMatchObject({ connection: 'online' })
  const entered = sent.filter(({ path }) => path === '/auth')
  expect(entered.map(({ body }) => body)).toMatchObject([{ login: 'Ada', password: 'right' }])
})

test('a cookie that stays another user’s leads to a bearer session', async () => {
  const { client, network, requests } = openClient(fakeServer('right', newSession()))
  const { script } = network
  network.script = (path, body, carried) =>
    path === '/account' && carried === 'cookies'
      ? json(200, { account: { id: 'b2', username: 'Bob' } })
      : script(path, body, carried)
  expect(await client.enter({ login: 'ada', password: 'right' })).toMatchObject({ ok: true })
  expect(requests().at(-1)).toBe('/account token-1')
})
