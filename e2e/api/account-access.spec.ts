import type { Member } from '@/e2e/support/clients/account-api'
import { call } from '@/e2e/support/clients/call'
import { test } from '@/e2e/support/fixtures/account-test'
import { expect } from '@/e2e/support/fixtures/test'
import { otherPassword, unique } from '@/lib/testing/accounts'

const id = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)

interface Sessions {
  readonly sessions: readonly { readonly id: string; readonly current: boolean; readonly channel: string }[]
}

interface Devices {
  readonly devices: readonly { readonly id: string; readonly primary: boolean }[]
}

interface Events {
  readonly events: readonly { readonly id: string; readonly kind: string; readonly channel: string | null }[]
  readonly hasMore: boolean
}

test('sessions are listed with their channels, and one can be ended', async ({ api }) => {
  const member = await api.member()
  const phone = await api.channels.signIn('device', member, { headers: { 'user-agent': 'Phone/1' } })
  const page = await api.channels.signIn('pages', member)
  const { sessions } = await api.get<Sessions>('/sessions', member)
  expect(sessions.map(({ channel }) => channel)).toEqual(['classic', 'pages', 'device'])
  expect(sessions[0]).toEqual({
    id,
    current: true,
    channel: 'classic',
    userAgent: null,
    ip: '127.0.0.1',
    createdAt: moment,
    lastUsedAt: moment,
  })
  expect(sessions[2]).toMatchObject({ current: false, userAgent: 'Phone/1' })
  const path = `/sessions/${sessions[2]?.id}`
  expect(await api.send('DELETE', path, member)).toMatchObject({ status: 204, text: '' })
  expect(await api.channels.areLive([member.cookie, page, phone])).toEqual([true, true, false])
  expect(await api.send('DELETE', path, member)).toMatchObject({ status: 404 })
})

test('all other sessions are ended at once, and the call succeeds even when there are none', async ({
  api,
}) => {
  const member = await api.member()
  const others = await api.channels.signInEverywhere(member)
  for (let times = 0; times < 2; times++) {
    expect(await api.send('DELETE', '/sessions', member)).toMatchObject({ status: 204, text: '' })
    expect(await api.channels.areLive([...others, member.cookie])).toEqual([...others.map(() => false), true])
  }
  expect((await api.get<Sessions>('/sessions', member)).sessions).toHaveLength(1)
})

test('devices are listed, the primary one first, and a forgotten device no longer opens the account', async ({
  api,
}) => {
  const [username, first, second] = [unique('toto'), unique('device'), unique('device')]
  const enter = (device: string, cookie?: string) =>
    call(`${api.url}/api/auth`, { login: username, device_id: device }, { ...(cookie && { cookie }) })
  const cookie = (await api.channels.signIn('device', { username, device: first })) ?? ''
  await enter(second, cookie)
  const member = { cookie: (await api.channels.signIn('device', { username, device: first })) ?? '' }
  const { devices } = await api.get<Devices>('/devices', member)
  const row = { id, registeredAt: moment, lastSeenAt: moment }
  expect(devices).toEqual([
    { ...row, primary: true },
    { ...row, primary: false },
  ])
  const path = `/devices/${devices[1]?.id}`
  expect(await api.send('DELETE', path, member)).toMatchObject({ status: 204, text: '' })
  expect((await enter(second)).status).toBe(409)
  expect((await enter(first)).status).toBe(200)
  expect(await api.send('DELETE', path, member)).toMatchObject({ status: 404 })
})

test('events are listed newest first, up to the requested number', async ({ api }) => {
  const member = await api.member()
  await api.sendJson('PUT', '/password', { newPassword: 'secret', currentPassword: otherPassword }, member)
  await api.sendJson(
    'PUT',
    '/username',
    { username: unique('ada'), currentPassword: member.password },
    member,
  )
  const all = await api.get<Events>('/events', member)
  expect(all.hasMore).toBe(false)
  expect(all.events[0]).toEqual({
    id: expect.stringMatching(/^\d+$/),
    kind: 'username_changed',
    at: moment,
    channel: 'account',
    userAgent: null,
    ip: '127.0.0.1',
    details: {},
  })
  expect(all.events.at(-1)).toMatchObject({ kind: 'user_created', channel: 'classic' })
  const one = await api.get<Events>('/events?limit=1', member)
  expect(one).toEqual({ events: all.events.slice(0, 1), hasMore: true })
  const eventKinds = async () => (await api.get<Events>('/events', member)).events.map(({ kind }) => kind)
  await expect.poll(eventKinds).toContain('authn_password_change_fail')
  expect(await api.get('/providers', member)).toEqual({ providers: [] })
})

test("nobody can end, forget or see another account's sessions, devices or events", async ({ api }) => {
  const [victim, thief] = [await api.member(), await api.member()]
  await api.channels.signIn('device', victim)
  const { sessions } = await api.get<Sessions>('/sessions', victim)
  const { devices } = await api.get<Devices>('/devices', victim)
  expect([sessions.length, devices.length]).toEqual([2, 1])
  for (const session of sessions) {
    const answer = await api.send('DELETE', `/sessions/${session.id}`, thief)
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([404, 'session_unknown'])
  }
  for (const device of devices) {
    const answer = await api.send('DELETE', `/devices/${device.id}`, thief)
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([404, 'not_found'])
  }
  expect(await api.send('DELETE', '/sessions', thief)).toMatchObject({ status: 204 })
  expect(await api.get('/sessions', victim)).toMatchObject({ sessions: [{ current: true }, {}] })
  expect(await api.get('/devices', victim)).toEqual({ devices })
  const seen = async (member: Member) =>
    (await api.get<Events>('/events', member)).events.map((event) => event.id)
  const [theirs, own] = [await seen(victim), await seen(thief)]
  expect(own.filter((event) => theirs.includes(event))).toEqual([])
})
