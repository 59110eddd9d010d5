import { expect } from '@playwright/test'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { alertOf, button, field, fill, section } from '@/e2e/support/pages/page-form'
import { unique } from '@/lib/testing/accounts'

const words = wordsOf('en')
const lizards = 'four calm brown lizards'

test('without a connection the page says so, a form keeps its input, and is sent when the connection is back', async ({
  page,
  context,
  address,
}) => {
  const username = unique('ada')
  const typed = {
    [words('fields.email')]: address,
    [words('fields.username')]: username,
    [words('fields.password')]: lizards,
  }
  await page.goto('/register')
  await fill(page, typed)
  await context.setOffline(true)
  await expect(page.getByText(words('offline.notice'))).toBeVisible()
  await button(page, words('register.send')).click()
  await expect(alertOf(page)).toHaveText(words('unanswered.unreachable'))
  await expect(alertOf(page)).toBeFocused()
  for (const [label, value] of Object.entries(typed)) await expect(field(page, label)).toHaveValue(value)
  await context.setOffline(false)
  await expect(page.getByText(words('offline.notice'))).toHaveCount(0)
  await button(page, words('register.send')).click()
  await expect(page).toHaveURL('/verify-email')
})

test('an answer that is not from our server leaves the form unchanged', async ({ page, context, people }) => {
  await people.signedIn(context)
  await page.goto('/edit-profile')
  const about = section(page, words('profile.detailsTitle'))
  await field(about, words('fields.firstName')).fill('Ada')
  await field(about, words('fields.gender')).selectOption('female')
  await page.route('**/edit-profile', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }))
  await button(about, words('profile.detailsSend')).click()
  await expect(about.getByRole('alert')).toHaveText(words('unanswered.broken'))
  await expect(field(about, words('fields.firstName'))).toHaveValue('Ada')
  await expect(field(about, words('fields.gender'))).toHaveValue('female')
  await page.unroute('**/edit-profile')
  await button(about, words('profile.detailsSend')).click()
  await expect(about.getByRole('status')).toHaveText(words('done.details_saved'))
})
