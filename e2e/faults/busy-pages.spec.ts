import { expect } from '@playwright/test'
import { Channels } from '@/e2e/support/channels/channels'
import { encodeForm, readForms } from '@/e2e/support/channels/raw-form'
import { wordsOf } from '@/e2e/support/channels/words'
import { type Answer, send } from '@/e2e/support/clients/send'
import { test as siteTest } from '@/e2e/support/fixtures/site-test'
import { alertOf, button, field, fill, link } from '@/e2e/support/pages/page-form'
import { faultSize } from '@/e2e/support/servers/fault-size'
import type { Site } from '@/e2e/support/servers/site'
import { locales } from '@/lib/policy'

const test = siteTest.extend({ locale: 'en-GB' })
test.describe.configure({ mode: 'default', timeout: 300_000 })

const words = wordsOf('en')
const ticket = 'A'.repeat(43)
/** Pages that ask the database first when the request has a session cookie. */
const pages = ['/', '/login', '/register', `/reset/${ticket}`, `/verify-email/${ticket}`, '/edit-profile']
/** The headers of Next's client router; without the last one it asks for the whole page. */
const byRouter = { rsc: '1', accept: '*/*' }

function expectBusy(answer: Answer, label: unknown): void {
  expect({ label, status: answer.status, ...answer.headers }).toMatchObject({
    ...{ label, status: 503, 'retry-after': '2' },
    'cache-control': expect.stringContaining('no-store'),
  })
}

/** The router is redirected to an address of its own before it gets `page`. */
async function sendByRouter(url: string, headers: Record<string, string>): Promise<Answer> {
  const led = await send(url, { headers })
  const { location } = led.headers
  return location?.includes('_rsc') ? await send(new URL(location, url).href, { headers }) : led
}

async function signedIn({ channels }: Site): Promise<string> {
  return `authjs.session-token=${await channels.signIn('classic', await channels.newVerifiedPerson())}`
}

test('R07: while the database is down every page reports it with 503, in the reader’s language, also to Next’s router', async ({
  site,
}) => {
  const cookie = await signedIn(site)
  for (const way of faultSize.isFull ? (['refused', 'black_hole'] as const) : (['refused'] as const)) {
    await site.database.become(way)
    for (const locale of locales)
      await Promise.all(
        pages.map(async (page) => {
          const headers = { cookie, 'accept-language': locale }
          const answer = await send(site.balancer.url + page, { headers })
          expectBusy(answer, { way, page, locale })
          expect(answer.headers['content-type']).toContain('text/html')
          for (const key of ['busy.title', 'busy.again'] as const)
            expect(answer.text, page).toContain(wordsOf(locale)(key))
          expectBusy(await sendByRouter(site.balancer.url + page, { ...headers, ...byRouter }), {
            page,
            locale,
          })
        }),
      )
    await site.database.become('open')
    site.database.cut()
    const isBack = async () => (await send(`${site.balancer.url}/api/health`)).status
    await expect.poll(isBack, { timeout: 30_000 }).toBe(200)
  }
  const back = await send(`${site.balancer.url}/edit-profile`, { headers: { cookie } })
  expect(back.status).toBe(200)
})

// In the suite a silent database is met by pages among many sign-ins (`database.spec.ts`).
test('R07: with all connections in use pages report it too', { tag: '@full' }, async ({ site }) => {
  const cookie = await signedIn(site)
  await site.database.become('black_hole')
  const crowd = Array.from({ length: 400 }, async () => {
    const headers = { cookie, 'accept-language': 'en' }
    const answer = await send(`${site.balancer.url}/edit-profile`, { headers })
    expectBusy(answer, 'one of many')
    expect(answer.text).toContain(words('busy.title'))
  })
  await Promise.all(crowd)
  await site.database.become('open')
  site.database.cut()
})

test('R07: every form sent without script during that time is answered with 503 and a page', async ({
  site,
}) => {
  const cookie = await signedIn(site)
  const base = site.balancer.url
  const forms = [
    ...(await readForms({ url: `${base}/login` })).map((form) => ({ form, cookie: '' })),
    ...(await readForms({ url: `${base}/reset` })).map((form) => ({ form, cookie: '' })),
    ...(await readForms({ url: `${base}/edit-profile`, headers: { cookie } })).map((form) => ({
      form,
      cookie,
    })),
    // Without the forms of the language and the picture, whose address is not a page.
  ].filter(({ form: { hidden } }) => hidden.length > 0 && !hidden.some(([name]) => name === 'path'))
  expect(forms.length).toBeGreaterThan(8)
  await site.database.become('refused')
  for (const { form, cookie } of forms) {
    const sent = { login: 'ada', password: 'correct horse', email: 'ada@example.com' }
    const { type, body } = await encodeForm([...form.hidden, ...Object.entries(sent)])
    const headers = { 'content-type': type, origin: base, cookie, 'accept-language': 'en' }
    const answer = await send(form.url, { method: 'POST', headers, body })
    expectBusy(answer, form)
    const messages = [words('busy.title'), words('faults.too_busy').split('{')[0] ?? '']
    expect(messages.some((sentence) => answer.text.includes(sentence))).toBe(true)
  }
  const picture = await encodeForm([['picture', new Blob(['x'])]])
  const answer = await send(`${base}/edit-profile/picture`, {
    ...{ method: 'POST', body: picture.body },
    headers: { 'content-type': picture.type, origin: base, cookie, accept: 'application/json' },
  })
  expectBusy(answer, 'a picture')
  expect(answer.text).toContain('"code":"too_busy"')
  await site.database.become('open')
})

test('R07: health, a picture and Auth.js report it too, for every method', async ({ site }) => {
  const cookie = await signedIn(site)
  const base = site.balancer.url
  const { csrfToken } = JSON.parse((await send(`${base}/api/auth/csrf`)).text)
  expect(csrfToken).toMatch(/^[0-9a-f]{64}$/)
  await site.database.become('refused')
  for (const path of ['/api/health', `/avatars/${crypto.randomUUID()}.jpg`, '/api/auth/session', '/login'])
    for (const method of ['GET', 'HEAD'])
      expectBusy(await send(base + path, { method, headers: { cookie } }), { method, path })
  const signOut = await send(`${base}/api/auth/signout`, {
    ...{ method: 'POST', body: new URLSearchParams({ csrfToken }).toString() },
    headers: { cookie, origin: base, 'content-type': 'application/x-www-form-urlencoded' },
  })
  expectBusy(signOut, 'a session that would live on')
  expect(signOut.headers['set-cookie']).toBeUndefined()
  await site.database.become('open')
  site.database.cut()
  const isBack = async () => (await send(`${base}/edit-profile`, { headers: { cookie } })).status
  await expect.poll(isBack, { timeout: 30_000 }).toBe(200)
})

test('R07: in a browser the input stays in the form, and the page works again when the database is back', async ({
  site,
  page,
}) => {
  const channels = new Channels(site.balancer.url, site.mailbox)
  const { username, password } = await channels.newVerifiedPerson()
  await page.goto(`${site.balancer.url}/login`)
  await site.database.become('refused')
  const fields = { [words('fields.login')]: username, [words('fields.password')]: password }
  await fill(page, fields)
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST')
  await button(page, words('login.send')).click()
  const answer = await answered
  expect({ status: answer.status(), again: answer.headers()['retry-after'] }).toEqual({
    status: 503,
    again: '2',
  })
  await expect(alertOf(page)).toContainText(words('faults.too_busy').split('{')[0] ?? '')
  await expect(field(page, words('fields.login'))).toHaveValue(username)

  await site.database.become('open')
  await field(page, words('fields.password')).fill(password)
  await button(page, words('login.send')).click()
  await expect(page).toHaveURL(/edit-profile/)
  await site.database.become('refused')
  await page.reload()
  await expect(page.getByRole('heading', { name: words('busy.title') })).toBeVisible()
  await site.database.become('open')
  await link(page, words('busy.again')).click()
  await expect(page.getByText(username).first()).toBeVisible()
})
