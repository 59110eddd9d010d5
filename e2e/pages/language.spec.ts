import { expect } from '@playwright/test'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { button, field } from '@/e2e/support/pages/page-form'

const english = wordsOf('en')
const russian = wordsOf('ru')

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('the language can be changed on any page, which stays open, and is remembered', async ({ page }) => {
      const title = page.getByRole('heading', { level: 1 })
      await page.goto('/reset')
      await expect(title).toHaveText(english('reset.title'))
      await button(page, 'Русский').click()
      await expect(title).toHaveText(russian('reset.title'))
      await expect(page).toHaveURL('/reset')
      await page.reload()
      await expect(title).toHaveText(russian('reset.title'))
      await expect(field(page, russian('fields.email'))).toBeEditable()
      await page.goto(`/reset/${'A'.repeat(43)}`)
      await expect(title).toHaveText(russian('tickets.unknownTitle'))
      await button(page, 'English').click()
      await expect(title).toHaveText(english('tickets.unknownTitle'))
      await expect(page).toHaveURL(`/reset/${'A'.repeat(43)}`)
    })
  })
}

test('a page states its language, and which one is selected', async ({ page }) => {
  await page.goto('/login')
  await expect(button(page, 'English')).toHaveAttribute('aria-current', 'true')
  await button(page, 'Русский').click()
  await expect(button(page, 'Русский')).toHaveAttribute('aria-current', 'true')
  expect(await (await page.request.get('/login')).text()).toContain('<html lang="ru"')
})
