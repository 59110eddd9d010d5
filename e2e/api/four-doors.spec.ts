import { call } from '@/e2e/support/clients/call'
import { send } from '@/e2e/support/clients/send'
import { Doors, secretIn } from '@/e2e/support/doors/doors'
import { expect, test } from '@/e2e/support/fixtures/test'
import { otherPassword } from '@/lib/testing/accounts'

/** One account, four doors and the pages: born in each, entered by all others that its document allows. */

const all = [true, true, true, true, true]
const none = [false, false, false, false, false]
const refused = [null, null, null, null, null]
const ok = { meaning: 'ok' }

test('born in classic: in by device, changed by ticket, which ends all other sessions, in by rest', async ({
  server,
  mailbox,
}) => {
  const doors = new Doors(server.url, mailbox)
  const person = doors.somebody()
  expect(await doors.do('classic', 'register', person)).toMatchObject(ok)
  expect(await doors.do('rest', 'signIn', person)).toMatchObject({ meaning: 'unverified' })
  expect(await doors.signIn('device', person)).toHaveLength(43)
  await doors.verify(person.email)
  const sessions = await doors.everywhere(person)
  expect(await doors.live(sessions)).toEqual(all)

  const secret = await doors.signIn('ticket', person)
  const change = { ...person, newPassword: otherPassword }
  expect(await doors.do('ticket', 'changePassword', change, { secret })).toMatchObject({ text: '{}' })
  expect(await doors.live(sessions)).toEqual(none)
  expect(await doors.live([secret])).toEqual([true])
  expect(await doors.everywhere(person)).toEqual(refused)
  expect(await doors.live(await doors.everywhere({ ...person, password: otherPassword }))).toEqual(all)
})

test('an app whose base address ends in a slash is answered in its own words, and a 401 says by what to come in', async ({
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

test('born in rest: has no name for classic and device, which take the address; reset by ticket', async ({
  server,
  mailbox,
}) => {
  const doors = new Doors(server.url, mailbox)
  const { email, password } = await doors.verified('rest')
  const person = { username: email, email, password }
  const sessions = await doors.everywhere(person)
  expect(await doors.live(sessions)).toEqual(all)

  const ticket = await doors.resetTicket(email)
  const spent = await doors.do('ticket', 'spendReset', { ticket, newPassword: otherPassword })
  expect(spent).toMatchObject({ text: '{}' })
  expect(await doors.live(sessions)).toEqual(none)
  expect(await doors.live(await doors.everywhere({ ...person, password: otherPassword }))).toEqual(all)
})

test('born in ticket: exists only once verified, and then everywhere', async ({ server, mailbox }) => {
  const doors = new Doors(server.url, mailbox)
  const person = doors.somebody()
  expect(await doors.do('ticket', 'register', person)).toMatchObject(ok)
  expect(await doors.do('classic', 'signIn', person)).toMatchObject({ meaning: 'wrong' })
  await doors.verify(person.email)
  const sessions = await doors.everywhere(person)
  expect(await doors.live(sessions)).toEqual(all)

  const change = { ...person, newPassword: otherPassword }
  const edited = await doors.do('classic', 'changePassword', change, { secret: sessions[0] ?? '' })
  expect(edited.text).toBe('{"status":1,"result":{"new_password":true},"error":0}')
  expect(await doors.live(sessions)).toEqual(none)
  expect(await doors.live([secretIn(edited)])).toEqual([true])
})

test('born by device with a password: known by name where one is enough, and by address once it has one', async ({
  server,
  mailbox,
}) => {
  const doors = new Doors(server.url, mailbox)
  const person = doors.somebody()
  const born = await doors.do('device', 'register', { ...person, device: '2123' })
  expect(born.text).toBe(JSON.stringify({ user: { login: person.username } }))
  const some = expect.any(String)
  expect(await doors.everywhere(person)).toEqual([some, some, null, null, some])

  const secret = await doors.signIn('device', { ...person, device: '2123' })
  const { email } = person
  const cookie = `authjs.session-token=${secret}`
  const edited = await call(`${server.url}/api/user/set`, { email }, { headers: { cookie } })
  expect(JSON.parse(edited.text)).toMatchObject({ user: { login: person.username, email } })
  expect(await doors.everywhere(person)).toEqual([some, some, null, null, null])
  await doors.verify(person.email)
  expect(await doors.live(await doors.everywhere(person))).toEqual(all)
})
