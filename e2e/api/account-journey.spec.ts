import type { Member } from '@/e2e/support/clients/account-api'
import type { Answer } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/account-test'
import { expect } from '@/e2e/support/fixtures/test'
import { otherPassword, unique } from '@/lib/testing/accounts'
import { colourAt, redAndBlue } from '@/lib/testing/pictures'

const id = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)

function accountOf({ username, email }: Member) {
  return {
    id,
    username,
    email,
    emailVerified: true,
    hasPassword: true,
    role: 'user',
    firstName: null,
    lastName: null,
    phone: null,
    gender: null,
    region: null,
    locale: 'ru',
    createdAt: moment,
    picture: expect.stringMatching(/^http.*\/avatars\/default-\d-41\.png$/),
  }
}

function expectSuccess({ status, text, headers }: Answer, expectedStatus: number): unknown {
  expect({ status, text }).toMatchObject({ status: expectedStatus })
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    vary: expect.stringMatching(/\bOrigin, Sec-Fetch-Site, Accept-Language\b/),
  })
  expect(headers['set-cookie']).toBeUndefined()
  const type = expectedStatus === 204 ? undefined : 'application/json; charset=utf-8'
  expect([headers['content-type'], text === '']).toEqual([type, expectedStatus === 204])
  return expectedStatus === 204 ? null : JSON.parse(text)
}

test('who am I, by cookie and by bearer token', async ({ api }) => {
  const member = await api.member()
  const jwt = (await api.channels.signIn('rest', member)) ?? ''
  const session = { id, createdAt: moment, expiresAt: moment, endsAt: moment }
  for (const [by, channel] of [
    [{ cookie: member.cookie }, 'classic'],
    [{ bearer: member.cookie }, 'classic'],
    [{ bearer: jwt }, 'rest'],
  ] as const) {
    const body = expectSuccess(await api.send('GET', '', by), 200)
    expect(body).toEqual({ account: accountOf(member), session: { ...session, channel } })
    expect(await api.send('HEAD', '', by)).toMatchObject({ status: 200, text: '' })
  }
  const onPages = (await api.channels.signIn('pages', member)) ?? ''
  expect(await api.get('', { cookie: onPages })).toMatchObject({ session: { channel: 'pages' } })
  // An invalid bearer is a guest, even with a valid cookie.
  expect(await api.send('GET', '', { cookie: member.cookie, bearer: 'x' })).toMatchObject({ status: 401 })
})

test('profile: sent fields change, absent, null and empty ones stay, fields named for removal are cleared', async ({
  api,
}) => {
  const member = await api.member()
  const given = { firstName: ' Ada ', lastName: 'Lovelace', phone: '+44 20 7946 0958', gender: 'female' }
  const all = { ...given, region: 'London', locale: 'en' }
  const account = { ...accountOf(member), ...all, firstName: 'Ada', phone: '+442079460958' }
  const picture = expect.stringMatching(/-41-4c\.png$/)
  const change = async (body: object) => expectSuccess(await api.sendJson('PATCH', '', body, member), 200)
  expect(await change(all)).toEqual({ account: { ...account, picture } })
  const nothing = { firstName: null, lastName: '', phone: null, gender: '', locale: null, remove: [] }
  for (const body of [{}, nothing, { role: 'admin', emailVerified: false, username: 'other' }])
    expect(await change(body)).toEqual({ account: { ...account, picture } })
  expect(await change({ region: 'Paris', remove: ['firstName', 'phone'] })).toMatchObject({
    account: { firstName: null, lastName: 'Lovelace', phone: null, gender: 'female', region: 'Paris' },
  })
  expect(await change({ remove: 'gender' })).toMatchObject({ account: { gender: null, region: 'Paris' } })
  const form = await api.send('PATCH', '', { ...member, body: 'firstName=Augusta&remove=region' })
  expect(expectSuccess(form, 200)).toMatchObject({ account: { firstName: 'Augusta', region: null } })
  expect(await api.get('', member)).toMatchObject({ account: { firstName: 'Augusta', locale: 'en' } })
})

test('username: the new one signs in at once, the old one no longer does', async ({ api }) => {
  const member = await api.member()
  const username = unique('Countess')
  const answer = await api.sendJson(
    'PUT',
    '/username',
    { username, currentPassword: member.password },
    member,
  )
  expect(expectSuccess(answer, 200)).toEqual({ username })
  expect(await api.channels.signIn('classic', member)).toBeNull()
  expect(await api.channels.signIn('classic', { ...member, username })).not.toBeNull()
})

test('address: it is pending and shown, can be cancelled, and counts once its link is opened', async ({
  api,
  mailbox,
}) => {
  const member = await api.member()
  const email = `new-${member.email}`
  const ask = () => api.sendJson('PUT', '/email', { email, currentPassword: member.password }, member)
  const unchanged = { email: member.email, emailVerified: true }
  expect(expectSuccess(await ask(), 202)).toEqual({ email, pending: true })
  expect(await api.get('/email', member)).toEqual({ ...unchanged, pending: { email, expiresAt: moment } })
  expectSuccess(await api.send('DELETE', '/email-change', member), 204)
  expectSuccess(await api.send('DELETE', '/email-change', member), 204)
  expect(await api.get('/email', member)).toEqual({ ...unchanged, pending: null })
  const dead = await api.channels.readTicket(email, 'verify-email')
  const spend = (ticket: string) => api.channels.send('rest', 'confirm', { ticket })
  expect((await spend(dead)).outcome).toBe('dead')
  const mails = await mailbox.list(email)
  expectSuccess(await ask(), 202)
  expect((await spend(await api.channels.readTicket(email, 'verify-email', mails))).outcome).toBe('ok')
  expect(await api.get('/email', member)).toEqual({ email, emailVerified: true, pending: null })
  await mailbox.nextWithLink(member.email, '/reset/')
})

test('password: the new one signs in, the old one does not, and only the current session stays', async ({
  api,
}) => {
  const member = await api.member()
  const others = await api.channels.signInEverywhere(member)
  const body = { newPassword: otherPassword, currentPassword: member.password }
  expectSuccess(await api.sendJson('PUT', '/password', body, member), 204)
  expect(await api.channels.areLive([...others, member.cookie])).toEqual([...others.map(() => false), true])
  expect(await api.channels.signIn('classic', member)).toBeNull()
  expect(await api.channels.signIn('classic', { ...member, password: otherPassword })).not.toBeNull()
})

test('an account with only a device sets a first address and a first password with the session alone', async ({
  api,
}) => {
  const member = await api.deviceOnlyMember()
  const email = `${member.username}@example.com`
  expect(await api.get('', member)).toMatchObject({ account: { hasPassword: false, email: null } })
  const last = await api.sendJson('POST', '/providers/disconnect', { issuer: 'https://x.test' }, member)
  expect([last.status, JSON.parse(last.text).code]).toEqual([409, 'last_way_in'])
  const username = await api.sendJson('PUT', '/username', { username: unique('ada') }, member)
  expect([username.status, JSON.parse(username.text).code]).toEqual([403, 'wrong_password'])
  expect(expectSuccess(await api.sendJson('PUT', '/email', { email }, member), 202)).toEqual({
    email,
    pending: true,
  })
  expectSuccess(
    await api.sendJson('PUT', '/password', { newPassword: otherPassword, currentPassword: null }, member),
    204,
  )
  expect(await api.get('', member)).toMatchObject({ account: { hasPassword: true } })
  const again = await api.sendJson('PUT', '/password', { newPassword: 'one more of them' }, member)
  expect([again.status, JSON.parse(again.text).code]).toEqual([403, 'wrong_password'])
})

test('picture: sent as the body or in a form, re-encoded at its own address; initials when it is removed', async ({
  api,
}) => {
  const member = await api.member()
  const jpeg = await redAndBlue().jpeg().toBuffer()
  const form = new FormData()
  form.set('picture', new File([Uint8Array.from(jpeg)], 'me.jpg'))
  const encoded = new Response(form)
  const formType = encoded.headers.get('content-type') ?? ''
  const formBody = new Uint8Array(await encoded.arrayBuffer())
  const chosen = expect.stringMatching(/^http.*\/avatars\/[0-9a-f-]{36}\.jpg$/)
  const shown = new Set<string>()
  for (const [body, type] of [
    [jpeg, 'image/jpeg'],
    [jpeg, undefined],
    [formBody, formType],
  ] as const) {
    const headers: Record<string, string> = type ? { 'content-type': type } : {}
    const answer = expectSuccess(await api.send('PUT', '/picture', { ...member, body, headers }), 200)
    expect(answer).toEqual({ account: { ...accountOf(member), picture: chosen } })
    const { picture } = (answer as { account: { picture: string } }).account
    const bytes = new Uint8Array(await (await fetch(picture)).arrayBuffer())
    expect([await colourAt(bytes, 0.2, 0.5), await colourAt(bytes, 0.8, 0.5)]).toEqual(['red', 'blue'])
    shown.add(picture)
  }
  expect(shown.size).toBe(3)
  const removed = expectSuccess(await api.send('DELETE', '/picture', member), 200)
  expect(removed).toEqual({ account: accountOf(member) })
  for (const picture of shown) expect((await fetch(picture)).status).toBe(404)
})

test('signing out ends the given session, and clears the cookie for any caller', async ({ api }) => {
  const member = await api.member()
  const bearer = (await api.channels.signIn('rest', member)) ?? ''
  const both = { cookie: member.cookie, bearer }
  for (const [by, lives] of [
    [both, true],
    [{ cookie: member.cookie }, false],
    [{ cookie: member.cookie }, false],
    [{}, false],
  ] as const) {
    const { status, text, headers } = await api.send('POST', '/sign-out', by)
    expect([status, text]).toEqual([204, ''])
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^authjs\.session-token=; Path=\/; Max-Age=0; /),
    ])
    expect(headers['clear-site-data']).toBe('"cache", "storage"')
    expect(await api.channels.areLive([bearer, member.cookie])).toEqual([false, lives])
  }
})
