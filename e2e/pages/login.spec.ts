import { expect, type Page } from '@playwright/test'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { alertOf, button, expectFault, field, fill, link } from '@/e2e/support/pages/page-form'

const words = wordsOf('en')
const login = words('fields.login')
const password = words('fields.password')

async function signIn(page: Page, name: string, secret: string): Promise<void> {
  await fill(page, { [login]: name, [password]: secret })
  await button(page, words('login.send')).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('a wrong password is cleared, marked and focused, and the page offers the reset', async ({
      page,
      people,
    }) => {
      const { username } = await people.verified()
      await page.goto('/login')
      await signIn(page, username, 'not the password')
      await expectFault(field(page, password), words('faults.wrong_credentials'))
      await expect(field(page, password)).toBeFocused()
      await expect(field(page, password)).toHaveValue('')
      await expect(field(page, login)).toHaveValue(username)
      await link(page, words('login.resetOffer')).click()
      await expect(page).toHaveURL('/reset')
    })

    test('a user with an unconfirmed address is offered the mail again', async ({ page, people }) => {
      const { address, password: right } = await people.registered()
      await page.goto('/login')
      await signIn(page, address, right)
      await expect(alertOf(page)).toContainText(words('faults.email_not_verified'))
      await expect(alertOf(page)).toBeFocused()
      await link(page, words('login.verifyOffer')).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('verify.title'))
      await expect(field(page, words('fields.email'))).toBeEditable()
    })
  })
}

test('an unknown name, an empty form and a wrong password get the same answer', async ({ page, people }) => {
  const { username } = await people.registered()
  const attempts = [
    ['nobody-has-this-name', 'some password'],
    ['nobody@example.com', 'some password'],
    [username, 'some password'],
    ['', ''],
  ] as const
  await page.goto('/login')
  for (const [name, secret] of attempts) {
    await signIn(page, name, secret)
    // Cleared by this answer: the message may still be that of the previous one.
    await expect(field(page, password)).toHaveValue('')
    await expectFault(field(page, password), words('faults.wrong_credentials'))
    await expect(field(page, login)).toHaveValue(name)
    await expect(field(page, login)).toHaveAttribute('aria-invalid', 'false')
  }
})

test('the name and the address sign in, in upper or lower case', async ({ page, context, people }) => {
  const person = await people.verified()
  for (const name of [person.username.toUpperCase(), person.address.toUpperCase()]) {
    await context.clearCookies()
    await page.goto('/login')
    await signIn(page, name, person.password)
    await expect(page).toHaveURL('/edit-profile')
  }
})

test('a signed-in user is redirected to the profile, from here and from the root', async ({
  page,
  context,
  people,
}) => {
  await people.signedIn(context)
  for (const path of ['/login', '/']) {
    await page.goto(path)
    await expect(page).toHaveURL('/edit-profile')
  }
})

test('the query shows only our own notices', async ({ page }) => {
  await page.goto('/login?notice=disowned')
  await expect(page.getByRole('status')).toHaveText(words('notices.disowned'))
  for (const hostile of ['constructor', '<b>x</b>', 'verified&notice=disowned']) {
    await page.goto(`/login?notice=${hostile}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('login.title'))
    await expect(page.getByRole('status')).toHaveCount(0)
  }
})

test('a cookie that is not a session is ignored', async ({ page, context, server }) => {
  for (const value of ['x', 'A'.repeat(43), '%00', 'A'.repeat(3000)]) {
    await context.addCookies([{ name: 'authjs.session-token', value, url: server.url }])
    await page.goto('/edit-profile')
    await expect(page).toHaveURL('/login')
    await expect(page.getByRole('status')).toHaveCount(0)
  }
})
