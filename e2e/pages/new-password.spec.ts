import { expect, type Page } from '@playwright/test'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { button, field, fill } from '@/e2e/support/pages/page-form'

const words = wordsOf('en')
const password = words('fields.password')

/** The password advice that a screen reader reads. */
const advice = (page: Page, sentence: string) =>
  page.locator('[aria-live="polite"]').filter({ hasText: sentence })

/** The form's height: advice must not move the elements below it. */
const heightOf = async (page: Page) => (await page.locator('main form').boundingBox())?.height

test.describe('in both languages', () => {
  for (const locale of ['en-GB', 'ru-RU']) {
    test.describe(locale, () => {
      test.use({ locale })

      test('a new password is rated while it is typed, in words, and nothing moves', async ({
        page,
        words,
      }) => {
        await page.goto('/register')
        await field(page, words('fields.email')).fill('ada@example.com')
        const height = await heightOf(page)
        const steps = [
          ['ada', words('strength.tooShort', { min: 8 })],
          ['adaexample1', words('strength.personal')],
          ['password1', words('strength.common')],
          ['21.11.1984', words('strength.pattern')],
          ['Xk3$9vLq2', words('strength.longer')],
          ['four calm brown lizards', words('strength.enough')],
        ] as const
        for (const [typed, sentence] of steps) {
          await field(page, words('fields.password')).fill(typed)
          await expect(advice(page, sentence)).toBeVisible()
          expect(await heightOf(page), typed).toBe(height)
        }
        await field(page, words('fields.password')).fill('')
        await expect(page.getByText(words('fields.newPasswordHint', { min: 8 }))).toBeVisible()
      })
    })
  }
})

test('the password meter is loaded only for a new password, and never for a current one', async ({
  page,
}) => {
  const scripts: string[] = []
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') scripts.push(answer.url())
  })
  await page.goto('/login', { waitUntil: 'networkidle' })
  const known = scripts.length
  await field(page, password).fill('password1')
  await page.goto('/register', { waitUntil: 'networkidle' })
  const before = scripts.length
  await field(page, password).focus()
  await expect.poll(() => scripts.length).toBeGreaterThan(before)
  expect(known).toBeGreaterThan(0)
  await expect(page.locator('[data-strength]')).toHaveCount(0)
})

test('the meter decides nothing: a password that the rules allow is accepted, whatever its rating', async ({
  page,
  address,
}) => {
  await page.goto('/register')
  await fill(page, { [words('fields.email')]: address, [password]: '21.11.1984' })
  await expect(advice(page, words('strength.weak'))).toBeVisible()
  await button(page, words('register.send')).click()
  await expect(page).toHaveURL('/verify-email')
})

test('where the meter cannot be loaded the hint stays, and the form works', async ({ page, address }) => {
  await page.goto('/register', { waitUntil: 'networkidle' })
  await page.route('**/*.js', (route) => route.abort())
  await fill(page, { [words('fields.email')]: address, [password]: 'four calm brown lizards' })
  await expect(page.getByText(words('fields.newPasswordHint', { min: 8 }))).toBeVisible()
  await button(page, words('register.send')).click()
  await expect(page).toHaveURL('/verify-email')
})

test('a password can be shown and is hidden again before it is sent', async ({ page }) => {
  await page.goto('/login')
  const input = field(page, password)
  await input.fill('four calm brown lizards')
  await button(page, words('fields.showPassword')).click()
  await expect(input).toHaveAttribute('type', 'text')
  await button(page, words('fields.hidePassword')).click()
  await expect(input).toHaveAttribute('type', 'password')
  await button(page, words('fields.showPassword')).click()
  const types: (string | null)[] = []
  await page.route('**/login', async (route) => {
    types.push(await input.getAttribute('type'))
    await route.continue()
  })
  await button(page, words('login.send')).click()
  await expect.poll(() => types).toEqual(['password'])
})

test('Caps Lock is reported while a password is typed, and not afterwards', async ({ page }) => {
  await page.goto('/login')
  const hint = advice(page, words('fields.capsLock'))
  await field(page, password).focus()
  const press = (modifierCapsLock: boolean) =>
    field(page, password).dispatchEvent('keydown', { key: 'A', code: 'KeyA', modifierCapsLock })
  await press(true)
  await expect(hint).toBeVisible()
  await press(false)
  await expect(hint).toHaveCount(0)
  await press(true)
  await field(page, words('fields.login')).focus()
  await expect(hint).toHaveCount(0)
})
