import { Channels, secretIn } from '@/e2e/support/channels/channels'
import { call } from '@/e2e/support/clients/call'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { otherPassword } from '@/lib/testing/accounts'

/** One account, registered through each channel, then used through all others that its document allows. */

const all = [true, true, true, true, true]
const none = [false, false, false, false, false]
const rejected = [null, null, null, null, null]
const ok = { outcome: 'ok' }

test('registered in classic: signs in through device, ticket changes it and ends all other sessions, rest signs in', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const person = channels.newPerson()
  expect(await channels.send('classic', 'register', person)).toMatchObject(ok)
  expect(await channels.send('rest', 'signIn', person)).toMatchObject({ outcome: 'unverified' })
  expect(await channels.signIn('device', person)).toHaveLength(43)
  await channels.verify(person.email)
  const sessions = await channels.signInEverywhere(person)
  expect(await channels.areLive(sessions)).toEqual(all)

  const secret = await channels.signIn('ticket', person)
  const change = { ...person, newPassword: otherPassword }
  expect(await channels.send('ticket', 'changePassword', change, { secret })).toMatchObject({ text: '{}' })
  expect(await channels.areLive(sessions)).toEqual(none)
  expect(await channels.areLive([secret])).toEqual([true])
  expect(await channels.signInEverywhere(person)).toEqual(rejected)
  expect(
    await channels.areLive(await channels.signInEverywhere({ ...person, password: otherPassword })),
  ).toEqual(all)
})

test('an app whose base URL ends in a slash gets answers in its dialect, and a 401 names the scheme', async ({
  server,
}) => {
  const wrong = { email: 'nobody@example.com', username: 'nobody', login: 'admin', password: 'wrong' }
  const post = (path: string) =>
    send(`${server.url}/api/${path}`, { method: 'POST', body: JSON.stringify(wrong) })
  expect(await post('/classic/auth/login')).toMatchObject({ status: 200, text: '{"status":0,"error":1}' })
  expect(await post('/ticket//auth/login')).toMatchObject({
    status: 400,
    text: expect.stringContaining('"errors"'),
  })
  expect(await post('/auth')).toMatchObject({ status: 400, text: expect.stringContaining('"error_code"') })
  const challenge = { status: 401, headers: { 'www-authenticate': 'Bearer' } }
  expect(await post('/rest/auth//login')).toMatchObject({
    ...challenge,
    text: expect.stringContaining('"success":false'),
  })
  const change = { password: 'a', newPassword: 'b', newPasswordRepeat: 'b' }
  const body = JSON.stringify(change)
  const changed = await send(`${server.url}/api/ticket/auth/changePassword`, { method: 'PATCH', body })
  expect(changed).toMatchObject(challenge)
})

test('registered in rest: no username for classic and device, which accept the address; reset through ticket', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const { email, password } = await channels.newVerifiedPerson('rest')
  const person = { username: email, email, password }
  const sessions = await channels.signInEverywhere(person)
  expect(await channels.areLive(sessions)).toEqual(all)

  const ticket = await channels.requestResetTicket(email)
  const spent = await channels.send('ticket', 'spendReset', { ticket, newPassword: otherPassword })
  expect(spent).toMatchObject({ text: '{}' })
  expect(await channels.areLive(sessions)).toEqual(none)
  expect(
    await channels.areLive(await channels.signInEverywhere({ ...person, password: otherPassword })),
  ).toEqual(all)
})

test('registered in ticket: the account exists only once verified, and then in every channel', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const person = channels.newPerson()
  expect(await channels.send('ticket', 'register', person)).toMatchObject(ok)
  expect(await channels.send('classic', 'signIn', person)).toMatchObject({ outcome: 'wrong' })
  await channels.verify(person.email)
  const sessions = await channels.signInEverywhere(person)
  expect(await channels.areLive(sessions)).toEqual(all)

  const change = { ...person, newPassword: otherPassword }
  const edited = await channels.send('classic', 'changePassword', change, { secret: sessions[0] ?? '' })
  expect(edited.text).toBe('{"status":1,"result":{"new_password":true},"error":0}')
  expect(await channels.areLive(sessions)).toEqual(none)
  expect(await channels.areLive([secretIn(edited)])).toEqual([true])
})

test('registered in device with a password: known by name where a name is enough, and by address once it has one', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const person = channels.newPerson()
  const registered = await channels.send('device', 'register', { ...person, device: '2123' })
  expect(registered.text).toBe(JSON.stringify({ user: { login: person.username } }))
  const some = expect.any(String)
  expect(await channels.signInEverywhere(person)).toEqual([some, some, null, null, some])

  const secret = await channels.signIn('device', { ...person, device: '2123' })
  const { email } = person
  const cookie = `authjs.session-token=${secret}`
  const edited = await call(`${server.url}/api/user/set`, { email }, { headers: { cookie } })
  expect(JSON.parse(edited.text)).toMatchObject({ user: { login: person.username, email } })
  expect(await channels.signInEverywhere(person)).toEqual([some, some, null, null, null])
  await channels.verify(person.email)
  expect(await channels.areLive(await channels.signInEverywhere(person))).toEqual(all)
})
