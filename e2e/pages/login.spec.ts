import { expect } from '@playwright/test'
import { test } from '@/e2e/support/page-test'

test('people sign in by name', async ({ page, people, words }) => {
  const person = await people.verified()
  await page.goto('/login')
  await page.getByLabel(words('fields.login'), { exact: true }).fill(person.username)
  await page.getByLabel(words('fields.password'), { exact: true }).fill(person.password)
  await page.getByRole('button', { name: words('login.send'), exact: true }).click()
  await expect(page).toHaveURL('/edit-profile')
})
