import { expect, test } from 'vitest'
import {
  ada,
  connectionError,
  errorAnswer,
  fakeServer,
  json,
  newSession,
  openClient,
  openSignedIn,
} from '@/lib/testing/client/scripted-client'

test('setUser() sends the filled fields, and the updated user is reported and stored', async () => {
  const { client, network, sent, events, storage } = await openSignedIn()
  const user = { ...ada, phone: '12321', gender: true, userpic: 'https://id.test/a.png' }
  network.script = () => json(200, { user })
  const fields = { phone: '12321', gender: true, email: '', region: undefined }
  expect(await client.setUser(fields)).toEqual({ ok: true, value: user })
  expect(sent).toEqual([{ path: '/user/set', body: { phone: '12321', gender: true }, carried: 'cookies' }])
  expect(client.state).toEqual({ kind: 'signed_in', connection: 'online', user })
  expect(events.at(-1)).toMatchObject({ type: 'state', state: { user } })
  await client.settled()
  expect(String(await storage.get())).toContain('12321')
})

test('a changed password replaces the stored one', async () => {
  const { client, network, session, sent } = await openSignedIn()
  network.script = () => json(200, { user: ada })
  await client.setUser({ password: 'changed', currentPassword: 'right' })
  expect(sent[0]?.body).toEqual({ password: 'changed', current_password: 'right' })
  session.isGood = false
  network.script = fakeServer('changed', session)
  expect((await client.call('/a')).status).toBe(200)
})

test('an account without a password gets one and can sign in with it', async () => {
  const session = newSession()
  const { client, network } = openClient(fakeServer(null, session), { keepPassword: true })
  await client.enter({ login: 'ada' })
  network.script = () => json(200, { user: ada })
  await client.setUser({ password: 'first' })
  session.isGood = false
  network.script = fakeServer('first', session)
  expect((await client.call('/a')).status).toBe(200)
})

test('setUser() is repeated after a silent re-login', async () => {
  const { client, network, session, sent } = await openSignedIn()
  const { script } = network
  session.isGood = false
  network.script = (path, body, carried) => {
    if (path !== '/user/set') return script(path, body, carried)
    return session.isGood ? json(200, { user: ada }) : errorAnswer(401, 100_403)
  }
  expect(await client.setUser({ region: 'Nsk' })).toEqual({ ok: true, value: ada })
  expect(sent.filter(({ path }) => path === '/user/set')).toHaveLength(2)
})

test('a failure is returned and changes nothing', async () => {
  const { client, network } = await openSignedIn()
  network.script = () => errorAnswer(401, 100_501)
  const answer = await client.setUser({ password: 'changed', currentPassword: 'not this' })
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'wrong_password' } })
  network.script = connectionError
  expect(await client.setUser({ region: 'Nsk' })).toMatchObject({ failure: { kind: 'no_network' } })
  expect(client.signedInUser()).toEqual(ada)
})

test('a change for one user is not applied to the next', async () => {
  const { client, network, sent } = await openSignedIn()
  network.script = (path) =>
    path === '/auth'
      ? json(200, { user: { login: 'Bob' } })
      : json(200, { account: { id: 'b2', username: 'Bob' } })
  const entering = client.enter({ login: 'bob' })
  const setting = client.setUser({ email: 'ada@example.com' })
  await entering
  expect(await setting).toMatchObject({ ok: false, failure: { kind: 'not_signed_in' } })
  expect(sent.map(({ path }) => path)).not.toContain('/user/set')
})
