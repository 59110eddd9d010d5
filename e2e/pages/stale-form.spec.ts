import { expect, type Page } from '@playwright/test'
import { postForm, readForm } from '@/e2e/support/channels/raw-form'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { alertOf, button, field, fill, link } from '@/e2e/support/pages/page-form'

/** A page stayed open while the server was replaced by another build, which knows none of its actions. */

const unknown = 'f'.repeat(42)
const actionIds = /\b[0-9a-f]{42}\b/g

/** Without script the action is in the page. */
async function renderedByAnotherBuild(page: Page, path: string): Promise<void> {
  await page.route(`**${path}`, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(actionIds, unknown) })
  })
  await page.goto(path)
  await page.unroute(`**${path}`)
}

/** With script the action is in a header. */
async function sentByAnotherBuild(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.route(`**${path}`, async (route) => {
    const headers = { ...route.request().headers(), 'next-action': unknown }
    await (route.request().method() === 'POST' ? route.continue({ headers }) : route.continue())
  })
}

for (const [locale, words] of [
  ['en-GB', wordsOf('en')],
  ['ru-RU', wordsOf('ru')],
] as const) {
  const newcomer = { [words('fields.username')]: 'ada', [words('fields.password')]: 'four calm lizards' }

  test.describe(`${locale}, without script`, () => {
    test.use({ locale, javaScriptEnabled: false })

    test('the form returns to its page, which says once that the site was updated', async ({
      page,
      context,
      people,
    }) => {
      const person = await people.signedIn(context)
      await context.clearCookies({ name: 'authjs.session-token' })
      const path = '/login?notice=signed_out'
      await renderedByAnotherBuild(page, path)
      await fill(page, {
        [words('fields.login')]: person.username,
        [words('fields.password')]: person.password,
      })
      await button(page, words('login.send')).click()
      await expect(page).toHaveURL(path)
      await expect(page.getByText(words('updated.notice'))).toBeFocused()
      await fill(page, {
        [words('fields.login')]: person.username,
        [words('fields.password')]: person.password,
      })
      await button(page, words('login.send')).click()
      await expect(page).toHaveURL('/edit-profile')
    })
  })

  test.describe(`${locale}, with script`, () => {
    test.use({ locale })

    test('the form says that the site was updated, keeps its input, and offers the new page', async ({
      page,
    }) => {
      await sentByAnotherBuild(page, '/register')
      await fill(page, newcomer)
      await button(page, words('register.send')).click()
      await expect(alertOf(page)).toContainText(words('unanswered.updated'))
      await expect(alertOf(page)).toBeFocused()
      for (const [label, value] of Object.entries(newcomer))
        await expect(field(page, label)).toHaveValue(value)
      await link(alertOf(page).page(), words('unanswered.reload')).click()
      await expect(alertOf(page)).toHaveCount(0)
      await expect(field(page, words('fields.username'))).toHaveValue('')
    })

    test('the language switch says so on its page, with a button to the new page', async ({ page }) => {
      await sentByAnotherBuild(page, '/login')
      await button(page, locale === 'ru-RU' ? 'English' : 'Русский').click()
      const title = locale === 'ru-RU' ? 'Сайт обновился' : 'The site was updated'
      await expect(page.getByRole('heading', { name: title })).toBeVisible()
      await button(page, words('unanswered.reload')).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('login.title'))
    })
  })
}

test('the page of a secret link redirects to its own address, and nowhere else', async ({ server }) => {
  const words = wordsOf('en')
  const { hidden } = await readForm({ url: `${server.url}/login` }, words('login.send'))
  const stale = hidden.map(([name, value]) => [name, value.replaceAll(actionIds, unknown)] as const)
  for (const path of ['/reset/x?y=1', '/login', '/login/']) {
    const answer = await postForm({ url: server.url + path, hidden: stale }, {}, { origin: server.url })
    const location = answer.headers.get('location')
    expect({ path, status: answer.status, location }).toEqual({ path, status: 303, location: path })
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^latchkey\.updated=1; .*HttpOnly/)])
  }
})

test('another site’s form is not redirected, and sets no cookie', async ({ server }) => {
  const { hidden } = await readForm({ url: `${server.url}/login` }, wordsOf('en')('login.send'))
  const stale = hidden.map(([name, value]) => [name, value.replaceAll(actionIds, unknown)] as const)
  const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
  const answer = await postForm({ url: `${server.url}/login`, hidden: stale }, {}, foreign)
  expect(answer.status).toBe(409)
  expect(answer.headers.getSetCookie()).toEqual([])
})
