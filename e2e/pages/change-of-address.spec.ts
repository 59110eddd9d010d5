import { expect, type Page } from '@playwright/test'
import { plain, wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { button, expectFault, field, fill, section } from '@/e2e/support/pages/page-form'

const words = wordsOf('en')
const newAddress = words('profile.emailNew')
const currentPassword = words('fields.currentPassword')

const emailSection = (page: Page) => section(page, words('profile.emailTitle'))

async function changeAddress(page: Page, address: string, password: string): Promise<void> {
  await fill(emailSection(page), { [newAddress]: address, [currentPassword]: password })
  await button(emailSection(page), words('profile.emailSend')).click()
}

const sessionCookie = (value: string, url: string) => ({ name: 'authjs.session-token', value, url })

async function askToChange(page: Page, address: string, password: string): Promise<void> {
  await page.goto('/edit-profile')
  await changeAddress(page, address, password)
  const message = words('done.email_change_asked', { email: address })
  await expect(emailSection(page).getByText(message)).toBeVisible()
}

test('an unchanged or invalid address is rejected at the field, and so is a wrong password', async ({
  page,
  context,
  people,
  address,
}) => {
  const person = await people.signedIn(context)
  await page.goto('/edit-profile')
  const rejected = [
    ['', person.password, newAddress, words('faults.email_missing')],
    ['ada@', person.password, newAddress, words('faults.email_invalid')],
    [person.address.toUpperCase(), person.password, newAddress, words('faults.email_unchanged')],
    [address, 'not the password', currentPassword, words('faults.wrong_password')],
  ] as const
  for (const [typed, password, label, fault] of rejected) {
    await changeAddress(page, typed, password)
    await expectFault(field(emailSection(page), label), fault)
    await expect(field(emailSection(page), label)).toBeFocused()
    await expect(field(emailSection(page), newAddress)).toHaveValue(typed)
    await expect(field(emailSection(page), currentPassword)).toHaveValue('')
  }
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('a new address waits for its owner, and the change can be cancelled', async ({
      page,
      context,
      people,
      mailbox,
      address,
    }) => {
      const person = await people.signedIn(context)
      await askToChange(page, address, person.password)
      const waits = emailSection(page).getByText(address).last()
      await expect(waits).toBeVisible()
      const ticket = await mailbox.nextTicket(address, '/verify-email/')
      await page.goto('/edit-profile')
      await button(emailSection(page), words('profile.pendingCancel')).click()
      await expect(emailSection(page).getByRole('status')).toHaveText(words('done.email_change_cancelled'))
      await expect(emailSection(page).getByText(address)).toHaveCount(0)
      await page.goto(`/verify-email/${ticket}`)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('tickets.spentTitle'))
      expect(await people.canSignIn(address, person.password)).toBe(false)
      expect(await people.canSignIn(person.address, person.password)).toBe(true)
    })

    test('the new mailbox confirms it with a button in the signed-in browser', async ({
      page,
      context,
      people,
      mailbox,
      address,
    }) => {
      const person = await people.signedIn(context)
      await askToChange(page, address, person.password)
      expect(await people.canSignIn(person.address, person.password)).toBe(true)
      await page.goto(`/verify-email/${await mailbox.nextTicket(address, '/verify-email/')}`)
      const lead = plain(words, 'confirm.leadChange', { account: person.username, email: address })
      await expect(page.getByText(lead)).toBeVisible()
      await button(page, words('confirm.send')).click()
      await expect(page.getByText(words('notices.own_verified'))).toBeVisible()
      await expect(emailSection(page).getByText(address)).toBeVisible()
      await expect(emailSection(page).getByText(words('profile.emailVerified'))).toBeVisible()
      expect(await people.canSignIn(person.address, person.password)).toBe(false)
      expect(await people.canSignIn(address, person.password)).toBe(true)
    })

    test('the old mailbox undoes it: the address returns, every session ends, a new password is set', async ({
      page,
      context,
      people,
      mailbox,
      address,
      server,
    }) => {
      const person = await people.verified()
      const secret = await people.newSession(person)
      await context.addCookies([sessionCookie(secret, server.url)])
      await page.goto(`/verify-email/${await people.changeTicket(person, secret, address)}`)
      await button(page, words('confirm.send')).click()
      await expect(page.getByText(words('notices.own_verified'))).toBeVisible()
      const thief = await people.newSession(person)
      await mailbox.next(person.address, /was changed/)
      await page.goto(`/reset/${await mailbox.nextTicket(person.address, '/reset/')}`)
      const lead = plain(words, 'newPassword.leadUndo', { account: person.username, email: person.address })
      await expect(page.getByText(lead)).toBeVisible()
      await field(page, words('fields.newPassword')).fill('four calm brown lizards')
      await button(page, words('newPassword.sendUndo')).click()
      await expect(page.getByRole('status')).toHaveText(words('notices.address_restored'))
      expect(await people.isSignedIn(thief)).toBe(false)
      expect(await people.canSignIn(address, person.password)).toBe(false)
      expect(await people.canSignIn(person.address, 'four calm brown lizards')).toBe(true)
    })
  })
}

test('the owner of the new mailbox can reject it, and the account keeps what it had', async ({
  page,
  context,
  browser,
  people,
  mailbox,
  address,
  server,
}) => {
  const person = await people.signedIn(context)
  await askToChange(page, address, person.password)
  const stranger = await browser.newContext({ baseURL: server.url, locale: 'en-GB' })
  const theirs = await stranger.newPage()
  await theirs.goto(`/verify-email/${await mailbox.nextTicket(address, '/verify-email/')}`)
  await button(theirs, words('confirm.disownSend')).click()
  await expect(theirs.getByRole('status')).toHaveText(words('notices.disowned'))
  await stranger.close()
  await page.reload()
  await expect(emailSection(page).getByText(address)).toHaveCount(0)
  await expect(emailSection(page).getByText(person.address)).toBeVisible()
})

test('a taken address looks like any other, and only its owner gets a mail', async ({
  page,
  context,
  people,
  mailbox,
}) => {
  const owner = await people.verified()
  const person = await people.signedIn(context)
  await askToChange(page, owner.address, person.password)
  await mailbox.next(owner.address, /already have/)
  expect(
    (await mailbox.list(owner.address)).filter(({ text }) => text.includes('/verify-email/')),
  ).toHaveLength(1)
})

test('a link that confirms a change sets no password', async ({ page, context, people, server, address }) => {
  const person = await people.verified()
  const secret = await people.newSession(person)
  await context.addCookies([sessionCookie(secret, server.url)])
  const ticket = await people.changeTicket(person, secret, address)
  await page.goto(`/reset/${ticket}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('newPassword.wrongLinkTitle'))
  await expect(field(page, words('fields.newPassword'))).toHaveCount(0)
  await page.getByRole('link', { name: words('newPassword.confirmInstead') }).click()
  await expect(page).toHaveURL(`/verify-email/${ticket}`)
})
