import { expect, type Page } from '@playwright/test'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { contrast, findFaults } from '@/e2e/support/pages/find-faults'
import { button, section } from '@/e2e/support/pages/page-form'

const words = wordsOf('en')

test.use({ contextOptions: { reducedMotion: 'reduce' } })
test.describe.configure({ timeout: 120_000 })

const looks = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'light', width: 390 },
  { colorScheme: 'dark', width: 390 },
] as const

/** Axe finds nothing in light and dark, on a phone and a desktop; and nothing is wider than the smallest phone. */
async function expectNoFindings(page: Page, state: string): Promise<void> {
  for (const { colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    const found = await findFaults(page, colorScheme === 'dark' ? contrast : undefined)
    expect(found, `${state}, ${colorScheme}, ${width} px`).toEqual([])
  }
  await page.setViewportSize({ width: 320, height: 640 })
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow, `${state} at 320 px`).toBeLessThanOrEqual(0)
}

test('axe finds nothing on the register page, initially and with errors', async ({ page }) => {
  await page.goto('/register')
  await expectNoFindings(page, 'at rest')
  await button(page, words('register.send')).click()
  await expect(page.getByText(words('faults.email_missing'))).toBeVisible()
  await expectNoFindings(page, 'with faults')
})

test('axe finds nothing on the login page, initially, with a notice and with an error', async ({ page }) => {
  await page.goto('/login?notice=signed_out')
  await expectNoFindings(page, 'with news')
  await button(page, words('login.send')).click()
  await expect(page.getByText(words('faults.wrong_credentials'))).toBeVisible()
  await expectNoFindings(page, 'with a fault')
})

test('axe finds nothing on the login page after being signed out', async ({ page, context, people }) => {
  const person = await people.signedIn(context)
  const otherSession = await people.newSession(person)
  await page.goto('/edit-profile')
  await button(page, words('profile.othersEnd')).click()
  await expect(page.getByText(words('done.sessions_ended'))).toBeVisible()
  await context.addCookies([{ name: 'authjs.session-token', value: otherSession, url: page.url() }])
  await page.goto('/login')
  await expect(page.getByText(words('ended.title'))).toBeVisible()
  await expectNoFindings(page, 'signed out')
})

test('axe finds nothing on the reset request page, before and after', async ({ page, address }) => {
  await page.goto('/reset')
  await expectNoFindings(page, 'at rest')
  await page.getByLabel(words('fields.email')).fill(address)
  await button(page, words('reset.send')).click()
  await expect(page.getByText(words('done.reset_sent'))).toBeVisible()
  await expectNoFindings(page, 'sent')
})

test('axe finds nothing on the pages that mail links open', async ({ page, people, mailbox }) => {
  const person = await people.registered()
  const ticket = await mailbox.nextTicket(person.address, '/verify-email/')
  for (const path of [`/verify-email/${ticket}`, `/reset/${ticket}`, `/reset/${'A'.repeat(43)}`]) {
    await page.goto(path)
    await expectNoFindings(page, path.split('/')[1] ?? '')
  }
})

test('axe finds nothing on "check your mail" and on the not-found page', async ({ page }) => {
  for (const path of ['/verify-email', '/nowhere']) {
    await page.goto(path)
    await expectNoFindings(page, path)
  }
})

test('axe finds nothing in the inbox, in its list and on a message', async ({ page, people, mailbox }) => {
  const { address } = await people.registered()
  const { id } = await mailbox.nextWithLink(address, '/verify-email/')
  // Only this user's list: the other tests' mails are too many.
  const list = `/inbox?to=${encodeURIComponent(address)}`
  for (const path of [list, `${list}&id=${id}&form=text`]) {
    await page.goto(path)
    await expectNoFindings(page, path)
  }
})

test('axe finds nothing on the profile, initially and during changes', async ({
  page,
  context,
  people,
  address,
}) => {
  const person = await people.signedIn(context)
  await people.newSession(person)
  await page.goto('/edit-profile')
  await expectNoFindings(page, 'at rest')
  const mail = section(page, words('profile.emailTitle'))
  await mail.getByLabel(words('profile.emailNew')).fill(address)
  await mail.getByLabel(words('fields.currentPassword')).fill(person.password)
  await button(mail, words('profile.emailSend')).click()
  await expect(mail.getByText(words('done.email_change_asked', { email: address }))).toBeVisible()
  await button(section(page, words('profile.usernameTitle')), words('profile.usernameSend')).click()
  await expect(page.getByText(words('faults.wrong_password'))).toBeVisible()
  await expectNoFindings(page, 'in the midst of changes')
})

test.describe('in Russian', () => {
  test.use({ locale: 'ru-RU' })

  test('nothing is too wide for the smallest phone: the words are longer', async ({
    page,
    context,
    people,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    for (const path of ['/login', '/register', '/reset', '/verify-email', '/edit-profile']) {
      if (path === '/edit-profile') await people.signedIn(context)
      await page.goto(path)
      await expect(page).toHaveURL(path)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow, path).toBeLessThanOrEqual(0)
    }
  })
})
