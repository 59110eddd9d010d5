import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type APIRequestContext, type BrowserContext, expect, type Page } from '@playwright/test'
import { type Words, wordsOf } from '@/e2e/support/channels/words'
import { call, cookieIn } from '@/e2e/support/clients/call'
import { send } from '@/e2e/support/clients/send'
import {
  newProviderUser,
  providerName as provider,
  signOutAtProvider,
  test,
} from '@/e2e/support/fixtures/oidc-test'
import { alertOf, button, field, link, section } from '@/e2e/support/pages/page-form'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { unique } from '@/lib/testing/accounts'

const english = wordsOf('en')
const channel = (words: Words) => words('provider.continue', { provider })
const connected = (page: Page, words = english) => section(page, words('provider.sectionTitle'))

/** Goes from the sign-in page to the provider and back. */
async function signInByProvider(page: Page, words = english): Promise<void> {
  await signOutAtProvider(page.context())
  await page.goto('/login')
  await link(page, channel(words)).click()
}

async function sessionOf(context: BrowserContext): Promise<string | undefined> {
  return (await context.cookies()).find(({ name }) => name === 'authjs.session-token')?.value
}

/** The callback URL with code and state, as the provider made it for this browser. */
async function callbackUrlOf(request: APIRequestContext): Promise<string> {
  let next = '/login/provider'
  for (let hop = 0; hop < 8; hop++) {
    const answer = await request.get(next, { maxRedirects: 0 })
    const location = answer.headers().location
    if (!location) throw new Error(`no way on from ${next}: ${answer.status()}`)
    next = new URL(location, answer.url()).href
    if (next.includes('/api/auth/callback/oidc?code=')) return next
  }
  throw new Error(`no way back: ${next}`)
}

for (const [locale, words] of [
  ['en-GB', english],
  ['ru-RU', wordsOf('ru')],
] as const) {
  for (const javaScriptEnabled of faultSize.isFull ? [true, false] : [locale === 'en-GB']) {
    test.describe(`${locale}, ${javaScriptEnabled ? 'with' : 'without'} script`, () => {
      test.use({ locale, javaScriptEnabled })

      test('a new user signs in with the provider, sees it, and returns to the same account', async ({
        page,
        provider: standIn,
      }) => {
        const person = newProviderUser({ given_name: 'Ada' })
        standIn.person = person
        await page.goto('/register')
        await link(page, channel(words)).click()
        await expect(page).toHaveURL('/edit-profile')
        await expect(connected(page, words)).toContainText(
          words('provider.connectedAs', { provider, email: person.email ?? '' }),
        )
        await expect(connected(page, words)).toContainText(words('provider.lastWay'))
        await expect(connected(page, words).getByRole('button')).toHaveCount(0)
        await expect(field(page, words('fields.firstName'))).toHaveValue('Ada')
        await button(page, words('profile.signOut')).click()
        await expect(page).toHaveURL('/login?notice=signed_out')
        await signInByProvider(page, words)
        await expect(page).toHaveURL('/edit-profile')
        await expect(section(page, words('events.title')).getByRole('listitem').first()).toContainText(
          words('events.byProvider'),
        )
        await expect(section(page, words('events.title')).getByRole('listitem').last()).toContainText(
          words('events.kinds.user_created'),
        )
      })

      test('an account is connected after its password, signs in with the provider, and is disconnected', async ({
        page,
        context,
        people,
        provider: standIn,
      }) => {
        const owner = await people.signedIn(context)
        standIn.person = newProviderUser()
        await page.goto('/edit-profile')
        const password = field(connected(page, words), words('fields.currentPassword'))
        await password.fill('not the password')
        await button(connected(page, words), words('provider.connect', { provider })).click()
        await expect(connected(page, words)).toContainText(words('faults.wrong_password'))
        await password.fill(owner.password)
        await button(connected(page, words), words('provider.connect', { provider })).click()
        await link(connected(page, words), words('provider.go', { provider })).click()
        await expect(page).toHaveURL('/edit-profile')
        await expect(connected(page, words)).toContainText(String(standIn.person.email))
        await context.clearCookies({ name: 'authjs.session-token' })
        await signInByProvider(page, words)
        await expect(page.getByRole('main')).toContainText(owner.username)
        await password.fill(owner.password)
        await button(connected(page, words), words('provider.disconnect')).click()
        await expect(connected(page, words).getByRole('status')).toHaveText(
          words('done.provider_disconnected'),
        )
        await expect(button(connected(page, words), words('provider.connect', { provider }))).toBeVisible()
      })
    })
  }
}

test("B01: when the owner of an address signs in with the provider, the earlier registrant's password, cookie and bearer are invalid", async ({
  page,
  people,
  server,
  provider: standIn,
}) => {
  const attacker = await people.registered()
  const classic = `${server.url}/api/classic/auth/login`
  const body = { username: attacker.username, password: attacker.password }
  const cookie = cookieIn(await call(classic, body)) ?? ''
  expect((await call(`${server.url}/api/account`, undefined, { cookie })).status).toBe(200)
  standIn.person = newProviderUser({ email: attacker.address })
  await signInByProvider(page)
  await expect(page).toHaveURL('/edit-profile')
  expect((await call(`${server.url}/api/account`, undefined, { cookie })).status).toBe(401)
  expect((await call(`${server.url}/api/account`, undefined, { bearer: cookie })).status).toBe(401)
  expect(JSON.parse((await call(classic, body)).text)).toMatchObject({ status: 0, error: 1 })
})

for (const said of [false, undefined, 'true', 1]) {
  test(`B05: an address whose verified claim is ${JSON.stringify(said)} opens nothing`, async ({
    page,
    context,
    people,
    provider: standIn,
  }) => {
    const victim = await people.verified()
    standIn.person = newProviderUser({ email: victim.address, email_verified: said })
    await signInByProvider(page)
    await expect(page).toHaveURL('/login?provider=email_unverified')
    await expect(page.getByRole('status')).toHaveText(english('provider.email_unverified', { provider }))
    expect(await sessionOf(context)).toBeUndefined()
  })
}

test('K01: a callback without the original cookies, state or issuer, or one used before, opens nothing', async ({
  browser,
  context,
  server,
  provider: standIn,
}) => {
  standIn.person = newProviderUser()
  const back = await callbackUrlOf(context.request)
  const changed = (change: (query: URLSearchParams) => void) => {
    const url = new URL(back)
    change(url.searchParams)
    return url.href
  }
  const expectRejected = async (request: APIRequestContext, url: string) => {
    const answer = await request.get(url, { maxRedirects: 0 })
    expect(answer.status()).toBe(302)
    expect(answer.headers().location).toMatch(/\/login\?error=\w+$/)
    expect(answer.headers()['set-cookie'] ?? '').not.toMatch(/session-token=[^;]/)
  }
  const stranger = await browser.newContext({ baseURL: server.url })
  await expectRejected(stranger.request, back)
  await callbackUrlOf(stranger.request)
  await expectRejected(stranger.request, back)
  await expectRejected(
    context.request,
    changed((query) => query.delete('state')),
  )
  const again = await callbackUrlOf(context.request)
  const withFalseClaims = new URL(again)
  withFalseClaims.searchParams.set('iss', 'https://other.example')
  await expectRejected(context.request, withFalseClaims.href)
  const third = await callbackUrlOf(context.request)
  const cookies = await context.cookies()
  expect((await context.request.get(third, { maxRedirects: 0 })).headers().location).toMatch(
    /\/edit-profile$/,
  )
  const secret = await sessionOf(context)
  expect(secret).toBeDefined()
  await expectRejected(context.request, third)
  // With the original cookies again, the provider itself recognizes the used code.
  await context.clearCookies()
  await context.addCookies(cookies)
  await expectRejected(context.request, third)
  await stranger.close()
})

const lies = { iss: 'https://other.example', aud: 'other-client', nonce: 'another', sub: 'another', exp: 1 }
for (const [claim, value] of Object.entries(lies)) {
  test(`K01, B05: an ID token with ${claim} ${value} opens nothing`, async ({
    context,
    provider: standIn,
  }) => {
    standIn.person = newProviderUser()
    standIn.falseClaims = { [claim]: value }
    const back = await callbackUrlOf(context.request)
    const answer = await context.request.get(back, { maxRedirects: 0 })
    standIn.falseClaims = {}
    expect(answer.headers().location).toMatch(/\/login\?error=\w+$/)
    expect(await sessionOf(context)).toBeUndefined()
  })
}

test('K01: a user who declines at the provider, or finds it down, returns to the sign-in page with a message', async ({
  page,
  provider: standIn,
}) => {
  standIn.person = null
  await signInByProvider(page)
  await expect(page.getByRole('status')).toHaveText(english('provider.failed', { provider }))
  await expect(link(page, channel(english))).toBeVisible()
  standIn.isDown = true
  await signInByProvider(page)
  standIn.isDown = false
  await expect(page.getByRole('status')).toHaveText(english('provider.failed', { provider }))
  await expect(link(page, channel(english))).toBeVisible()
})

test('K03: an identity keeps its account, whatever address it shows; another one with that address opens nothing', async ({
  page,
  context,
  people,
  provider: standIn,
}) => {
  const victim = await people.verified()
  const attacker = newProviderUser()
  standIn.person = attacker
  await signInByProvider(page)
  await expect(page).toHaveURL('/edit-profile')
  await context.clearCookies()
  standIn.person = { ...attacker, email: victim.address }
  await signInByProvider(page)
  await expect(page).toHaveURL('/edit-profile')
  await expect(page.getByRole('main')).toContainText(String(attacker.email))
  await context.clearCookies()
  standIn.person = newProviderUser({ email: victim.address })
  await signInByProvider(page)
  await expect(page).toHaveURL('/link')
  expect(await sessionOf(context)).toBeUndefined()
})

test('K04: a verified account is connected only after its password, and no setting weakens this', async ({
  page,
  context,
  people,
  provider: standIn,
}) => {
  const owner = await people.verified()
  standIn.person = newProviderUser({ email: owner.address })
  await signInByProvider(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(english('provider.linkTitle'))
  await field(page, english('fields.password')).fill('not the password')
  await button(page, english('provider.linkSend')).click()
  await expect(page.getByRole('main')).toContainText(english('faults.wrong_password'))
  expect(await sessionOf(context)).toBeUndefined()
  await field(page, english('fields.password')).fill(owner.password)
  await button(page, english('provider.linkSend')).click()
  await expect(page).toHaveURL('/edit-profile')
  await expect(page.getByRole('main')).toContainText(owner.username)
  const sources = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  )
  for (const file of sources)
    expect(readFileSync(path.join('lib', file), 'utf8')).not.toContain('allowDangerousEmailAccountLinking')
})

test('K05: a password entered for one identity does not connect another that the browser returned with since', async ({
  page,
  context,
  people,
  provider: standIn,
}) => {
  const owner = await people.verified()
  standIn.person = newProviderUser({ email: owner.address })
  await signInByProvider(page)
  await expect(page).toHaveURL('/link')
  const other = await context.newPage()
  standIn.person = newProviderUser({ email: owner.address })
  await signInByProvider(other)
  await expect(other).toHaveURL('/link')
  await field(page, english('fields.password')).fill(owner.password)
  await button(page, english('provider.linkSend')).click()
  await expect(alertOf(page)).toContainText(english('faults.link_expired'))
  expect(await sessionOf(context)).toBeUndefined()
})

test("K05: one session's permission to connect is not valid for the next", async ({
  page,
  context,
  people,
  provider: standIn,
}) => {
  const [owner, other] = [await people.signedIn(context), await people.verified()]
  standIn.person = newProviderUser()
  await page.goto('/edit-profile')
  await field(connected(page), english('fields.currentPassword')).fill(owner.password)
  await button(connected(page), english('provider.connect', { provider })).click()
  await expect(link(connected(page), english('provider.go', { provider }))).toBeVisible()
  await people.signIn(context, other)
  await link(connected(page), english('provider.go', { provider })).click()
  await expect(page).toHaveURL('/edit-profile?provider=expired')
  await expect(connected(page)).toContainText(english('provider.expired'))
  await expect(button(connected(page), english('provider.connect', { provider }))).toBeVisible()
})

test('a user whose permission to connect has expired is not signed in by the provider instead', async ({
  page,
  context,
  people,
  provider: standIn,
}) => {
  const owner = await people.signedIn(context)
  standIn.person = newProviderUser()
  await page.goto('/edit-profile')
  await field(connected(page), english('fields.currentPassword')).fill(owner.password)
  await button(connected(page), english('provider.connect', { provider })).click()
  await expect(link(connected(page), english('provider.go', { provider }))).toBeVisible()
  await context.clearCookies({ name: 'latchkey.connect' })
  await link(connected(page), english('provider.go', { provider })).click()
  await expect(page).toHaveURL('/edit-profile?provider=expired')
  await expect(page.getByRole('main')).toContainText(owner.username)
  await expect(connected(page)).toContainText(english('provider.expired'))
})

test('provider sign-in starts only on our own pages, and returns to APP_URL whatever Host says', async ({
  server,
  provider: standIn,
}) => {
  const foreign = await send(`${server.url}/login/provider`, { headers: { 'sec-fetch-site': 'cross-site' } })
  expect(foreign.status).toBe(303)
  expect(foreign.headers.location).toBe(`${server.url}/login`)
  expect(foreign.headers['set-cookie']).toBeUndefined()
  const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
  const answer = await send(`${server.url}/login/provider`, { headers: forged })
  const there = new URL(answer.headers.location ?? '')
  expect(there.origin).toBe(standIn.issuer)
  expect(there.searchParams.get('redirect_uri')).toBe(`${server.url}/api/auth/callback/oidc`)
  expect(there.searchParams.get('code_challenge_method')).toBe('S256')
  for (const name of ['state', 'nonce', 'code_challenge'])
    expect(there.searchParams.get(name)).toMatch(/.{20}/)
})

test('I05: Auth.js accepts no passwords, redirects to no other site, and gives guests no cookies', async ({
  server,
  context,
}) => {
  const { csrfToken } = await (await context.request.get('/api/auth/csrf')).json()
  const form = { csrfToken, username: unique('nobody'), password: 'some password' }
  for (const place of ['callback/credentials', 'callback/oidc', 'signin/credentials', 'callback/github']) {
    const answer = await context.request.post(`/api/auth/${place}`, { form, maxRedirects: 0 })
    expect(answer.status(), place).toBe(404)
  }
  const guest = await send(`${server.url}/api/auth/session`)
  expect(guest).toMatchObject({ status: 200, text: 'null' })
  expect(guest.headers['set-cookie']).toBeUndefined()
})
