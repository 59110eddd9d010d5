import { bodyEndpoints } from '@/e2e/support/channels/body-endpoints'
import { channelRequests } from '@/e2e/support/channels/channel-requests'
import { Channels, type Person, signInChannels } from '@/e2e/support/channels/channels'
import { call } from '@/e2e/support/clients/call'
import { send } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/channels-test'
import { expect } from '@/e2e/support/fixtures/test'

/** No field of a request gives an account more rights, or another identity. */

const unusedId = '00000000-0000-4000-8000-000000000000'
const privilegedFields = {
  role: 'admin',
  isAdmin: true,
  admin: 1,
  emailVerified: true,
  emailVerifiedAt: '2020-01-01',
  verified: 'true',
  id: unusedId,
  userId: unusedId,
  accountId: unusedId,
  createdAt: '2020-01-01',
  passwordHash: '$2b$10$x',
  account: { role: 'admin' },
  data: { role: 'admin' },
  sessions: { create: {} },
  devices: { create: [{}] },
}
const privilegedTexts = Object.entries(privilegedFields).map(([name, value]): [string, string] => [
  name,
  String(value),
])

/** Ways to add extra fields to a body, as JSON or a form. */
const wrappers: Record<string, (body: object) => string> = {
  'fields before': (body) => JSON.stringify({ ...privilegedFields, ...body }),
  'fields after': (body) => JSON.stringify({ ...body, ...privilegedFields }),
  'a prototype': (body) =>
    `{"__proto__":{"role":"admin","emailVerified":true},${JSON.stringify(body).slice(1)}`,
  'a constructor': (body) => JSON.stringify({ constructor: { prototype: { role: 'admin' } }, ...body }),
  'a form': (body) => String(new URLSearchParams([...Object.entries(body), ...privilegedTexts])),
  'a prototype in a form': (body) =>
    `${new URLSearchParams(Object.entries(body))}&__proto__[role]=admin&constructor[prototype][role]=admin&__proto__=x`,
}

const apiChannels = signInChannels.filter((channel) => channel !== 'pages')
const valuesOf = (person: Person) => ({ newPassword: '', ticket: '', device: 'one', more: {}, ...person })

async function accountOf(channels: Channels, secret: string | null) {
  const { text } = await call(`${channels.url}/api/account`, undefined, { bearer: secret ?? 'none' })
  return JSON.parse(text).account as { id: string; role: string; emailVerified: boolean; createdAt: string }
}

/** Expects an ordinary account whose address is unverified. */
async function expectOrdinary(channels: Channels, person: Person, verified = false): Promise<void> {
  const secret =
    (await channels.signIn('classic', person)) ??
    (await channels.signIn('classic', { ...person, username: person.email }))
  const account = await accountOf(channels, secret)
  expect(account).toMatchObject({ role: 'user', emailVerified: verified })
  expect(account.id).not.toBe(unusedId)
  expect(account.createdAt).not.toMatch(/^2020/)
}

for (const channel of apiChannels) {
  test(`H01, H03: registering in ${channel} makes no account an administrator or verified`, async ({
    channels,
  }) => {
    for (const [name, wrap] of Object.entries(wrappers)) {
      const person = channels.newPerson()
      const register = channelRequests[channel].register
      const answer = await channels.sendBody(
        channel,
        'register',
        wrap(register?.body(valuesOf(person)) ?? {}),
      )
      expect([name, answer.outcome]).toEqual([name, 'ok'])
      const isPending = channel === 'ticket'
      if (isPending) await channels.verify(person.email)
      await expectOrdinary(channels, person, isPending)
    }
  })

  test(`H01, H03: signing in and changing something in ${channel} grants nothing more`, async ({
    channels,
  }) => {
    for (const [name, wrap] of Object.entries(wrappers)) {
      const person = await channels.newVerifiedPerson()
      const values = { ...valuesOf(person), newPassword: 'battery staple 9' }
      const signIn = await channels.sendBody(
        channel,
        'signIn',
        wrap(channelRequests[channel].signIn?.body(values) ?? {}),
      )
      expect([name, signIn.outcome]).toEqual([name, 'ok'])
      await expectOrdinary(channels, person, true)
      const change = channelRequests[channel].changePassword
      if (!change) continue
      const secret = await channels.signIn(channel, person)
      const changed = await channels.sendBody(channel, 'changePassword', wrap(change.body(values)), {
        secret,
      })
      expect([name, changed.outcome]).toEqual([name, 'ok'])
      await expectOrdinary(channels, { ...person, password: values.newPassword }, true)
    }
  })
}

test('H01, H03: no form of a page grants more rights', async ({ channels }) => {
  const person = channels.newPerson()
  const more = Object.fromEntries([...privilegedTexts, ['__proto__[role]', 'admin'], ['constructor', 'x']])
  expect((await channels.send('pages', 'register', { ...person, more })).outcome).toBe('ok')
  await expectOrdinary(channels, person)
  await channels.verify(person.email)
  const secret = await channels.signIn('pages', { ...person, more })
  const newPassword = 'battery staple 9'
  const change = { ...person, newPassword, more }
  expect((await channels.send('pages', 'changePassword', change, { secret })).outcome).toBe('ok')
  await expectOrdinary(channels, { ...person, password: newPassword }, true)
})

test('H03: a header called __proto__ is harmless, and no prototype is polluted by any of this', async ({
  channels,
}) => {
  for (const { path, method, body } of bodyEndpoints) {
    const headers = { ['__proto__']: '1', 'constructor.prototype': '1', 'content-type': 'application/json' }
    const whole = `{"__proto__":{"role":"admin"},${JSON.stringify(body()).slice(1)}`
    const answer = await send(channels.url + path, {
      method,
      headers: Object.assign(Object.create(null), headers),
      body: whole,
    })
    expect([path, answer.status < 500]).toEqual([path, true])
  }
  const person = channels.newPerson()
  expect((await channels.send('classic', 'register', person)).outcome).toBe('ok')
  await expectOrdinary(channels, person)
})

test('H02: naming an account in a field does not make a guest that account', async ({ channels }) => {
  const victim = await channels.newVerifiedPerson()
  const secret = await channels.signIn('pages', victim)
  const { id } = await accountOf(channels, secret)
  const names = {
    userId: id,
    accountId: id,
    id,
    sub: id,
    account: { id },
    user: { id },
    session: { accountId: id },
  }
  const flat = { userId: id, accountId: id, id, login: victim.username, username: victim.username }
  const otherSession = await channels.signIn('pages', await channels.newVerifiedPerson())
  const newPassword = 'chosen by a stranger'
  for (const by of [null, otherSession]) {
    for (const channel of Channels.supporting('changePassword').filter((one) => one !== 'pages')) {
      const change = channelRequests[channel].changePassword?.body({
        ...valuesOf(victim),
        password: 'not the password',
        newPassword,
      })
      const body = { ...names, email: victim.email, login: victim.username, ...change }
      const reply = await channels.sendBody(channel, 'changePassword', body, { secret: by })
      expect([channel, ['out', 'wrong'].includes(reply.outcome)]).toEqual([channel, true])
    }
    const set = { ...flat, email: 'a@evil.test', password: newPassword, role: 'admin' }
    expect((await call(`${channels.url}/api/password/set`, set, { cookie: by ?? '' })).status).toBe(403)
    expect((await call(`${channels.url}/api/account?userId=${id}`)).status).toBe(401)
  }
  // Only a signed-in user sees the form: it is read with a session, and sent without one.
  const wrong = { ...victim, password: 'not the password', newPassword, more: flat }
  expect((await channels.send('pages', 'changePassword', wrong, { secret: otherSession })).outcome).toBe(
    'wrong',
  )
  await channels.send('pages', 'changePassword', { ...victim, newPassword, more: flat })
  await channels.send(
    'pages',
    'changePassword',
    { ...victim, newPassword, more: flat },
    { secret: otherSession },
  )
  expect(await channels.signInEverywhere({ ...victim, password: newPassword })).toEqual(
    signInChannels.map(() => null),
  )
  expect(await channels.areLive([secret])).toEqual([true])
  expect(await channels.signIn('classic', victim)).not.toBeNull()
})
