import { expect, type Page } from '@playwright/test'
import { postForm, readForm, sessionLine } from '@/e2e/support/channels/raw-form'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { field, section } from '@/e2e/support/pages/page-form'
import { unique } from '@/lib/testing/accounts'

const words = wordsOf('en')
const newPassword = `${words('fields.newPassword')}: new-password password`

/** Label, autocomplete and type of every field on a page, in order, including names for password managers. */
async function fieldsOf(page: Page): Promise<string[]> {
  const main = page.getByRole('main')
  return await main.evaluate((element) =>
    [...element.querySelectorAll('input, select')]
      .filter((control) => control instanceof HTMLInputElement || control instanceof HTMLSelectElement)
      .filter((control) => control.type !== 'hidden')
      .map(
        (control) =>
          `${control.labels?.[0]?.textContent ?? 'unseen'}: ${control.autocomplete} ${control.type}`,
      ),
  )
}

test('every field states its purpose, to people and to password managers', async ({
  page,
  people,
  mailbox,
}) => {
  const person = await people.registered()
  const ticket = await mailbox.nextTicket(person.address, '/verify-email/')
  const emailField = `${words('fields.email')}: email email`
  const known = `${words('fields.password')}: current-password password`
  const pages = {
    '/register': [
      emailField,
      `${words('fields.username')}: username text`,
      `${words('fields.password')}: new-password password`,
    ],
    '/login': [`${words('fields.login')}: username text`, known],
    '/reset': [emailField],
    '/verify-email': [emailField],
    [`/verify-email/${ticket}`]: ['unseen: username text', known],
    [`/reset/${ticket}`]: ['unseen: username text', newPassword],
  }
  for (const [path, fields] of Object.entries(pages)) {
    await page.goto(path)
    expect(await fieldsOf(page), path).toEqual(fields)
  }
  await expect(field(page, words('fields.newPassword'))).toHaveAttribute('required')
})

test('every field of the profile states its purpose', async ({ page, context, people }) => {
  await people.signedIn(context)
  await page.goto('/edit-profile')
  const proof = `${words('fields.currentPassword')}: current-password password`
  expect(await fieldsOf(page)).toEqual([
    `${words('profile.pictureNew')}:  file`,
    `${words('fields.firstName')}: given-name text`,
    `${words('fields.lastName')}: family-name text`,
    `${words('fields.phone')}: tel tel`,
    `${words('fields.region')}: address-level2 text`,
    `${words('fields.gender')}: sex select-one`,
    `${words('fields.locale')}: language select-one`,
    `${words('fields.username')}: username text`,
    proof,
    'unseen: username text',
    `${words('profile.emailNew')}: email email`,
    proof,
    'unseen: username text',
    proof,
    newPassword,
  ])
})

test("the hidden username next to a new password is the account's", async ({ page, context, people }) => {
  const person = await people.signedIn(context)
  await page.goto('/edit-profile')
  const form = section(page, words('profile.passwordTitle')).getByRole('textbox', { includeHidden: true })
  await expect(form.first()).toHaveValue(person.username)
  await expect(form.first()).toBeHidden()
})

test('every page forbids framing and type sniffing, and does not name its server', async ({ request }) => {
  for (const path of [
    '/login',
    '/register',
    '/reset',
    '/verify-email',
    '/reset/x',
    '/verify-email/x',
    '/nowhere',
  ]) {
    const headers = (await request.get(path)).headers()
    expect(headers['content-type'], path).toContain('text/html')
    expect(headers, path).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    })
    expect(headers, path).not.toHaveProperty('x-powered-by')
    expect(headers['cache-control'], path).toContain('no-store')
  }
})

test("the session endpoint of Auth.js returns the browser's session without secrets, otherwise null", async ({
  page,
  context,
  people,
}) => {
  expect(await (await page.request.get('/api/auth/session')).json()).toBeNull()
  const person = await people.signedIn(context)
  const answer = await page.request.get('/api/auth/session')
  expect(await answer.json()).toEqual({
    expires: expect.stringMatching(/^\d{4}-/),
    user: {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: person.username,
      email: person.address,
      image: expect.stringMatching(/^http:\/\/localhost:\d+\/avatars\/default-\d-41\.png$/),
    },
  })
  const [{ value: secret } = { value: 'none' }] = await context.cookies()
  expect(await answer.text()).not.toContain(secret)
  const renewed = answer.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie')
  for (const { value } of renewed) expect(value).toMatch(/HttpOnly/i)
})

test('no password passes through Auth.js', async ({ server, people }) => {
  const { username, password } = await people.verified()
  const { csrfToken } = (await (await fetch(`${server.url}/api/auth/csrf`)).json()) as { csrfToken: string }
  const answer = await fetch(`${server.url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ username, login: username, password, csrfToken }),
  })
  expect(sessionLine(answer)).toBeNull()
  expect(answer.status).toBeGreaterThanOrEqual(300)
  expect(answer.status).toBeLessThan(500)
})

test('a session is a cookie that script cannot read, other sites cannot send, and every page gets', async ({
  page,
  context,
  people,
  server,
}) => {
  const { username, password } = await people.verified()
  const form = await readForm({ url: `${server.url}/login` }, words('login.send'))
  const line = sessionLine(await postForm(form, { login: username, password })) ?? ''
  expect(line).toMatch(/^authjs\.session-token=[\w-]{43};/)
  for (const flag of ['HttpOnly', 'SameSite=lax', 'Path=/', 'Max-Age=7776000']) {
    expect(line.toLowerCase().split('; ')).toContain(flag.toLowerCase())
  }
  expect(line).not.toMatch(/secure|domain/i)
  await people.signIn(context, { username, password, address: unique('unused') })
  await page.goto('/edit-profile')
  expect(await page.evaluate(() => document.cookie)).not.toContain('session')
})
