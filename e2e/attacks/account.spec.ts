import { Channels } from '@/e2e/support/channels/channels'
import { AccountApi, type Member } from '@/e2e/support/clients/account-api'
import { type Answer, send } from '@/e2e/support/clients/send'
import { test as base } from '@/e2e/support/fixtures/limited-test'
import { expect } from '@/e2e/support/fixtures/test'
import { limits } from '@/lib/policy'
import { otherPassword, unique } from '@/lib/testing/accounts'

/** Our own API, attacked with a stolen session or from a page of another site. */

const test = base.extend<{ api: AccountApi }>({
  api: async ({ server, mailbox, from }, use) =>
    use(new AccountApi(server.url, new Channels(server.url, mailbox, from()))),
})

const secretChanges: readonly (readonly [method: string, path: string, body: object])[] = [
  ['PUT', '/password', { newPassword: otherPassword }],
  ['PUT', '/email', { email: 'thief@evil.test' }],
  ['PUT', '/username', { username: unique('thief') }],
  ['POST', '/providers/disconnect', { issuer: 'https://x.test' }],
]

test('with a stolen session the password can be guessed ten times, through all endpoints together', async ({
  api,
}) => {
  const member = await api.member()
  const guess = (at: number, currentPassword = `guess ${at}`): Promise<Answer> => {
    const [method, path, body] = secretChanges[at % secretChanges.length] ?? ['', '', {}]
    return api.sendJson(method, path, { ...body, currentPassword }, member)
  }
  for (let at = 0; at < limits.provePassword.attempts; at++)
    expect([at, (await guess(at)).status]).toEqual([at, 403])
  for (let at = 0; at < secretChanges.length; at++) {
    const { status, text, headers } = await guess(at, member.password)
    const seconds = Number(headers['retry-after'])
    expect(seconds).toBeGreaterThan(limits.provePassword.seconds - 60)
    expect(seconds).toBeLessThanOrEqual(limits.provePassword.seconds)
    expect({ status, ...JSON.parse(text) }).toEqual({
      type: 'about:blank',
      title: 'Too Many Requests',
      status: 429,
      code: 'too_many_requests',
      detail: `Too many attempts. Please try again in ${seconds} s.`,
    })
  }
  expect(await api.isLive(member)).toBe(true)
  expect(await api.channels.signIn('classic', member)).not.toBeNull()
})

test('correct passwords use up no attempts', async ({ api }) => {
  const member = await api.member()
  const body = { issuer: 'https://x.test', currentPassword: member.password }
  for (let at = 0; at <= limits.provePassword.attempts; at++)
    expect((await api.sendJson('POST', '/providers/disconnect', body, member)).status).toBe(404)
})

async function unchanged(api: AccountApi, member: Member): Promise<void> {
  expect(await api.get('', member)).toMatchObject({
    account: { username: member.username, email: member.email, firstName: null },
  })
  expect(await api.get('/email', member)).toMatchObject({ pending: null })
  expect(await api.channels.signIn('classic', member)).not.toBeNull()
}

test("a page of another site changes nothing with its reader's cookie, whatever it sends", async ({
  api,
}) => {
  const member = await api.member()
  const browser = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', origin: 'https://evil.test' }
  const cookie = `authjs.session-token=${member.cookie}`
  const forms: readonly [string, string][] = [
    ['/password', `newPassword=${otherPassword}&currentPassword=${member.password}`],
    ['/email', `email=thief@evil.test&currentPassword=${member.password}`],
    ['', 'firstName=Eve'],
    ['/sign-out', ''],
    ['/providers/disconnect', `issuer=x&currentPassword=${member.password}`],
  ]
  for (const [path, body] of forms) {
    for (const override of ['PUT', 'PATCH', 'DELETE']) {
      const { status } = await send(`${api.url}/api/account${path}?_method=${override}`, {
        method: 'POST',
        headers: {
          ...browser,
          cookie,
          'content-type': 'text/plain',
          'x-http-method-override': override,
        },
        body: `${body}&_method=${override}`,
      })
      expect([path, [403, 405].includes(status)]).toEqual([path, true])
    }
  }
  const preflight = await send(`${api.url}/api/account/password`, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.test', 'access-control-request-method': 'PUT' },
  })
  expect(preflight.headers['access-control-allow-origin']).toBeUndefined()
  await unchanged(api, member)
})

test('an ended session does nothing, as a cookie or as a bearer', async ({ api }) => {
  const member = await api.member()
  const stolen = (await api.channels.signIn('classic', member)) ?? ''
  expect(await api.send('DELETE', '/sessions', member)).toMatchObject({ status: 204 })
  for (const by of [{ cookie: stolen }, { bearer: stolen }]) {
    for (const [method, path, body] of [...secretChanges, ['PATCH', '', { firstName: 'Eve' }] as const]) {
      const answer = await api.sendJson(method, path, { ...body, currentPassword: member.password }, by)
      expect([path, answer.status]).toEqual([path, 401])
    }
    for (const path of ['/sessions', '/picture', '/email-change'])
      expect([path, (await api.send('DELETE', path, by)).status]).toEqual([path, 401])
  }
  await unchanged(api, member)
})

test('of many simultaneous password changes exactly one succeeds', async ({ api }) => {
  const member = await api.member()
  const attempts = Array.from({ length: 6 }, (_, at) =>
    api.sendJson(
      'PUT',
      '/password',
      { newPassword: `${otherPassword} ${at}`, currentPassword: member.password },
      member,
    ),
  )
  const statuses = (await Promise.all(attempts)).map(({ status }) => status)
  expect(statuses.sort()).toEqual([204, 403, 403, 403, 403, 403])
})
