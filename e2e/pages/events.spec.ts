import { expect, type Page } from '@playwright/test'
import { type Words, wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { button, fill, link, section } from '@/e2e/support/pages/page-form'
import { otherPassword } from '@/lib/testing/accounts'

const english = wordsOf('en')
const rows = (page: Page, words: Words = english) =>
  section(page, words('events.title')).getByRole('listitem')

test('the profile lists events with place and channel, the newest first', async ({
  page,
  people,
  server,
}) => {
  const { username, password } = await people.verified()
  const wrong = JSON.stringify({ username, password: otherPassword })
  await fetch(`${server.url}/api/classic/auth/login`, { method: 'POST', body: wrong })
  await page.goto('/login')
  await fill(page, { [english('fields.login')]: username, [english('fields.password')]: password })
  await button(page, english('login.send')).click()
  await expect(page).toHaveURL('/edit-profile')
  const expected = [
    'authn_login_successafterfail',
    'authn_login_fail',
    'email_verified',
    'user_created',
  ] as const
  for (const [place, kind] of expected.entries())
    await expect(rows(page).nth(place)).toContainText(english(`events.kinds.${kind}`))
  await expect(rows(page)).toHaveCount(expected.length)
  await expect(rows(page).first()).toContainText(english('events.channelPage'))
  await expect(rows(page).first()).toContainText(/Chrome on Linux|127\.0\.0\.1/)
  await expect(rows(page).nth(1)).toContainText(english('events.channelApp'))
  await expect(link(section(page, english('events.title')), english('events.more'))).toHaveCount(0)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false, locale: 'ru-RU' })

  test('more is shown on request, in Russian too', async ({ page, context, people, words }) => {
    test.setTimeout(120_000)
    const person = await people.signedIn(context)
    await Promise.all(Array.from({ length: 20 }, () => people.newSession(person)))
    await page.goto('/edit-profile')
    await expect(rows(page, words)).toHaveCount(20)
    await expect(rows(page, words).first()).toContainText(words('events.kinds.authn_login_success'))
    await link(page, words('events.more')).click()
    await expect(rows(page, words)).toHaveCount(23)
    await expect(rows(page, words).last()).toContainText(words('events.kinds.user_created'))
    await expect(link(page, words('events.more'))).toHaveCount(0)
    const odd = ['0', '-1', '1.5', '1e9', 'x', '']
    for (const count of odd)
      expect((await page.request.get(`/edit-profile?events=${count}`)).status(), count).toBe(200)
  })
})
