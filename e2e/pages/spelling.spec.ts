import { expect, type Page } from '@playwright/test'
import { plain, wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { button, field, fill, section } from '@/e2e/support/pages/page-form'
import { unique } from '@/lib/testing/accounts'

/** Names, addresses and phones are accepted and shown as people write them. */

const words = wordsOf('en')

const title = (page: Page) => page.getByRole('heading', { level: 1 })

test('an address in another script is shown in it, on pages and in mails', async ({
  page,
  context,
  people,
  mailbox,
  server,
}) => {
  const username = unique('ada')
  const [shown, stored] = [`${username}@пример.test`, `${username}@xn--e1afmkfd.test`]
  await page.goto('/register')
  const password = 'four calm brown lizards'
  await fill(page, {
    [words('fields.email')]: shown,
    [words('fields.username')]: username,
    [words('fields.password')]: password,
  })
  await button(page, words('register.send')).click()
  await expect(page.getByText(plain(words, 'verify.leadKnown', { email: shown }))).toBeVisible()
  const ticket = await mailbox.nextTicket(stored, '/verify-email/')
  const [mail] = await mailbox.list(stored)
  for (const part of [mail?.text, mail?.html]) {
    expect(part).toContain(shown)
    expect(part).not.toContain('xn--')
  }
  await page.goto(`/verify-email/${ticket}`)
  const lead = plain(words, 'confirm.lead', { account: username, email: shown })
  await expect(page.getByText(lead)).toBeVisible()
  await fetch(`${server.url}/api/rest/auth/verify-email/${ticket}`)
  await people.signIn(context, { username, password, address: stored })
  await page.goto('/edit-profile')
  await expect(section(page, words('profile.emailTitle')).getByText(shown, { exact: true })).toBeVisible()
})

test('where its letters could be confused with others, the ASCII form is shown next to it', async ({
  page,
  people,
  mailbox,
}) => {
  const username = unique('ada')
  const stored = `${username}@xn--80ak6aa92e.com`
  await people.registered({ username, address: stored })
  const ticket = await mailbox.nextTicket(stored, '/verify-email/')
  await page.goto(`/verify-email/${ticket}`)
  await expect(page.getByText(`${username}@аррӏе.com (${stored})`)).toBeVisible()
})

test('names with joiners and phones in any grouping are kept', async ({ page, context, people }) => {
  await people.signedIn(context)
  await page.goto('/edit-profile')
  const about = section(page, words('profile.detailsTitle'))
  const names = { [words('fields.firstName')]: 'علی‌رضا', [words('fields.lastName')]: 'ශ්‍රී' }
  await fill(about, { ...names, [words('fields.phone')]: '\u202a06.12/34\u201156\u00a078\u202c' })
  await button(about, words('profile.detailsSend')).click()
  await expect(about.getByRole('status')).toHaveText(words('done.details_saved'))
  await page.reload()
  for (const [label, name] of Object.entries(names)) await expect(field(about, label)).toHaveValue(name)
  await expect(field(about, words('fields.phone'))).toHaveValue('0612345678')
})

for (const kind of ['verify-email', 'reset'] as const)
  test(`characters around a ticket in the address of ${kind} are ignored`, async ({
    page,
    people,
    mailbox,
    server,
  }) => {
    const person = kind === 'reset' ? await people.verified() : await people.registered()
    if (kind === 'reset') {
      const body = JSON.stringify({ email: person.address })
      await fetch(`${server.url}/api/rest/auth/forgot-password`, { method: 'POST', body })
    }
    const ticket = await mailbox.nextTicket(person.address, `/${kind}/`)
    const expected = words(kind === 'reset' ? 'newPassword.title' : 'confirm.title')
    for (const around of [
      `%20${ticket}`,
      `${ticket}%20`,
      `%0d%0a${ticket}%09`,
      `%C2%A0${ticket}%E2%80%AF`,
      `${ticket}.`,
      `%3C${ticket}%3E`,
    ]) {
      await page.goto(`/${kind}/${around}`)
      await expect(title(page), around).toHaveText(expected)
      await expect(page.locator('input[name="ticket"]').first(), around).toHaveValue(ticket)
    }
    if (kind === 'reset') {
      await fill(page, { [words('fields.newPassword')]: 'battery staple 9' })
      await button(page, words('newPassword.send')).click()
      await expect(page).toHaveURL(/\/login\?notice=password_changed$/)
    }
  })
