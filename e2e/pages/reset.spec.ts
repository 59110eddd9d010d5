import { expect, type Page } from '@playwright/test'
import { plain, wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { alertOf, button, expectFault, field, link } from '@/e2e/support/pages/page-form'

const words = wordsOf('en')
const email = words('fields.email')
const newPassword = words('fields.newPassword')
const lizards = 'four calm brown lizards'

async function askFor(page: Page, address: string): Promise<void> {
  await field(page, email).fill(address)
  await button(page, words('reset.send')).click()
}

test('an invalid address is marked, kept and focused', async ({ page }) => {
  await page.goto('/reset')
  await askFor(page, 'ada@')
  await expectFault(field(page, email), words('faults.email_invalid'))
  await expect(field(page, email)).toHaveValue('ada@')
  await expect(field(page, email)).toBeFocused()
  await askFor(page, '')
  await expectFault(field(page, email), words('faults.email_missing'))
})

test('the answer is the same for known and unknown addresses', async ({ page, people, mailbox, address }) => {
  const owner = await people.verified()
  const seen: string[] = []
  for (const requested of [address, owner.address]) {
    await page.goto('/reset')
    await askFor(page, requested)
    await expect(page.getByRole('status')).toHaveText(words('done.reset_sent'))
    await expect(page.getByRole('status')).toBeFocused()
    await expect(page.getByRole('button', { name: words('reset.again') })).toContainText('0:')
    seen.push(((await page.getByRole('main').textContent()) ?? '').replace(/\d:\d\d/, '…'))
  }
  expect(seen[1]).toBe(seen[0])
  await mailbox.nextWithLink(owner.address, '/reset/')
  expect(await mailbox.list(address)).toEqual([])
})

test('the mail can be sent again, to the same address, after a minute', async ({ page, people }) => {
  const owner = await people.verified()
  await page.clock.install()
  await page.goto('/reset')
  await askFor(page, owner.address)
  const again = page.getByRole('button', { name: words('reset.again') })
  await expect(again).toHaveAttribute('aria-disabled', 'true')
  await expect(again).toContainText('0:')
  await page.clock.fastForward(61_000)
  await expect(again).toHaveText(words('reset.again'))
  await again.click()
  await expect(page.getByRole('status')).toHaveText(words('done.reset_sent'))
  await expect(again).toHaveAttribute('aria-disabled', 'true')
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('the mail can be requested again at once', async ({ page, people }) => {
    const owner = await people.verified()
    await page.goto('/reset')
    await askFor(page, owner.address)
    await button(page, words('reset.again')).click()
    await expect(page.getByRole('status')).toHaveText(words('done.reset_sent'))
  })

  test('a rejected password says why at the field and leaves the link valid', async ({ page, people }) => {
    const owner = await people.verified()
    await page.goto(`/reset/${await people.resetTicket(owner)}`)
    await field(page, newPassword).fill('short')
    await button(page, words('newPassword.send')).click()
    await expectFault(field(page, newPassword), words('faults.password_short', { min: 8 }))
    await expect(field(page, newPassword)).toBeFocused()
    await field(page, newPassword).fill(lizards)
    await button(page, words('newPassword.send')).click()
    await expect(page.getByRole('status')).toHaveText(words('notices.password_changed'))
  })
})

test('another address can be entered', async ({ page, address }) => {
  await page.goto('/reset')
  await askFor(page, address)
  await link(page, words('reset.otherAddress')).click()
  await expect(field(page, email)).toBeEditable()
  await expect(field(page, email)).toHaveValue('')
})

test('a rejected password leaves the link valid; the next one is set, and all other access ends', async ({
  page,
  people,
  mailbox,
}) => {
  const owner = await people.verified()
  const session = await people.newSession(owner)
  const ticket = await people.resetTicket(owner)
  await page.goto(`/reset/${ticket}`)
  const refused = [
    ['', words('faults.password_missing')],
    ['password123', words('faults.password_common')],
    [owner.username, words('faults.password_is_login')],
  ] as const
  for (const [tried, fault] of refused) {
    await field(page, newPassword).fill(tried)
    await button(page, words('newPassword.send')).click()
    await expectFault(field(page, newPassword), fault)
    await expect(field(page, newPassword)).toBeFocused()
    await expect(field(page, newPassword)).toHaveValue('')
  }
  expect(await people.isSignedIn(session)).toBe(true)
  await field(page, newPassword).fill(lizards)
  await button(page, words('newPassword.send')).click()
  await expect(page.getByRole('status')).toHaveText(words('notices.password_changed'))
  expect(await people.isSignedIn(session)).toBe(false)
  expect(await people.canSignIn(owner.username, owner.password)).toBe(false)
  expect(await people.canSignIn(owner.username, lizards)).toBe(true)
  await mailbox.next(owner.address, /password was changed/)
})

test('a form left open while its link was used says so and offers a new one', async ({ page, people }) => {
  const owner = await people.verified()
  const ticket = await people.resetTicket(owner)
  await page.goto(`/reset/${ticket}`)
  const response = await page.request.post(`/api/rest/auth/reset-password/${ticket}`, {
    data: { password: lizards },
  })
  expect(response.status()).toBe(200)
  await field(page, newPassword).fill('umbrella on the seventh hill')
  await button(page, words('newPassword.send')).click()
  await expect(alertOf(page)).toContainText(words('faults.ticket_spent'))
  await expect(alertOf(page)).toBeFocused()
  await expect(link(page, words('newPassword.askAnew'))).toHaveAttribute('href', '/reset')
  expect(await people.canSignIn(owner.username, lizards)).toBe(true)
})

test('a spent or unknown link says so, and leads to a new one or to sign-in', async ({
  page,
  people,
  mailbox,
}) => {
  const owner = await people.verified()
  const spent = await mailbox.nextTicket(owner.address, '/verify-email/')
  const dead = [
    { ticket: spent, title: words('tickets.spentTitle') },
    { ticket: 'A'.repeat(43), title: words('tickets.unknownTitle') },
    { ticket: '%00', title: words('tickets.unknownTitle') },
  ]
  for (const { ticket, title } of dead) {
    await page.goto(`/reset/${ticket}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await expect(field(page, newPassword)).toHaveCount(0)
    await expect(link(page, words('newPassword.askAnew'))).toHaveAttribute('href', '/reset')
    await expect(link(page, words('tickets.signIn'))).toHaveAttribute('href', '/login')
  }
})

test('a reset link on the page for addresses links to the right page, and stays valid', async ({
  page,
  people,
}) => {
  const owner = await people.verified()
  const ticket = await people.resetTicket(owner)
  await page.goto(`/verify-email/${ticket}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('confirm.wrongLinkTitle'))
  await link(page, words('confirm.resetInstead')).click()
  await expect(page).toHaveURL(`/reset/${ticket}`)
  await expect(page.getByText(plain(words, 'newPassword.lead', { account: owner.username }))).toBeVisible()
})
