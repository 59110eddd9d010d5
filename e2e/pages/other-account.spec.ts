import { type BrowserContext, expect, type Page } from '@playwright/test'
import type { People, Person } from '@/e2e/support/channels/people'
import { plain, wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { findFaults } from '@/e2e/support/pages/find-faults'
import { button, field } from '@/e2e/support/pages/page-form'

/** A signed-in user opens a mail link of another account. */

const words = wordsOf('en')
const lizards = 'four calm brown lizards'

async function secretOf(context: BrowserContext): Promise<string> {
  const cookie = (await context.cookies()).find(({ name }) => name === 'authjs.session-token')
  return cookie?.value ?? ''
}

async function chooseNewPassword(page: Page, send = words('newPassword.send')): Promise<void> {
  await field(page, words('fields.newPassword')).fill(lizards)
  await button(page, send).click()
}

/** The page says whose the link is, and who is signed in. */
async function expectAccountsNamed(
  page: Page,
  { username: current }: Person,
  account: string,
): Promise<void> {
  await expect(
    page.getByRole('status').getByText(plain(words, 'tickets.other', { current, account })),
  ).toBeVisible()
}

/** The profile still belongs to the same session, and reports what was done. */
async function expectStaysSignedIn(
  page: Page,
  people: People,
  stays: { person: Person; secret: string; news: string },
): Promise<void> {
  await expect(page).toHaveURL(/\/edit-profile\?/)
  await expect(page.getByRole('status').getByText(stays.news)).toBeVisible()
  const lead = plain(words, 'profile.lead', { account: stays.person.username })
  await expect(page.getByText(lead, { exact: true })).toBeVisible()
  expect(await secretOf(page.context())).toBe(stays.secret)
  expect(await people.isSignedIn(stays.secret)).toBe(true)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('a new password for another account: its sessions end, and the current user stays signed in', async ({
      page,
      context,
      people,
    }) => {
      const other = await people.verified()
      const theirs = await people.newSession(other)
      const person = await people.signedIn(context)
      const secret = await secretOf(context)
      await page.goto(`/reset/${await people.resetTicket(other)}`)
      await expectAccountsNamed(page, person, other.username)
      await chooseNewPassword(page)
      const facts = { account: other.username, current: person.username }
      const news = plain(words, 'notices.other_password_changed', facts)
      await expectStaysSignedIn(page, people, { person, secret, news })
      expect(await people.isSignedIn(theirs)).toBe(false)
      expect(await people.canSignIn(other.username, lizards)).toBe(true)
      expect(await people.canSignIn(person.username, person.password)).toBe(true)
    })

    test('a new password for the current account ends its sessions, and clears the cookie', async ({
      page,
      context,
      people,
    }) => {
      const person = await people.signedIn(context)
      const secret = await secretOf(context)
      await page.goto(`/reset/${await people.resetTicket(person)}`)
      await expect(
        page.getByText(plain(words, 'newPassword.lead', { account: person.username })),
      ).toBeVisible()
      await expect(page.getByRole('main').getByRole('status')).toHaveCount(0)
      await chooseNewPassword(page)
      await expect(page).toHaveURL('/login?notice=password_changed')
      await expect(page.getByRole('status')).toHaveText(words('notices.password_changed'))
      expect(await secretOf(context)).toBe('')
      expect(await people.isSignedIn(secret)).toBe(false)
    })

    test('another account’s address is confirmed with its password, and the current user stays signed in', async ({
      page,
      context,
      people,
      mailbox,
    }) => {
      const other = await people.registered()
      const person = await people.signedIn(context)
      const secret = await secretOf(context)
      await page.goto(`/verify-email/${await mailbox.nextTicket(other.address, '/verify-email/')}`)
      await expectAccountsNamed(page, person, other.username)
      await field(page, words('fields.password')).fill(other.password)
      await button(page, words('confirm.send')).click()
      const facts = { account: other.username, email: other.address, current: person.username }
      await expectStaysSignedIn(page, people, {
        person,
        secret,
        news: plain(words, 'notices.other_verified', facts),
      })
      expect(await people.canSignIn(other.username, other.password)).toBe(true)
    })

    test('an account registered in this browser is confirmed with the button, also while another is signed in', async ({
      page,
      context,
      people,
      mailbox,
    }) => {
      const newcomer = await people.registeredIn(context)
      const person = await people.signedIn(context)
      const secret = await secretOf(context)
      await page.goto(`/verify-email/${await mailbox.nextTicket(newcomer.address, '/verify-email/')}`)
      await expectAccountsNamed(page, person, newcomer.username)
      await button(page, words('confirm.send')).click()
      const facts = { account: newcomer.username, email: newcomer.address, current: person.username }
      await expectStaysSignedIn(page, people, {
        person,
        secret,
        news: plain(words, 'notices.other_verified', facts),
      })
      expect(await people.canSignIn(newcomer.username, newcomer.password)).toBe(true)
    })

    test('"this is not me" is confirmed to a signed-in user, who stays signed in', async ({
      page,
      context,
      people,
      mailbox,
    }) => {
      const other = await people.registered()
      const person = await people.signedIn(context)
      const secret = await secretOf(context)
      await page.goto(`/verify-email/${await mailbox.nextTicket(other.address, '/verify-email/')}`)
      await button(page, words('confirm.disownSend')).click()
      await expectStaysSignedIn(page, people, { person, secret, news: words('notices.disowned') })
      expect(await people.canSignIn(other.address, other.password)).toBe(false)
    })

    test('another account’s address is restored, and the current user stays signed in', async ({
      page,
      context,
      people,
      mailbox,
      address,
    }) => {
      const other = await people.signedIn(context)
      await page.goto(`/verify-email/${await people.changeTicket(other, await secretOf(context), address)}`)
      await button(page, words('confirm.send')).click()
      await expect(page.getByText(words('notices.own_verified'))).toBeVisible()
      const person = await people.signedIn(context)
      const secret = await secretOf(context)
      await mailbox.next(other.address, /was changed/)
      await page.goto(`/reset/${await mailbox.nextTicket(other.address, '/reset/')}`)
      await expectAccountsNamed(page, person, other.username)
      await chooseNewPassword(page, words('newPassword.sendUndo'))
      const facts = { account: other.username, email: other.address, current: person.username }
      const news = plain(words, 'notices.other_address_restored', facts)
      await expectStaysSignedIn(page, people, { person, secret, news })
      expect(await people.canSignIn(other.address, lizards)).toBe(true)
    })
  })
}

test('a user who signs in while the page of a link is open stays signed in, and is told what it did', async ({
  page,
  context,
  people,
}) => {
  const other = await people.verified()
  await page.goto(`/reset/${await people.resetTicket(other)}`)
  const person = await people.signedIn(context)
  const secret = await secretOf(context)
  await chooseNewPassword(page)
  const facts = { account: other.username, current: person.username }
  await expectStaysSignedIn(page, people, {
    person,
    secret,
    news: plain(words, 'notices.other_password_changed', facts),
  })
})

test('no query makes the profile report something that was not done', async ({ page, context, people }) => {
  await people.signedIn(context)
  const forged = ['news=other_verified', `news=${'A'.repeat(80)}`, 'notice=other_verified', 'notice=toString']
  for (const query of forged) {
    await page.goto(`/edit-profile?${query}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('main').getByRole('status').filter({ visible: true })).toHaveCount(0)
  }
})

test.describe('in Russian on a phone', () => {
  test.use({ locale: 'ru-RU', viewport: { width: 320, height: 640 } })

  test('the notices fit, and axe finds nothing', async ({ page, context, people, mailbox }) => {
    const russian = wordsOf('ru')
    const other = await people.registered()
    const person = await people.signedIn(context)
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    await page.goto(`/verify-email/${await mailbox.nextTicket(other.address, '/verify-email/')}`)
    const message = plain(russian, 'tickets.other', { current: person.username, account: other.username })
    await expect(page.getByText(message)).toBeVisible()
    expect(await overflow()).toBeLessThanOrEqual(0)
    expect(await findFaults(page)).toEqual([])
    await field(page, russian('fields.password')).fill(other.password)
    await page.keyboard.press('Enter')
    const facts = { account: other.username, email: other.address, current: person.username }
    await expect(page.getByText(plain(russian, 'notices.other_verified', facts))).toBeVisible()
    expect(await overflow()).toBeLessThanOrEqual(0)
    expect(await findFaults(page)).toEqual([])
  })
})
