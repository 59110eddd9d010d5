import { randomBytes } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import type { Person } from '@/e2e/support/channels/people'
import { DeviceApp, newLogin } from '@/e2e/support/clients/device-api'
import { test } from '@/e2e/support/fixtures/page-test'
import { link } from '@/e2e/support/pages/page-form'
import { unique } from '@/lib/testing/accounts'

const rowTo = (page: Page, to: string) => page.getByRole('listitem').filter({ hasText: to })
const listOnlyTo = (to: string) => `/inbox?to=${encodeURIComponent(to)}`

/** A domain of its own, so that a list has only this test's mails, and users with addresses there. */
function newDomain(): [domain: string, atDomain: () => Pick<Person, 'username' | 'address'>] {
  const domain = `${unique('mail')}.example.com`
  const atDomain = () => {
    const username = unique('ada')
    return { username, address: `${username}@${domain}` }
  }
  return [domain, atDomain]
}

test('a message is chosen from the list and read in its three formats', async ({ page, people, words }) => {
  const person = await people.registered()
  await page.goto(listOnlyTo(person.username))
  await rowTo(page, person.address).getByRole('link').click()
  const message = page.getByRole('article')
  await expect(message.getByRole('heading', { level: 2 })).toHaveText(
    'Confirm your email address for Latchkey',
  )
  await expect(message.getByText(words('inbox.to', { address: person.address }))).toBeVisible()
  await expect(rowTo(page, person.address).getByRole('link')).toHaveAttribute('aria-current', 'page')
  const frame = page.frameLocator('iframe')
  await expect(frame.getByRole('link', { name: 'Confirm address' })).toBeVisible()
  await expect(page.locator('iframe')).toHaveAttribute(
    'sandbox',
    'allow-popups allow-top-navigation-by-user-activation',
  )
  await link(message, words('inbox.text')).click()
  await expect(page.locator('iframe')).toHaveCount(0)
  await expect(message.getByText(/^Latchkey\s+Confirm your email address/)).toBeVisible()
  await link(message, words('inbox.source')).click()
  await expect(message.getByText('<!DOCTYPE html')).toBeVisible()
  await link(message, words('inbox.html')).click()
  await frame.getByRole('link', { name: 'Confirm address' }).click()
  await expect(page).toHaveURL(/\/verify-email\//)
})

test('new messages appear automatically, and unread ones are marked', async ({
  page,
  context,
  people,
  words,
}) => {
  const [domain, atDomain] = newDomain()
  const first = await people.registered(atDomain())
  await page.goto(listOnlyTo(domain))
  const unread = (person: Person) => rowTo(page, person.address).getByText(words('inbox.unread'))
  await expect(unread(first)).toHaveCount(1)
  const second = await people.registered(atDomain())
  await expect(rowTo(page, second.address)).toBeVisible()
  await expect(page.getByRole('status')).toHaveText(words('inbox.arrived'))
  await rowTo(page, second.address).getByRole('link').click()
  await expect(page.getByRole('article')).toBeVisible()
  await expect(unread(second)).toHaveCount(0)
  await expect(unread(first)).toHaveCount(1)
  const third = await people.registered(atDomain())
  await expect(unread(third)).toHaveCount(1)
  const other = await context.newPage()
  await other.goto(listOnlyTo(domain))
  await expect(rowTo(other, first.address).getByText(words('inbox.unread'))).toHaveCount(1)
  await expect(rowTo(other, second.address).getByText(words('inbox.unread'))).toHaveCount(0)
})

test('the list can be filtered by recipient, also while a message is open', async ({
  page,
  people,
  words,
}) => {
  const [one, other] = [await people.registered(), await people.registered()]
  await page.goto('/inbox')
  const filter = page.getByLabel(words('inbox.filter'))
  await filter.fill(one.address.toUpperCase())
  await filter.press('Enter')
  await expect(rowTo(page, one.address)).toBeVisible()
  await expect(rowTo(page, other.address)).toHaveCount(0)
  await rowTo(page, one.address).getByRole('link').click()
  await expect(page.getByRole('article')).toBeVisible()
  await expect(rowTo(page, other.address)).toHaveCount(0)
  await link(page, words('inbox.filterClear')).click()
  await expect(rowTo(page, other.address)).toBeVisible()
  await page.goto(listOnlyTo('nobody@nowhere'))
  await expect(page.getByText(words('inbox.noneTo', { to: 'nobody@nowhere' }))).toBeVisible()
})

test('the arrow keys move through the list, and Enter opens a message', async ({ page, people }) => {
  const [domain, atDomain] = newDomain()
  const [older, newer] = [await people.registered(atDomain()), await people.registered(atDomain())]
  await page.goto(listOnlyTo(domain))
  const newest = rowTo(page, newer.address).getByRole('link')
  await newest.focus()
  await newest.press('ArrowDown')
  await expect(newest).not.toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(newest).toBeFocused()
  await rowTo(page, older.address).getByRole('link').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article')).toContainText(older.address)
})

test('a push message is shown as a notification', async ({ page, server, mailbox, words }) => {
  const [login, token] = [newLogin(), randomBytes(32).toString('hex')]
  const app = new DeviceApp(server.url)
  await app.auth({ login, device_id: 'one', device_token: token })
  await app.post('/password/request', { tool: 'push' })
  await mailbox.next(token, /./)
  await page.goto(listOnlyTo(token))
  await expect(rowTo(page, token).getByText(words('inbox.push'), { exact: true })).toBeVisible()
  await rowTo(page, token).getByRole('link').click()
  const message = page.getByRole('article')
  // The alert's text is the password and nothing else.
  await expect(message.getByText(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/)).toBeVisible()
  await expect(page.locator('iframe')).toHaveCount(0)
})

test('on a phone the list and the message take turns', async ({ page, people, words }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const person = await people.registered()
  await page.goto(listOnlyTo(person.address))
  await rowTo(page, person.address).getByRole('link').click()
  await expect(page.getByRole('article')).toBeVisible()
  await expect(page.getByRole('navigation', { name: words('inbox.list') })).toBeHidden()
  await link(page, words('inbox.back')).click()
  await expect(rowTo(page, person.address)).toBeVisible()
  await expect(page).toHaveURL(listOnlyTo(person.address))
  await expect(page.getByRole('article')).toHaveCount(0)
})

test('a message that no longer exists is reported as such', async ({ page, people, words }) => {
  await people.registered()
  await page.goto('/inbox?id=nothing')
  await expect(page.getByText(words('inbox.gone'))).toBeVisible()
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('everything is there, and a link checks for new messages', async ({
    page,
    people,
    mailbox,
    words,
  }) => {
    const person = await people.registered()
    await mailbox.nextWithLink(person.address, '/verify-email/')
    await page.goto('/inbox')
    await rowTo(page, person.address).getByRole('link').click()
    await link(page, words('inbox.text')).click()
    await expect(page.getByRole('article').getByText(/^Latchkey\s+Confirm your email address/)).toBeVisible()
    const next = await people.registered()
    await mailbox.nextWithLink(next.address, '/verify-email/')
    await link(page, words('inbox.reload')).click()
    await page.getByLabel(words('inbox.filter')).fill(next.address)
    await page.getByRole('button', { name: words('inbox.filterSend') }).click()
    await expect(rowTo(page, next.address)).toBeVisible()
    await expect(rowTo(page, person.address)).toHaveCount(0)
  })
})
