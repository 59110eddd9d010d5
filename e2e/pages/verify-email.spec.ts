import { type BrowserContext, expect, type Page } from '@playwright/test'
import type { Person } from '@/e2e/support/channels/people'
import { plain, wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { alertOf, button, expectFault, field, fill, link } from '@/e2e/support/pages/page-form'
import { goodPassword, unique } from '@/lib/testing/accounts'

const words = wordsOf('en')
const email = words('fields.email')
const password = words('fields.password')
const lizards = 'four calm brown lizards'

async function register(page: Page, address: string, username: string): Promise<void> {
  await page.goto('/register')
  await fill(page, {
    [email]: address,
    [words('fields.username')]: username,
    [password]: goodPassword,
  })
  await button(page, words('register.send')).click()
  await expect(page).toHaveURL('/verify-email')
}

/** The secret of a session in a channel that requires no confirmed address. */
async function classicSession(page: Page, { username, password }: Person): Promise<string> {
  await page.goto('/login')
  const answer = await fetch(new URL('/api/classic/auth/login', page.url()), {
    method: 'POST',
    body: JSON.stringify({ username, password }),
  })
  return /session-token=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? ''
}

async function hasSession(context: BrowserContext): Promise<boolean> {
  return (await context.cookies()).some(({ name }) => name === 'authjs.session-token')
}

test('the page shows the address, waits a minute, then sends the mail again', async ({
  page,
  mailbox,
  address,
}) => {
  await page.clock.install()
  await register(page, address, unique('ada'))
  await expect(page.getByText(plain(words, 'verify.leadKnown', { email: address }))).toBeVisible()
  const again = page.getByRole('button', { name: words('verify.send') })
  await expect(again).toHaveAttribute('aria-disabled', 'true')
  await mailbox.nextTicket(address, '/verify-email/')
  await again.press('Enter')
  await page.clock.fastForward(61_000)
  await expect(again).toHaveText(words('verify.send'))
  expect(await mailbox.list(address)).toHaveLength(1)
  await again.click()
  await expect(page.getByRole('status').last()).toHaveText(words('done.verification_sent'))
  await expect.poll(async () => (await mailbox.list(address)).length).toBe(2)
})

test('the wait continues when the page is reloaded', async ({ page, context, people, server }) => {
  const { address } = await people.registered()
  const remembered = (secondsAgo: number) => ({
    name: 'latchkey.address',
    value: `${Date.now() - secondsAgo * 1_000}.${encodeURIComponent(address)}`,
    url: server.url,
  })
  const again = page.getByRole('button', { name: words('verify.send') })
  await context.addCookies([remembered(30)])
  await page.goto('/verify-email')
  await expect(again).toContainText(/0:(30|2\d)/)
  await context.addCookies([remembered(90)])
  await page.reload()
  await expect(again).toHaveText(words('verify.send'))
  await expect(again).not.toHaveAttribute('aria-disabled')
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('a wrong address is corrected: the input is kept, the name is free, the first link is invalid', async ({
      page,
      mailbox,
      address,
      people,
    }) => {
      const username = unique('ada')
      const wrong = `${username}@exmaple.com`
      await register(page, wrong, username)
      const first = await mailbox.nextTicket(wrong, '/verify-email/')
      await link(page, words('verify.wrongAddress')).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('register.correctTitle'))
      await expect(field(page, email)).toHaveValue(wrong)
      await expect(field(page, words('fields.username'))).toHaveValue(username)
      await fill(page, { [email]: address, [password]: goodPassword })
      await button(page, words('register.send')).click()
      await expect(page).toHaveURL('/verify-email')
      await expect(page.getByText(plain(words, 'verify.leadKnown', { email: address }))).toBeVisible()
      await page.goto(`/verify-email/${first}`)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('tickets.unknownTitle'))
      await page.goto(`/verify-email/${await mailbox.nextTicket(address, '/verify-email/')}`)
      await button(page, words('confirm.send')).click()
      await expect(page.getByRole('status')).toHaveText(words('notices.verified'))
      expect(await people.canSignIn(username, goodPassword)).toBe(true)
    })
  })
}

test('a page without an address asks for it, and reveals nothing about it', async ({
  page,
  people,
  mailbox,
  address,
}) => {
  const verified = await people.verified()
  await page.goto('/verify-email')
  await expect(page.getByText(words('verify.leadUnknown'))).toBeVisible()
  await field(page, email).fill('ada@')
  await button(page, words('verify.send')).click()
  await expectFault(field(page, email), words('faults.email_invalid'))
  await expect(field(page, email)).toBeFocused()
  for (const requested of [address, verified.address]) {
    await page.context().clearCookies()
    await page.goto('/verify-email')
    await field(page, email).fill(requested)
    await button(page, words('verify.send')).click()
    await expect(page.getByRole('status').last()).toHaveText(words('done.verification_sent'))
  }
  expect(await mailbox.list(address)).toEqual([])
  expect(await mailbox.list(verified.address)).toHaveLength(1)
})

test('a user who mistyped the address may enter another one', async ({ page, people, mailbox, address }) => {
  const owner = await people.registered()
  await page.goto('/verify-email')
  await field(page, email).fill(address)
  await button(page, words('verify.send')).click()
  await expect(page.getByText(plain(words, 'verify.leadAsked', { email: address }))).toBeVisible()
  await link(page, words('verify.otherAddress')).click()
  await expect(page).toHaveURL('/verify-email?other')
  await field(page, email).fill(owner.address)
  await button(page, words('verify.send')).click()
  await expect(page.getByRole('status').last()).toHaveText(words('done.verification_sent'))
  await expect.poll(async () => (await mailbox.list(owner.address)).length).toBe(2)
})

test('while mails go to the built-in inbox the page links to it', async ({ page }) => {
  await page.goto('/verify-email')
  await link(page, words('verify.inboxLink')).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('inbox.title'))
})

test('opening the link confirms nothing, however often; the button does', async ({
  page,
  people,
  mailbox,
  context,
}) => {
  const { address, username } = await people.registeredIn(context)
  const path = `/verify-email/${await mailbox.nextTicket(address, '/verify-email/')}`
  for (let round = 0; round < 3; round += 1) await page.goto(path)
  expect(await people.canSignIn(username, goodPassword)).toBe(false)
  await expect(
    page.getByText(plain(words, 'confirm.lead', { email: address, account: username })),
  ).toBeVisible()
  await expect(field(page, password)).toHaveCount(0)
  await button(page, words('confirm.send')).click()
  await expect(page.getByRole('status')).toHaveText(words('notices.verified'))
  expect(await people.canSignIn(username, goodPassword)).toBe(true)
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('tickets.spentTitle'))
  await link(page, words('confirm.askAnew')).click()
  await expect(page).toHaveURL('/verify-email')
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('another browser must enter the password: a wrong one is rejected, the right one confirms', async ({
      page,
      people,
      mailbox,
    }) => {
      const person = await people.registered()
      await page.goto(`/verify-email/${await mailbox.nextTicket(person.address, '/verify-email/')}`)
      for (const wrong of ['', 'not the password']) {
        await field(page, password).fill(wrong)
        await button(page, words('confirm.send')).click()
        await expectFault(field(page, password), words('faults.wrong_password'))
        await expect(field(page, password)).toBeFocused()
        await expect(field(page, password)).toHaveValue('')
      }
      expect(await people.canSignIn(person.username, person.password)).toBe(false)
      await field(page, password).fill(person.password)
      await button(page, words('confirm.send')).click()
      await expect(page.getByRole('status')).toHaveText(words('notices.verified'))
      expect(await people.canSignIn(person.username, person.password)).toBe(true)
    })

    test('"this is not me" removes the address from the account, and nobody signs in with it', async ({
      page,
      context,
      people,
      mailbox,
    }) => {
      const stranger = await people.registered()
      const path = `/verify-email/${await mailbox.nextTicket(stranger.address, '/verify-email/')}`
      await page.goto(path)
      await button(page, words('confirm.disownSend')).click()
      await expect(page.getByRole('status')).toHaveText(words('notices.disowned'))
      expect(await hasSession(context)).toBe(false)
      expect(await people.canSignIn(stranger.address, stranger.password)).toBe(false)
      // Without an address nothing needs confirmation: the account's creator keeps it, by its name alone.
      expect(await people.canSignIn(stranger.username, stranger.password)).toBe(true)
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('tickets.spentTitle'))
      await people.registered({ address: stranger.address, username: unique('ada') })
      const confirmations = async () =>
        (await mailbox.list(stranger.address)).filter(({ text }) => text.includes('/verify-email/'))
      await expect.poll(async () => (await confirmations()).length).toBe(2)
    })
  })
}

test('a user whose password was chosen by a stranger sets a new one with the same link', async ({
  page,
  people,
  mailbox,
}) => {
  const person = await people.registered()
  await page.goto(`/verify-email/${await mailbox.nextTicket(person.address, '/verify-email/')}`)
  await link(page, words('confirm.forgot')).click()
  const { address, username } = person
  const lead = plain(words, 'newPassword.leadVerify', { account: username, email: address })
  await expect(page.getByText(lead)).toBeVisible()
  await field(page, words('fields.newPassword')).fill(lizards)
  await button(page, words('newPassword.send')).click()
  await expect(page.getByRole('status')).toHaveText(words('notices.password_changed'))
  expect(await people.canSignIn(address, person.password)).toBe(false)
  expect(await people.canSignIn(address, lizards)).toBe(true)
})

test('being signed in as another user does not make the button enough', async ({
  page,
  context,
  people,
  mailbox,
}) => {
  await people.signedIn(context)
  const other = await people.registered()
  await page.goto(`/verify-email/${await mailbox.nextTicket(other.address, '/verify-email/')}`)
  await button(page, words('confirm.send')).click()
  await expectFault(field(page, password), words('faults.wrong_password'))
  expect(await people.canSignIn(other.username, other.password)).toBe(false)
})

test('a user who was signed out after the page was rendered is told to sign in', async ({
  page,
  context,
  people,
  mailbox,
}) => {
  const person = await people.registered()
  const ticket = await mailbox.nextTicket(person.address, '/verify-email/')
  await context.addCookies([
    {
      name: 'authjs.session-token',
      value: await classicSession(page, person),
      url: page.url(),
      httpOnly: true,
    },
  ])
  await page.goto(`/verify-email/${ticket}`)
  await expect(field(page, password)).toHaveCount(0)
  await context.clearCookies()
  await button(page, words('confirm.send')).click()
  await expect(alertOf(page)).toContainText(words('faults.signed_out'))
})

test('an unknown link says so, and leads to a new one or to sign-in', async ({ page }) => {
  for (const ticket of ['A'.repeat(43), '%00', "x'--"]) {
    await page.goto(`/verify-email/${ticket}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('tickets.unknownTitle'))
    await expect(link(page, words('confirm.askAnew'))).toHaveAttribute('href', '/verify-email')
    await expect(link(page, words('tickets.signIn'))).toHaveAttribute('href', '/login')
  }
})
