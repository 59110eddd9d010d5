import { expect, type Page } from '@playwright/test'
import { bodyEndpoints } from '@/e2e/support/channels/body-endpoints'
import { Channels } from '@/e2e/support/channels/channels'
import { encodeForm, readForms } from '@/e2e/support/channels/raw-form'
import { call } from '@/e2e/support/clients/call'
import { type Answer, type Message, send } from '@/e2e/support/clients/send'
import { test as base } from '@/e2e/support/fixtures/page-test'
import { faultSize, someOf } from '@/e2e/support/servers/fault-size'
import { startServer } from '@/e2e/support/servers/server'

/** What an answer lets a browser do: be read by another site, run injected script, leave for another site. */

const test = base.extend<{ channels: Channels }>({
  channels: async ({ server, mailbox }, use) => use(new Channels(server.url, mailbox)),
})

const unlistedOrigins = [
  'https://evil.test',
  'http://localhost:1',
  'null',
  'https://app.example.com.evil.test',
]

/**
 * Sends every endpoint, and the addresses next to them, the preflight and the call of a page at this origin; with a
 * position, only some of them (`someOf`).
 */
async function sendToAll(url: string, origin: string, position?: number): Promise<[string, Answer][]> {
  const others = ['/api/account', '/api/auth/session', '/api/health', '/api/main', '/inbox.json', '/login']
  const gets = others.map((path) => ({ path, method: 'GET', body: undefined }))
  const answers: [string, Answer][] = []
  const all = [...bodyEndpoints, ...gets]
  for (const { path, method, body } of position === undefined ? all : someOf(all, position)) {
    const headers = { origin, 'sec-fetch-site': 'cross-site' }
    const asking = { ...headers, 'access-control-request-method': method }
    answers.push([path, await send(url + path, { method: 'OPTIONS', headers: asking })])
    answers.push([path, await send(url + path, { method, headers, body: body && JSON.stringify(body()) })])
  }
  return answers
}

test('E07: no answer may be read by a page of another site', async ({ server }) => {
  for (const [at, origin] of unlistedOrigins.entries()) {
    for (const [path, { headers }] of await sendToAll(server.url, origin, at))
      expect([origin, path, headers['access-control-allow-origin']]).toEqual([origin, path, undefined])
  }
})

test('E07: an origin in ALLOWED_ORIGINS may read the answers of the APIs, and is echoed exactly; PASSWORD_MIN_LENGTH applies', async () => {
  test.setTimeout(240_000)
  const origin = 'https://app.example.com'
  const server = await startServer({
    env: { APP_URL: 'https://id.example.com', ALLOWED_ORIGINS: origin, PASSWORD_MIN_LENGTH: '10' },
  })
  const ofApis = (answers: [string, Answer][]) =>
    answers.filter(([path]) =>
      ['/api/account', ...bodyEndpoints.map((endpoint) => endpoint.path)].includes(path),
    )
  for (const [path, { headers }] of ofApis(await sendToAll(server.url, origin))) {
    expect([path, headers]).toMatchObject([
      path,
      {
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'Retry-After',
        vary: expect.stringMatching(/\bOrigin\b/),
      },
    ])
  }
  const strangers = [...unlistedOrigins, 'http://app.example.com', 'https://app.example.com:444']
  for (const [at, stranger] of strangers.entries()) {
    for (const [path, { headers }] of await sendToAll(server.url, stranger, at))
      expect([stranger, path, headers['access-control-allow-origin']]).toEqual([stranger, path, undefined])
  }
  const short = { email: 'a@x.test', password: 'nine char', firstName: 'A', lastName: 'B' }
  const register = await call(`${server.url}/api/rest/auth/register`, short)
  expect(register).toMatchObject({ status: 400, text: expect.stringContaining('не меньше 10 символов') })
  await server.stop()
})

const scripts = [
  '"><img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  "{{7*7}}#{7*7}<%= 7*7 %>'-alert(1)-'",
  'javascript: alert(1)',
] as const

/** Fails if a page opens a dialog, as an injected script would. */
async function expectNothingRuns(page: Page, open: () => Promise<void>): Promise<void> {
  const dialogs: string[] = []
  const hear = (dialog: { message(): string; dismiss(): Promise<void> }) => {
    dialogs.push(dialog.message())
    return dialog.dismiss()
  }
  page.on('dialog', hear)
  await open()
  await page.waitForLoadState('load')
  await expect(page.locator('img[src="x"]')).toHaveCount(0)
  for (const frame of page.frames()) await expect(frame.locator('img[src="x"], [onerror]')).toHaveCount(0)
  expect(dialogs).toEqual([])
  page.off('dialog', hear)
}

test('E09: user input and program names are shown as text on every page', async ({
  page,
  context,
  channels,
  mailbox,
}) => {
  test.slow()
  for (const [at, script] of scripts.entries()) {
    const person = channels.newPerson()
    const names = { firstName: script, lastName: scripts[(at + 1) % scripts.length] ?? '' }
    await channels.send('rest', 'register', { ...person, more: names })
    await channels.verify(person.email)
    await channels.signIn('rest', person, { headers: { 'user-agent': script } })
    const value =
      (await channels.signIn('rest', person, { headers: { 'user-agent': `Mozilla/5.0 ${script}` } })) ?? ''
    const cookie = await channels.signIn(
      'classic',
      { ...person, username: person.email },
      { headers: { 'user-agent': script } },
    )
    expect(value).not.toBe('')
    await context.addCookies([
      { name: 'authjs.session-token', value: cookie ?? '', url: channels.url, httpOnly: true },
      { name: 'latchkey.address', value: `${Date.now()}.${encodeURIComponent(script)}`, url: channels.url },
    ])
    await expectNothingRuns(page, async () => {
      await page.goto('/edit-profile')
      await expect(page.locator('[name=firstName]')).toHaveValue(script)
    })
    await expectNothingRuns(page, async () => void (await page.goto('/verify-email')))
    const [mail] = await mailbox.list(person.email)
    await expectNothingRuns(page, async () => void (await page.goto(`/inbox?to=${person.email}`)))
    await expectNothingRuns(page, async () => void (await page.goto(`/inbox?mail=${mail?.id}`)))
    await context.clearCookies()
  }
})

test('E09: no page echoes anything from its address as more than text', async ({ page }) => {
  test.slow()
  for (const [at, script] of scripts.entries()) {
    const text = encodeURIComponent(script)
    const addresses = [
      `/login?notice=${text}&error=${text}&provider=${text}`,
      `/reset?email=${text}`,
      `/reset/${text}`,
      `/verify-email/${text}`,
      `/${text}`,
      `/inbox?to=${text}`,
      `/docs/${text}`,
    ]
    for (const address of someOf(addresses, at))
      await expectNothingRuns(page, async () => void (await page.goto(address)))
  }
})

const ways = [
  '//evil.test',
  '///evil.test',
  '/\\evil.test',
  '\\evil.test',
  '\\\\evil.test',
  '/%5cevil.test',
  '/%2f%2fevil.test',
  '/%2fevil.test',
  'https:evil.test',
  'https:/evil.test',
  'https://evil.test',
  'https://localhost:3000@evil.test',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '/\t/evil.test',
  '/\r\nLocation: https://evil.test',
  'http://[',
  'http://',
  '@evil.test',
  '.evil.test',
  `/${'a'.repeat(10_000)}`,
  `//evil.test/${'a'.repeat(5_000)}`,
]

test('E10: no return path leads away from our origin, and none is slow', async ({ channels, server }) => {
  const person = await channels.newVerifiedPerson()
  const secret = await channels.signIn('pages', person)
  const signedIn = { cookie: `authjs.session-token=${secret}` }
  const [languageForm] = (await readForms({ url: `${server.url}/reset` })).slice(-1)
  const csrf = await send(`${server.url}/api/auth/csrf`)
  const mark = csrf.headers['set-cookie']?.map((line) => line.split(';')[0]).join('; ')
  const csrfToken = String(JSON.parse(csrf.text).csrfToken)
  const names = ['next', 'callbackUrl', 'redirect', 'redirectTo', 'returnTo', 'url']
  for (const [at, way] of ways.entries()) {
    const query = new URLSearchParams(names.map((name) => [name, way]))
    const language = await encodeForm([...(languageForm?.hidden ?? []), ['locale', 'en'], ['path', way]])
    const form = { csrfToken, callbackUrl: way }
    const requests: [string, Message][] = [
      [`/login?${query}`, {}],
      [`/login?${query}`, { headers: signedIn }],
      [`/?${query}`, { headers: signedIn }],
      [`/edit-profile?${query}`, {}],
      [`/api/classic/auth/reset?${query}`, {}],
      [`/api/auth/signin?${query}`, {}],
      [`/api/auth/signout?${query}`, {}],
      [`/api/auth/error?${query}`, {}],
      ['/api/auth/signin', post(new URLSearchParams(form).toString(), { cookie: mark })],
      ['/api/auth/signout', post(new URLSearchParams(form).toString(), { cookie: mark })],
      [
        '/reset',
        {
          method: 'POST',
          body: language.body,
          headers: { 'content-type': language.type, origin: server.url },
        },
      ],
      [encodeURI(way.startsWith('/') ? way : `/${way}`), {}],
      [`${encodeURI(way.startsWith('/') ? way : `/${way}`)}/`, { headers: signedIn }],
    ]
    for (const [place, message] of someOf(requests, at)) {
      const askedAt = performance.now()
      const { status, headers } = await send(server.url + place, message)
      expect([place, status < 500]).toEqual([place, true])
      expect(performance.now() - askedAt).toBeLessThan(1_000 * faultSize.busyFactor)
      const refresh = /url=(.*)/.exec(String(headers.refresh ?? ''))?.[1]
      const { location = refresh } = headers
      if (location !== undefined)
        expect([place, new URL(location, server.url).origin]).toEqual([place, server.url])
      if (refresh !== undefined)
        expect([place, new URL(refresh, server.url).origin]).toEqual([place, server.url])
      const callbackCookie = headers['set-cookie']?.find((line) => line.startsWith('authjs.callback-url='))
      const back = decodeURIComponent(/=([^;]*)/.exec(callbackCookie ?? '')?.[1] ?? '/')
      expect([place, new URL(back, server.url).origin]).toEqual([place, server.url])
    }
  }
})

function post(body: string, headers: Record<string, string | undefined>): Message {
  return {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  }
}
