import { Channels, secretIn } from '@/e2e/support/channels/channels'
import { call } from '@/e2e/support/clients/call'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { otherPassword } from '@/lib/testing/accounts'

/**
 * One account, four channels and the pages: registered through each, then used through all others that its document
 * allows.
 */

const all = [true, true, true, true, true]
const none = [false, false, false, false, false]
const refused = [null, null, null, null, null]
const ok = { meaning: 'ok' }

test('registered in classic: signs in through device, ticket changes it and ends all other sessions, rest signs in', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const person = channels.somebody()
  expect(await channels.do('classic', 'register', person)).toMatchObject(ok)
  expect(await channels.do('rest', 'signIn', person)).toMatchObject({ meaning: 'unverified' })
  expect(await channels.signIn('device', person)).toHaveLength(43)
  await channels.verify(person.email)
  const sessions = await channels.everywhere(person)
  expect(await channels.live(sessions)).toEqual(all)

  const secret = await channels.signIn('ticket', person)
  const change = { ...person, newPassword: otherPassword }
  expect(await channels.do('ticket', 'changePassword', change, { secret })).toMatchObject({ text: '{}' })
  expect(await channels.live(sessions)).toEqual(none)
  expect(await channels.live([secret])).toEqual([true])
  expect(await channels.everywhere(person)).toEqual(refused)
  expect(await channels.live(await channels.everywhere({ ...person, password: otherPassword }))).toEqual(all)
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
  const { email, password } = await channels.verified('rest')
  const person = { username: email, email, password }
  const sessions = await channels.everywhere(person)
  expect(await channels.live(sessions)).toEqual(all)

  const ticket = await channels.resetTicket(email)
  const spent = await channels.do('ticket', 'spendReset', { ticket, newPassword: otherPassword })
  expect(spent).toMatchObject({ text: '{}' })
  expect(await channels.live(sessions)).toEqual(none)
  expect(await channels.live(await channels.everywhere({ ...person, password: otherPassword }))).toEqual(all)
})

test('registered in ticket: the account exists only once verified, and then in every channel', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const person = channels.somebody()
  expect(await channels.do('ticket', 'register', person)).toMatchObject(ok)
  expect(await channels.do('classic', 'signIn', person)).toMatchObject({ meaning: 'wrong' })
  await channels.verify(person.email)
  const sessions = await channels.everywhere(person)
  expect(await channels.live(sessions)).toEqual(all)

  const change = { ...person, newPassword: otherPassword }
  const edited = await channels.do('classic', 'changePassword', change, { secret: sessions[0] ?? '' })
  expect(edited.text).toBe('{"status":1,"result":{"new_password":true},"error":0}')
  expect(await channels.live(sessions)).toEqual(none)
  expect(await channels.live([secretIn(edited)])).toEqual([true])
})

test('registered in device with a password: known by name where a name is enough, and by address once it has one', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const person = channels.somebody()
  const born = await channels.do('device', 'register', { ...person, device: '2123' })
  expect(born.text).toBe(JSON.stringify({ user: { login: person.username } }))
  const some = expect.any(String)
  expect(await channels.everywhere(person)).toEqual([some, some, null, null, some])

  const secret = await channels.signIn('device', { ...person, device: '2123' })
  const { email } = person
  const cookie = `authjs.session-token=${secret}`
  const edited = await call(`${server.url}/api/user/set`, { email }, { headers: { cookie } })
  expect(JSON.parse(edited.text)).toMatchObject({ user: { login: person.username, email } })
  expect(await channels.everywhere(person)).toEqual([some, some, null, null, null])
  await channels.verify(person.email)
  expect(await channels.live(await channels.everywhere(person))).toEqual(all)
})
