import { expect } from '@playwright/test'
import { App } from '@/e2e/support/clients/client-app'
import { newLogin } from '@/e2e/support/clients/device-api'
import { fetchFrom } from '@/e2e/support/clients/web-view'
import { test, webViewOrigin } from '@/e2e/support/fixtures/web-app-test'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import type { RunningServer } from '@/e2e/support/servers/server'
import { WebApp } from '@/e2e/support/servers/web-app'
import { adviceFor } from '@/lib/client/failures'

const password = 'correct horse battery'
const generated = /\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b/
const signedIn = { kind: 'signed_in', connection: 'online' }

/** An app in any environment, as far as the journey needs it. */
type JourneyApp = Pick<WebApp, 'client' | 'state' | 'whoAmI' | 'restart' | 'stored'>

interface JourneyContext {
  readonly server: RunningServer
  readonly address: string
  /** The secret of the app's session, whichever way it travels. */
  secret(): Promise<string>
}

/** A user's first weeks with an app: no password, then one and an address; sessions end; a forgotten password. */
async function runJourney(app: JourneyApp, { server, address, secret }: JourneyContext): Promise<void> {
  const login = newLogin()
  expect(await app.client.enter({ login })).toMatchObject({ ok: true, value: { login } })
  const set = await app.client.setUser({ email: address, password, gender: true })
  expect(set).toMatchObject({ ok: true, value: { login, email: address, gender: true } })
  await app.restart()
  expect(await app.state()).toMatchObject({ ...signedIn, user: { login, email: address } })

  await endSession(server, await secret())
  expect(await app.whoAmI()).toMatchObject({ username: login })
  expect(await app.state()).toMatchObject(signedIn)

  await changePasswordElsewhere(server, login)
  expect(await app.whoAmI()).toBe(401)
  expect(await app.state()).toMatchObject({ kind: 'needs_sign_in', reason: { code: 100_501 } })
  expect(await app.client.tools()).toEqual({ ok: true, value: { email: true, push: [] } })
  expect(await app.client.requestPassword({ tool: 'email' })).toEqual({ ok: true, value: 'email' })
  const mail = await new Mailbox(server.url).next(address, /your new password|новый пароль/i)
  const sent = generated.exec(mail.text)?.[0] ?? ''
  expect(await app.client.enter({ login, password: sent })).toMatchObject({ ok: true })
  expect(await app.whoAmI()).toMatchObject({ username: login })

  const last = await secret()
  expect(await holderOf(server, last)).toBe(200)
  expect(await app.client.signOut()).toBe(true)
  expect(await app.whoAmI()).toBe(401)
  expect(await holderOf(server, last)).toBe(401)
  expect(await app.stored()).not.toContain(last)
}

/** Ends the session on the server with the app's own secret, unknown to the app. */
async function endSession({ url }: RunningServer, secret: string): Promise<void> {
  const headers = { authorization: `Bearer ${secret}` }
  expect((await fetch(`${url}/api/logout`, { method: 'POST', headers })).status).toBe(200)
}

async function holderOf({ url }: RunningServer, secret: string): Promise<number> {
  const answer = await fetch(`${url}/api/account`, { headers: { authorization: `Bearer ${secret}` } })
  return answer.status
}

async function changePasswordElsewhere({ url }: RunningServer, username: string): Promise<void> {
  const post = (path: string, body: object, cookie = '') =>
    fetch(`${url}/api/classic/auth/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { cookie },
    })
  const entered = await post('login', { username, password })
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const edited = await post('edit', { password, new_password: 'another horse battery' }, cookie)
  expect(await edited.json()).toMatchObject({ error: 0 })
}

function tokenIn(stored: string): string {
  return /"token":"([\w-]{43})"/.exec(stored)?.[1] ?? ''
}

test('a page of another origin of the same site uses cookies', async ({
  page,
  context,
  pages,
  server,
  address,
}) => {
  const app = await WebApp.open(page, pages.origins.localhost, { baseUrl: `${server.url}/api` })
  const secret = async () => (await context.cookies()).find(({ httpOnly }) => httpOnly)?.value ?? ''
  await runJourney(app, { server, address, secret })
  expect(await app.stored()).toContain('"carrier":"cookie"')
})

test('a page of another site uses a bearer', async ({ page, context, pages, server, address }) => {
  const app = await WebApp.open(page, pages.origins.address, { baseUrl: `${server.url}/api` })
  await runJourney(app, { server, address, secret: async () => tokenIn(await app.stored()) })
  expect(await context.cookies()).toEqual([])
})

test('a page in a WebView uses a bearer', async ({ server, address }) => {
  const app = new App(server.url, { keepPassword: true, fetch: fetchFrom(webViewOrigin) })
  await runJourney(app, { server, address, secret: async () => tokenIn(await app.stored()) })
})

test('an app that requires cookies where they do not travel gets an error, and the server is asked once', async ({
  page,
  pages,
  server,
}) => {
  const requests: string[] = []
  page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`))
  const options = { baseUrl: `${server.url}/api`, session: 'cookie' } as const
  const app = await WebApp.open(page, pages.origins.address, options)
  const answer = await app.client.enter({ login: newLogin() })
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'session_refused' } })
  expect(answer.ok || adviceFor(answer.failure)).toEqual(['try_later', 'write_to_support'])
  expect(await app.state()).toEqual({ kind: 'guest' })
  expect(requests.filter((line) => line === 'POST /api/auth')).toHaveLength(1)
})

test('an origin that is not allowed reaches nothing', async ({ page, pages, server }) => {
  const login = newLogin()
  const stranger = new App(server.url, { fetch: fetchFrom('capacitor://elsewhere') })
  expect(await stranger.client.enter({ login })).toMatchObject({ failure: { kind: 'no_network' } })
  const unnamed = pages.origins.localhost.replace('localhost', 'stranger.localhost')
  const app = await WebApp.open(page, unnamed, { baseUrl: `${server.url}/api` })
  expect(await app.client.enter({ login })).toMatchObject({ failure: { kind: 'no_network' } })
  const tools = await fetch(`${server.url}/api/auth`, { method: 'POST', body: JSON.stringify({ login }) })
  expect(await tools.json()).toEqual({ user: { login } })
})
