import { expect, type Locator, type Page } from '@playwright/test'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { button, field, link, section } from '@/e2e/support/pages/page-form'
import { linkIn } from '@/e2e/support/servers/mailbox'
import { goodPassword, unique } from '@/lib/testing/accounts'

const words = wordsOf('en')
const lizards = 'four calm brown lizards'

/** Presses Tab until the place has the focus, and checks that the focus is visible. */
async function tabTo(page: Page, place: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    if (await place.evaluate((element) => element === document.activeElement)) {
      const outline = await place.evaluate((element) => getComputedStyle(element).outlineStyle)
      expect(outline, 'the focus has a ring').not.toBe('none')
      return
    }
  }
  throw new Error(`the Tab key never comes to ${place}`)
}

async function type(page: Page, within: Page | Locator, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    await tabTo(page, field(within, label))
    await page.keyboard.insertText(value)
  }
  await page.keyboard.press('Enter')
}

async function pressOn(page: Page, place: Locator, key: 'Enter' | 'Space'): Promise<void> {
  await tabTo(page, place)
  await page.keyboard.press(key)
}

test('with the keyboard alone a user registers, confirms and signs in', async ({
  page,
  mailbox,
  address,
}) => {
  const username = unique('ada')
  await page.goto('/login')
  await pressOn(page, link(page, words('login.register')), 'Enter')
  await expect(page).toHaveURL('/register')
  await type(page, page, {
    [words('fields.email')]: address,
    [words('fields.username')]: username,
    [words('fields.password')]: goodPassword,
  })
  await expect(page).toHaveURL('/verify-email')

  await page.goto(linkIn(await mailbox.nextWithLink(address, '/verify-email/')))
  await pressOn(page, button(page, words('confirm.send')), 'Space')
  await expect(page.getByRole('status')).toHaveText(words('notices.verified'))
  await type(page, page, {
    [words('fields.login')]: username,
    [words('fields.password')]: goodPassword,
  })
  await expect(page).toHaveURL('/edit-profile')
})

test('with the keyboard alone a user changes the profile, ends sessions and signs out', async ({
  page,
  context,
  people,
}) => {
  const person = await people.signedIn(context)
  await people.newSession(person)
  await page.goto('/edit-profile')
  const about = section(page, words('profile.detailsTitle'))
  await type(page, about, { [words('fields.firstName')]: 'Ada' })
  // The answer takes the focus; from there on Tab continues at the reader's position.
  await expect(about.getByRole('status')).toBeFocused()
  await tabTo(page, field(about, words('fields.gender')))
  await page.keyboard.press('ArrowDown')
  await pressOn(page, button(about, words('profile.detailsSend')), 'Enter')
  await expect(about.getByRole('status')).toBeFocused()
  await page.reload()
  await expect(field(about, words('fields.gender'))).toHaveValue('female')

  const sessions = section(page, words('profile.sessionsTitle'))
  await pressOn(page, button(sessions, words('profile.othersEnd')), 'Enter')
  await expect(sessions.getByRole('status')).toHaveText(words('done.sessions_ended'))
  await page.reload()
  await pressOn(page, button(page, words('profile.signOut')), 'Space')
  await expect(page.getByRole('status')).toHaveText(words('notices.signed_out'))
})

test('with the keyboard alone a user who forgot the password sets a new one', async ({
  page,
  mailbox,
  people,
}) => {
  const { address, username } = await people.verified()
  await page.goto('/login')
  await pressOn(page, link(page, words('login.forgot')), 'Enter')
  await type(page, page, { [words('fields.email')]: address })
  await expect(page.getByRole('status')).toHaveText(words('done.reset_sent'))
  await page.goto(linkIn(await mailbox.nextWithLink(address, '/reset/')))
  await type(page, page, { [words('fields.newPassword')]: lizards })
  await expect(page.getByRole('status')).toHaveText(words('notices.password_changed'))
  expect(await people.canSignIn(username, lizards)).toBe(true)
})

test('the first Tab offers to skip the page header', async ({ page }) => {
  await page.goto('/register')
  await pressOn(page, link(page, words('site.skip')), 'Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1)
})
