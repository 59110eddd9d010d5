import type { Pool } from 'pg'
import { bodyEndpoints } from '@/e2e/support/channels/body-endpoints'
import { Channels, signInChannels } from '@/e2e/support/channels/channels'
import { call, cookieIn } from '@/e2e/support/clients/call'
import { type Answer, send } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/channels-test'
import { expect } from '@/e2e/support/fixtures/test'
import { test as databaseTest } from '@/e2e/support/fuzz/fuzz-test'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { startServer } from '@/e2e/support/servers/server'
import { policy } from '@/lib/policy'
import { goodPassword, unique } from '@/lib/testing/accounts'

/** What carries a session: its cookie, the headers that keep answers out of caches, and its expiry. */

const cookieHeader = (secret: string | null) => ({ cookie: `authjs.session-token=${secret ?? ''}` })

function cookieOf(line: string) {
  const [pair = '', ...flags] = line.split('; ')
  const [name = '', value = ''] = pair.split('=')
  return { name, value, flags: flags.map((flag) => flag.toLowerCase()) }
}

test('F05: behind https a session has one cookie, bound to the host, from every channel, and the gallery is closed by default', async () => {
  test.slow()
  const appUrl = 'https://accounts.example.org'
  const viaProxy = { 'x-forwarded-host': 'accounts.example.org', 'x-forwarded-proto': 'https' }
  const server = await startServer({ env: { APP_URL: appUrl, GALLERY: '' } })
  const channels = new Channels(server.url, new Mailbox(server.url), viaProxy)
  const person = await channels.newVerifiedPerson()
  const login = { ...person, device: 'one' }
  for (const channel of ['classic', 'device', 'pages'] as const) {
    const headers = channel === 'pages' ? { origin: appUrl } : {}
    const { headers: replyHeaders } = await channels.send(channel, 'signIn', login, { headers })
    const cookies = (replyHeaders['set-cookie'] ?? []).map(cookieOf)
    expect([channel, cookies.map(({ name }) => name)]).toEqual([channel, ['__Host-authjs.session-token']])
    for (const { value, flags } of cookies) {
      expect(value).toMatch(/^[\w-]{43}$/)
      expect(flags).toEqual(expect.arrayContaining(['path=/', 'httponly', 'secure', 'samesite=lax']))
      expect(flags.filter((flag) => flag.startsWith('domain'))).toEqual([])
      const days = channel === 'device' ? policy.deviceSessionTotalDays : policy.sessionTotalDays
      expect(flags).toContain(`max-age=${days * 86_400}`)
      const status = async (cookie: string) =>
        (await send(`${server.url}/api/account`, { headers: { cookie } })).status
      expect(await status(`__Host-authjs.session-token=${value}`)).toBe(200)
      for (const name of [
        'authjs.session-token',
        '__Secure-authjs.session-token',
        '__host-authjs.session-token',
      ])
        expect([name, await status(`${name}=${value}`)]).toEqual([name, 401])
    }
  }
  const logout = await send(`${server.url}/api/classic/auth/logout`)
  const [taken] = (logout.headers['set-cookie'] ?? []).map(cookieOf)
  expect(taken).toMatchObject({ name: '__Host-authjs.session-token', value: '' })
  expect(taken?.flags).toEqual(['path=/', 'max-age=0', 'httponly', 'samesite=lax', 'secure'])
  const samples = [
    '/gallery',
    '/gallery/en/light/page/login/usual',
    '/gallery/en/light/mail/mail-verify-email/usual',
  ]
  for (const sample of samples) expect((await send(server.url + sample)).status, sample).toBe(404)
  await server.stop()
})

test("F06: no personal answer is cached, and nobody gets another user's page", async ({ channels }) => {
  const person = await channels.newVerifiedPerson()
  const answers: [string, Answer][] = []
  const fetchAndRecord = async (place: string, message: Parameters<typeof send>[1] = {}) => {
    answers.push([place, await send(channels.url + place, message)])
  }
  for (const channel of signInChannels)
    answers.push([channel, await channels.send(channel, 'signIn', { ...person, device: 'one' })])
  // Another account's session, which some of the requests change.
  const spent = await channels.signIn('pages', await channels.newVerifiedPerson())
  for (const { path: place, method, body } of bodyEndpoints) {
    await fetchAndRecord(place, { method, body: JSON.stringify(body()), headers: cookieHeader(spent) })
    await fetchAndRecord(place, { method, body: '{' })
    await fetchAndRecord(place, { method: 'GET' })
  }
  const secret = await channels.signIn('pages', person)
  const apis = 'account auth/session auth/csrf auth/providers main password/tools nothing'.split(' ')
  for (const place of apis) await fetchAndRecord(`/api/${place}`, { headers: cookieHeader(secret) })
  const profile = [
    '/edit-profile',
    '/edit-profile?_rsc=1a2b3',
    '/edit-profile?_rsc',
    '/edit-profile.rsc',
    '/login',
    '/',
    '/inbox',
  ]
  for (const place of profile) {
    await fetchAndRecord(place, { headers: cookieHeader(secret) })
    await fetchAndRecord(place, { headers: { ...cookieHeader(secret), rsc: '1' } })
    for (const headers of [{}, { rsc: '1' }]) {
      await fetchAndRecord(place, { headers })
      if (place !== '/inbox') expect(answers.at(-1)?.[1].text).not.toContain(person.username)
    }
  }
  for (const [place, { headers }] of answers)
    expect([place, headers['cache-control']]).toEqual([place, expect.stringMatching(/\bno-store\b/)])
  const own = answers.filter(
    ([place, { text }]) => place.startsWith('/edit') && text.includes(person.username),
  )
  expect(own.length).toBeGreaterThan(2)
})

test('F07: a session is accepted as its cookie or as a bearer, and nowhere else', async ({ channels }) => {
  const person = await channels.newVerifiedPerson()
  const secrets = [await channels.signIn('classic', person), await channels.signIn('rest', person)]
  const names = [
    'token',
    'session',
    'auth_token',
    'access_token',
    'bearer',
    'authorization',
    'authjs.session-token',
  ]
  const change = {
    password: person.password,
    newPassword: 'by the address',
    newPasswordRepeat: 'by the address',
  }
  for (const secret of secrets) {
    for (const name of names) {
      const pair = { [name]: secret ?? '' }
      const query = new URLSearchParams(pair)
      const own = [
        await send(`${channels.url}/api/account?${query}`),
        await send(`${channels.url}/api/account`, {
          headers: { 'x-auth-token': secret ?? '', token: secret ?? '' },
        }),
        await send(`${channels.url}/api/account`, {
          headers: { cookie: `${name.replace('authjs', 'next-auth')}=${secret}` },
        }),
        await call(
          `${channels.url}/api/ticket/auth/changePassword?${query}`,
          { ...change, ...pair },
          { method: 'PATCH' },
        ),
      ]
      expect([name, own.map(({ status }) => status)]).toEqual([name, [401, 401, 401, 401]])
      const classic = await call(`${channels.url}/api/classic/auth/login?${query}`, {
        cookies: true,
        ...pair,
      })
      expect(classic.text).toBe('{"status":0,"error":1}')
      const device = await call(`${channels.url}/api/auth?${query}`, { login: person.username, ...pair })
      expect([device.status, cookieIn(device)]).toEqual([409, null])
      const page = await send(`${channels.url}/edit-profile?${query}`)
      expect([page.status, page.text.includes(person.username)]).toEqual([307, false])
    }
  }
})

databaseTest(
  'F10, F11: a session ends at its limit however much it is used, and an old one opens only an account without a password',
  async ({ server, database }) => {
    const { url } = server
    const people = {
      open: unique('open'),
      revoked: unique('revoked'),
      ancient: unique('ancient'),
      locked: unique('locked'),
    }
    const cookies: Record<string, string> = {}
    for (const login of Object.values(people)) {
      const more = login === people.locked ? { password: goodPassword } : {}
      const device = { device_id: unique('device'), device_token: unique('push') }
      cookies[login] = cookieIn(await call(`${url}/api/auth`, { login, ...device, ...more })) ?? ''
    }
    await send(`${url}/api/classic/auth/logout`, { headers: cookieHeader(cookies[people.revoked] ?? '') })
    const worn = cookieIn(
      await call(`${url}/api/classic/auth/login`, { username: people.locked, password: goodPassword }),
    )
    await ageSessions(database, Object.values(people), people.ancient)
    expect((await send(`${url}/api/account`, { headers: cookieHeader(worn) })).status).toBe(401)
    const enter = async (login: string) => {
      const cookie = cookies[login] ?? ''
      const answers = [
        await call(`${url}/api/auth`, { login }, { cookie }),
        await call(`${url}/api/password/tools`, undefined, { cookie }),
      ]
      return answers.map(({ status, text }) => [status, /"error_code":(\d+)/.exec(text)?.[1]])
    }
    expect(await enter(people.open)).toEqual([
      [200, undefined],
      [200, undefined],
    ])
    expect(await enter(people.locked)).toEqual([
      [409, '100500'],
      [200, undefined],
    ])
    expect(await enter(people.revoked)).toEqual([
      [409, '100500'],
      [404, '100600'],
    ])
    expect(await enter(people.ancient)).toEqual([
      [409, '100500'],
      [404, '100600'],
    ])
  },
)

/** Expires device sessions, one of them over ninety days ago; keeps all others in use beyond their end. */
async function ageSessions(database: Pool, people: readonly string[], ancient: string): Promise<void> {
  const now = `timezone('utc', now())`
  const ofPeople = `"accountId" IN (SELECT "id" FROM "Account" WHERE "username" = ANY($1))`
  const expireOnDevices = (interval: string, logins: readonly string[]) =>
    database.query(
      `UPDATE "Session" SET "expiresAt" = ${now} - interval '${interval}' WHERE "dialect" = 'device' AND ${ofPeople}`,
      [logins],
    )
  await expireOnDevices('1 hour', people)
  await expireOnDevices('91 days', [ancient])
  // The database itself keeps a session from expiring after its end.
  await database.query(
    `UPDATE "Session" SET "createdAt" = ${now} - interval '91 days', "endsAt" = ${now} - interval '1 minute',
       "expiresAt" = ${now} - interval '1 minute', "lastUsedAt" = ${now}
     WHERE "dialect" <> 'device' AND ${ofPeople}`,
    [people],
  )
}
