import type { BrowserContext, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { postForm, readForm } from '@/e2e/support/channels/raw-form'
import { plain, wordsOf } from '@/e2e/support/channels/words'
import { DeviceApp, newLogin } from '@/e2e/support/clients/device-api'
import { test as base } from '@/e2e/support/fixtures/page-test'
import { alertOf, button, expectFault, field, fill, link, section } from '@/e2e/support/pages/page-form'

/** Users whose app made them an account without a password or an address, and who open the pages with its cookie. */

const words = wordsOf('en')
const newPassword = words('fields.newPassword')
const lizards = 'four calm brown lizards'
const wrongLogin = { status: 409, body: { error_code: 100500 } }

interface AppUser {
  readonly app: DeviceApp
  readonly login: string
  readonly device: string
}

interface Fixtures {
  appUser: (login?: string) => Promise<AppUser>
  otherBrowser: Page
}

const test = base.extend<Fixtures>({
  appUser: async ({ server }, use) =>
    use(async (login = newLogin()) => {
      const app = new DeviceApp(server.url)
      const device = `device of ${login}`
      const answer = await app.auth({ login, device_id: device })
      expect(answer.body).toEqual({ user: { login } })
      return { app, login, device }
    }),
  otherBrowser: async ({ browser, server, javaScriptEnabled }, use) => {
    const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB', javaScriptEnabled })
    await use(await context.newPage())
    await context.close()
  },
})

const passwordSection = (page: Page) => section(page, words('profile.passwordTitle'))
const emailSection = (page: Page) => section(page, words('profile.emailTitle'))
const nameSection = (page: Page) => section(page, words('profile.usernameTitle'))

/** The browser takes over the app's session, as a page opened from the app does. */
async function bring({ app }: AppUser, context: BrowserContext, url: string): Promise<void> {
  const [name = '', value = ''] = (app.cookie ?? '').split('=')
  await context.addCookies([{ name, value, url, httpOnly: true }])
}

async function addAddress(page: Page, address: string): Promise<void> {
  await field(emailSection(page), words('fields.email')).fill(address)
  await button(emailSection(page), words('profile.emailAdd')).click()
}

/** Adds an address on the profile without a browser. */
async function postAddress({ app }: AppUser, url: string, email: string): Promise<void> {
  const headers = { cookie: app.cookie ?? '' }
  const form = await readForm({ url: `${url}/edit-profile`, headers }, words('profile.emailAdd'))
  expect((await postForm(form, { email }, headers)).status).toBe(200)
}

async function setPassword(page: Page, password: string): Promise<void> {
  await field(passwordSection(page), newPassword).fill(password)
  await button(passwordSection(page), words('profile.passwordSet')).click()
}

async function signIn(page: Page, login: string, password: string): Promise<void> {
  await fill(page, { [words('fields.login')]: login, [words('fields.password')]: password })
  await button(page, words('login.send')).click()
}

/** Sets a password on a link's page, where no existing password could confirm the link. */
async function chooseByLink(page: Page, ticket: string, account: string, address: string): Promise<void> {
  await page.goto(`/verify-email/${ticket}`)
  await expect(page.getByText(words('confirm.noPassword'))).toBeVisible()
  await expect(field(page, words('fields.password'))).toHaveCount(0)
  await link(page, words('confirm.choosePassword')).click()
  await expect(page).toHaveURL(`/reset/${ticket}`)
  await expect(
    page.getByText(plain(words, 'newPassword.leadVerify', { account, email: address })),
  ).toBeVisible()
  await field(page, newPassword).fill(lizards)
  await button(page, words('newPassword.send')).click()
  await expect(page.getByRole('status')).toHaveText(words('notices.password_changed'))
}

/** Expects all earlier access to the account to be closed. */
async function expectSignedOut(people: { isSignedIn(secret: string): Promise<boolean> }, user: AppUser) {
  expect(await people.isSignedIn(String(user.app.cookie?.split('=')[1]))).toBe(false)
  const { login, device } = user
  user.app.cookie = null
  expect(await user.app.auth({ login, device_id: device })).toMatchObject(wrongLogin)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('an address is added and confirmed, then a password set; both names sign in', async ({
      page,
      context,
      people,
      mailbox,
      address,
      server,
      appUser,
    }) => {
      const user = await appUser()
      await bring(user, context, server.url)
      await page.goto('/edit-profile')
      await expect(page.getByText(plain(words, 'profile.lead', { account: user.login }))).toBeVisible()
      await expect(field(page, words('fields.currentPassword'))).toHaveCount(0)
      await addAddress(page, address)
      const message = words('done.email_change_asked', { email: address })
      await expect(emailSection(page).getByText(message)).toBeVisible()
      await page.goto(`/verify-email/${await mailbox.nextTicket(address, '/verify-email/')}`)
      await expect(
        page.getByText(plain(words, 'confirm.leadChange', { account: user.login, email: address })),
      ).toBeVisible()
      await button(page, words('confirm.send')).click()
      await expect(page.getByText(words('notices.own_verified'))).toBeVisible()
      await expect(emailSection(page).getByText(words('profile.emailVerified'))).toBeVisible()

      // With an address, changing it needs a password.
      await expect(field(emailSection(page), words('profile.emailNew'))).toHaveCount(0)
      await link(emailSection(page), words('profile.noPasswordHereLink')).click()
      await expect(page).toHaveURL(/#password$/)
      await setPassword(page, 'short')
      await expectFault(field(passwordSection(page), newPassword), words('faults.password_short', { min: 8 }))
      await setPassword(page, lizards)
      await expect(passwordSection(page).getByRole('status')).toHaveText(words('done.password_set'))
      await expect(field(passwordSection(page), words('fields.currentPassword'))).toBeVisible()
      await expect(field(nameSection(page), words('fields.currentPassword'))).toBeVisible()
      // Mails are Russian unless the user chose otherwise, like the app's document.
      await mailbox.next(address, /Пароль/)

      await button(page, words('profile.signOut')).click()
      await expect(page.getByText(words('notices.signed_out'))).toBeVisible()
      await signIn(page, user.login, lizards)
      await expect(page).toHaveURL(/\/edit-profile/)
      expect(await people.canSignIn(address, lizards)).toBe(true)
    })

    test('a password is set without an address, signs in, and then confirms the address', async ({
      page,
      context,
      mailbox,
      address,
      server,
      appUser,
      otherBrowser,
      people,
    }) => {
      const user = await appUser()
      await bring(user, context, server.url)
      await page.goto('/edit-profile')
      await setPassword(page, lizards)
      await expect(passwordSection(page).getByRole('status')).toHaveText(words('done.password_set'))
      await button(page, words('profile.signOut')).click()
      await signIn(page, user.login, lizards)
      await expect(page).toHaveURL('/edit-profile')

      await field(emailSection(page), words('fields.currentPassword')).fill('not the password')
      await addAddress(page, address)
      await expectFault(
        field(emailSection(page), words('fields.currentPassword')),
        words('faults.wrong_password'),
      )
      await field(emailSection(page), words('fields.currentPassword')).fill(lizards)
      await addAddress(page, address)
      const message = words('done.email_change_asked', { email: address })
      await expect(emailSection(page).getByText(message)).toBeVisible()
      await otherBrowser.goto(`/verify-email/${await mailbox.nextTicket(address, '/verify-email/')}`)
      await field(otherBrowser, words('fields.password')).fill(lizards)
      await button(otherBrowser, words('confirm.send')).click()
      await expect(otherBrowser.getByRole('status')).toHaveText(words('notices.verified'))
      expect(await people.canSignIn(address, lizards)).toBe(true)
    })

    test('in another browser the link sets a password, and all earlier access is closed', async ({
      page,
      context,
      people,
      mailbox,
      address,
      server,
      appUser,
      otherBrowser,
    }) => {
      const user = await appUser()
      await bring(user, context, server.url)
      await postAddress(user, server.url, address)
      const ticket = await mailbox.nextTicket(address, '/verify-email/')
      await chooseByLink(otherBrowser, ticket, user.login, address)
      await signIn(otherBrowser, address, lizards)
      await expect(otherBrowser).toHaveURL('/edit-profile')
      await expect(emailSection(otherBrowser).getByText(words('profile.emailVerified'))).toBeVisible()
      await expectSignedOut(people, user)
      await page.goto('/edit-profile')
      await expect(page).toHaveURL('/login')
      await expect(page.getByText(words('ended.password_reset'))).toBeVisible()
      expect(await people.canSignIn(user.login, lizards)).toBe(true)
    })

    test('an address added by the app is confirmed with a button here, and with a password elsewhere', async ({
      page,
      context,
      people,
      mailbox,
      address,
      server,
      appUser,
      otherBrowser,
    }) => {
      for (const isHere of [true, false]) {
        const user = await appUser()
        const email = `${isHere}.${address}`
        expect((await user.app.post('/user/set', { email })).status).toBe(200)
        const ticket = await mailbox.nextTicket(email, '/verify-email/')
        if (!isHere) {
          await chooseByLink(otherBrowser, ticket, user.login, email)
          await expectSignedOut(people, user)
          continue
        }
        await bring(user, context, server.url)
        await page.goto('/edit-profile')
        await expect(emailSection(page).getByText(words('profile.emailUnverified'))).toBeVisible()
        await page.goto(`/verify-email/${ticket}`)
        await button(page, words('confirm.send')).click()
        await expect(emailSection(page).getByText(words('profile.emailVerified'))).toBeVisible()
        await setPassword(page, lizards)
        await expect(passwordSection(page).getByRole('status')).toHaveText(words('done.password_set'))
        expect(await people.canSignIn(email, lizards)).toBe(true)
      }
    })

    test('an account whose login is an address gets its password here, or by the link elsewhere', async ({
      page,
      context,
      people,
      mailbox,
      address,
      server,
      appUser,
      otherBrowser,
    }) => {
      const here = await appUser(`here.${address}`)
      await bring(here, context, server.url)
      await page.goto('/edit-profile')
      await setPassword(page, lizards)
      await expect(passwordSection(page).getByRole('status')).toHaveText(words('done.password_set'))
      await button(page, words('profile.signOut')).click()
      await signIn(page, here.login, lizards)
      await expect(alertOf(page)).toContainText(words('faults.email_not_verified'))
      await page.goto(`/verify-email/${await mailbox.nextTicket(here.login, '/verify-email/')}`)
      await field(page, words('fields.password')).fill(lizards)
      await button(page, words('confirm.send')).click()
      await expect(page.getByRole('status')).toHaveText(words('notices.verified'))
      expect(await people.canSignIn(here.login, lizards)).toBe(true)

      const there = await appUser(`there.${address}`)
      const ticket = await mailbox.nextTicket(there.login, '/verify-email/')
      await chooseByLink(otherBrowser, ticket, there.login, there.login)
      await expectSignedOut(people, there)
      expect(await people.canSignIn(there.login, lizards)).toBe(true)
    })

    test('a form without a current password field, left open until the account has one, says to reload', async ({
      page,
      context,
      people,
      server,
      address,
      appUser,
    }) => {
      const user = await appUser()
      await bring(user, context, server.url)
      const stale = await context.newPage()
      for (const tab of [page, stale]) await tab.goto('/edit-profile')
      await setPassword(page, lizards)
      await expect(passwordSection(page).getByRole('status')).toHaveText(words('done.password_set'))
      await setPassword(stale, 'another good password')
      await expect(alertOf(stale)).toContainText(words('faults.malformed'))
      expect(await people.canSignIn(user.login, lizards)).toBe(true)
      await stale.goto('/edit-profile')
      await expect(field(emailSection(stale), words('fields.currentPassword'))).toBeVisible()
      expect(address).toContain('@')
    })
  })
}

test('a first address can be cancelled, and its link is invalid; a new password cancels it too, and the page says so before', async ({
  page,
  context,
  mailbox,
  address,
  server,
  appUser,
}) => {
  const user = await appUser()
  await bring(user, context, server.url)
  await page.goto('/edit-profile')
  await addAddress(page, address)
  await button(emailSection(page), words('profile.pendingDrop')).click()
  await expect(emailSection(page).getByText(words('done.email_change_cancelled'))).toBeVisible()
  const other = `other.${address}`
  await addAddress(page, other)
  await expect(
    passwordSection(page).getByText(plain(words, 'profile.passwordDropsEmail', { email: other })),
  ).toBeVisible()
  await setPassword(page, lizards)
  await expect(passwordSection(page).getByRole('status')).toHaveText(words('done.password_set'))
  await expect(emailSection(page).getByText(other)).toHaveCount(0)
  for (const email of [address, other]) {
    await page.goto(`/verify-email/${await mailbox.nextTicket(email, '/verify-email/')}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('tickets.spentTitle'))
  }
})

test('the owner of an address that a stranger gave can reject it, and the account keeps nothing of it', async ({
  context,
  page,
  mailbox,
  address,
  server,
  appUser,
  otherBrowser,
}) => {
  const stranger = await appUser()
  await bring(stranger, context, server.url)
  await postAddress(stranger, server.url, address)
  const path = `/verify-email/${await mailbox.nextTicket(address, '/verify-email/')}`
  await otherBrowser.goto(path)
  await button(otherBrowser, words('confirm.disownSend')).click()
  await expect(otherBrowser.getByRole('status')).toHaveText(words('notices.disowned'))
  await page.goto('/edit-profile')
  await expect(emailSection(page).getByText(words('profile.emailNone'))).toBeVisible()
  await expect(emailSection(page).getByText(address)).toHaveCount(0)
})

test('apps cannot set a password with the link of a first address', async ({
  context,
  page,
  mailbox,
  address,
  server,
  appUser,
}) => {
  const user = await appUser()
  await bring(user, context, server.url)
  await postAddress(user, server.url, address)
  const ticket = await mailbox.nextTicket(address, '/verify-email/')
  const answer = await page.request.post(`/api/rest/auth/reset-password/${ticket}`, {
    data: { password: lizards },
  })
  expect(answer.status()).toBe(400)
  const ticketDialect = await page.request.post('/api/ticket/auth/login/resetPassword/confirm', {
    data: { ticketUUID: ticket, password: lizards, passwordConfirm: lizards },
  })
  expect(ticketDialect.status()).toBe(400)
  await page.goto('/edit-profile')
  await expect(emailSection(page).getByText(words('profile.emailNone'))).toBeVisible()
})

test.describe('in Russian on a phone', () => {
  test.use({ locale: 'ru-RU', viewport: { width: 320, height: 640 } })

  test('everything new fits, and works with the keyboard', async ({
    page,
    context,
    server,
    appUser,
    address,
    mailbox,
    otherBrowser,
  }) => {
    const russian = wordsOf('ru')
    const user = await appUser()
    await bring(user, context, server.url)
    await page.goto('/edit-profile')
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(await overflow()).toBeLessThanOrEqual(0)
    const mail = section(page, russian('profile.emailTitle'))
    await field(mail, russian('fields.email')).focus()
    await page.keyboard.insertText(address)
    await page.keyboard.press('Enter')
    await expect(mail.getByText(russian('done.email_change_asked', { email: address }))).toBeVisible()
    expect(await overflow()).toBeLessThanOrEqual(0)
    const ticket = await mailbox.nextTicket(address, '/verify-email/')
    await otherBrowser.setViewportSize({ width: 320, height: 640 })
    await otherBrowser.goto(`/verify-email/${ticket}`)
    const wide = await otherBrowser.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    const password = section(page, russian('profile.passwordTitle'))
    await field(password, russian('fields.newPassword')).focus()
    await page.keyboard.insertText(lizards)
    await page.keyboard.press('Enter')
    await expect(password.getByRole('status')).toHaveText(russian('done.password_set'))
    await expect(password.getByRole('status')).toBeFocused()
  })
})
