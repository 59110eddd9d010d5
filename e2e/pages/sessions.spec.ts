import { type Browser, expect, type Page } from '@playwright/test'
import type { People, Person } from '@/e2e/support/channels/people'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { button, section } from '@/e2e/support/pages/page-form'
import type { RunningServer } from '@/e2e/support/servers/server'

const words = wordsOf('en')
const sessions = (page: Page) => section(page, words('profile.sessionsTitle'))
const rows = (page: Page) => sessions(page).getByRole('listitem')

/** Another browser of the same user, on the profile. */
async function anotherBrowser(
  { browser, server, people }: { browser: Browser; server: RunningServer; people: People },
  person: Person,
): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB' })
  await people.signIn(context, person)
  const page = await context.newPage()
  await page.goto('/edit-profile')
  return page
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('one session is signed out; that browser is told, and others stay', async ({
      page,
      context,
      browser,
      server,
      people,
    }) => {
      const person = await people.signedIn(context)
      const untouched = await people.newSession(person)
      const other = await anotherBrowser({ browser, server, people }, person)
      await page.goto('/edit-profile')
      await expect(rows(page)).toHaveCount(3)
      await expect(rows(page).first()).toContainText(words('profile.sessionCurrent'))
      await expect(rows(page).first().getByRole('button')).toHaveCount(0)
      // Last used first: the newest browser is right below this one.
      await rows(page).nth(1).getByRole('button').click()
      await expect(sessions(page).getByRole('status')).toHaveText(words('done.session_ended'))
      await expect(rows(page)).toHaveCount(2)
      await other.reload()
      await expect(other).toHaveURL('/login')
      await expect(other.getByRole('status')).toContainText(words('ended.ended_elsewhere'))
      expect(await people.isSignedIn(untouched)).toBe(true)
      await other.context().close()
    })
  })
}

test('all other sessions are signed out at once, and this one stays', async ({
  page,
  context,
  browser,
  server,
  people,
}) => {
  const person = await people.signedIn(context)
  const third = await people.newSession(person)
  const other = await anotherBrowser({ browser, server, people }, person)
  await page.goto('/edit-profile')
  await button(sessions(page), words('profile.othersEnd')).click()
  await expect(sessions(page).getByRole('status')).toHaveText(words('done.sessions_ended'))
  await expect(rows(page)).toHaveCount(1)
  await expect(button(sessions(page), words('profile.othersEnd'))).toHaveCount(0)
  expect(await people.isSignedIn(third)).toBe(false)
  await other.goto('/edit-profile')
  await expect(other).toHaveURL('/login')
  await expect(other.getByRole('status')).toContainText(words('ended.ended_elsewhere'))
  await page.reload()
  await expect(page).toHaveURL('/edit-profile')
  await other.context().close()
})

test('a session that has ended in the meantime cannot be ended twice, and the page says so', async ({
  page,
  context,
  people,
}) => {
  const person = await people.signedIn(context)
  await people.newSession(person)
  await page.goto('/edit-profile')
  const sameAgain = await context.newPage()
  await sameAgain.goto('/edit-profile')
  await rows(page).nth(1).getByRole('button').click()
  await expect(sessions(page).getByRole('status')).toHaveText(words('done.session_ended'))
  await rows(sameAgain).nth(1).getByRole('button').click()
  await expect(sessions(sameAgain).getByRole('alert')).toHaveText(words('faults.session_unknown'))
})

test('a browser that was signed out by a new password is offered the reset', async ({
  page,
  context,
  people,
}) => {
  const person = await people.signedIn(context)
  const thief = await people.newSession(person)
  await page.request.get('/api/account')
  await page.goto('/edit-profile')
  const part = section(page, words('profile.passwordTitle'))
  await part.getByLabel(words('fields.currentPassword'), { exact: true }).fill(person.password)
  await part.getByLabel(words('fields.newPassword'), { exact: true }).fill('four calm brown lizards')
  await button(part, words('profile.passwordSend')).click()
  await expect(part.getByRole('status')).toHaveText(words('done.password_changed'))
  await context.clearCookies()
  await context.addCookies([{ name: 'authjs.session-token', value: thief, url: page.url() }])
  await page.goto('/edit-profile')
  await expect(page.getByRole('status')).toContainText(words('ended.password_changed'))
  await page
    .getByRole('status')
    .getByRole('link', { name: words('ended.reset') })
    .click()
  await expect(page).toHaveURL('/reset')
})

test('the profile is not visible without a session, whatever header claims a check was done', async ({
  request,
}) => {
  const claims = [
    '',
    'middleware',
    'src/middleware',
    'middleware:'.repeat(5),
    'proxy:proxy:proxy:proxy:proxy',
  ]
  for (const claim of claims) {
    const headers = claim ? { 'x-middleware-subrequest': claim } : {}
    const answer = await request.get('/edit-profile', { headers, maxRedirects: 0 })
    expect(answer.status()).toBe(307)
    expect(answer.headers().location).toBe('/login')
    expect(await answer.text()).not.toContain(words('profile.sessionsTitle'))
  }
})
