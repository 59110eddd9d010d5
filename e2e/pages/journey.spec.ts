import { type BrowserContext, expect, type Page } from '@playwright/test'
import { plain, type Words } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { button, field, fill, link, section } from '@/e2e/support/pages/page-form'
import { linkIn } from '@/e2e/support/servers/mailbox'
import { goodPassword, unique } from '@/lib/testing/accounts'

const secondPassword = 'four calm brown lizards'
const thirdPassword = 'umbrella on the seventh hill'
const sessionName = 'authjs.session-token'

/** Each language and each kind of browser once: the server renders the texts, with or without script. */
const browsers = [
  { language: 'English', locale: 'en-GB', lang: 'en', javaScriptEnabled: false },
  { language: 'Russian', locale: 'ru-RU', lang: 'ru', javaScriptEnabled: true },
]

for (const { language, locale, lang, javaScriptEnabled } of browsers) {
  test.describe(`in ${language}, ${javaScriptEnabled ? 'with' : 'without'} script`, () => {
    test.use({ locale, javaScriptEnabled })

    test('a user registers, confirms, signs in, changes everything, forgets the password and signs in again', async ({
      page,
      context,
      words,
      mailbox,
      address,
      people,
    }) => {
      const username = unique('ada')
      const newName = unique('lovelace')

      await test.step('registering leads to "check your mail"', async () => {
        await page.goto('/')
        await expect(page).toHaveURL('/login')
        await link(page, words('login.register')).click()
        await fill(page, {
          [words('fields.email')]: address,
          [words('fields.username')]: username,
          [words('fields.password')]: goodPassword,
        })
        await button(page, words('register.send')).click()
        await expect(page).toHaveURL('/verify-email')
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('verify.title'))
        await expect(page.getByText(plain(words, 'verify.leadKnown', { email: address }))).toBeVisible()
      })

      await test.step('the mail is in the same language, and its link only asks', async () => {
        const mail = await mailbox.nextWithLink(address, '/verify-email/')
        expect(mail.html).toContain(`lang="${lang}"`)
        await openThreeTimes(page, linkIn(mail))
        await button(page, words('confirm.send')).click()
        await expect(page.getByRole('status')).toHaveText(words('notices.verified'))
      })

      await test.step('signing in leads to the profile', async () => {
        await signIn(page, words, address, goodPassword)
        await expect(page).toHaveURL('/edit-profile')
        await expect(page.getByText(plain(words, 'profile.lead', { account: username }))).toBeVisible()
      })
      const firstSecret = await sessionSecret(context)

      await test.step('the profile is changed', async () => {
        await changeDetails(page, words)
        await changeUsername(page, words, newName)
        await changePassword(page, words)
        expect(await people.canSignIn(newName, goodPassword)).toBe(false)
      })

      await test.step('signing out ends the session, not only the cookie', async () => {
        await button(page, words('profile.signOut')).click()
        await expect(page.getByRole('status')).toHaveText(words('notices.signed_out'))
        expect(await people.isSignedIn(firstSecret)).toBe(false)
        await addSessionCookie(context, page.url(), firstSecret)
        await page.goto('/edit-profile')
        await expect(page).toHaveURL('/login')
      })

      await signIn(page, words, newName, secondPassword)
      await expect(page).toHaveURL('/edit-profile')
      const secondSecret = await sessionSecret(context)
      await context.clearCookies({ name: sessionName })

      const resetLink = await test.step('a forgotten password: requesting a link', async () => {
        await page.goto('/login')
        await link(page, words('login.forgot')).click()
        await field(page, words('fields.email')).fill(address)
        await button(page, words('reset.send')).click()
        await expect(page.getByRole('status')).toHaveText(words('done.reset_sent'))
        const mail = await mailbox.nextWithLink(address, '/reset/')
        expect(mail.html).toContain(`lang="${lang}"`)
        return linkIn(mail)
      })

      await test.step('the link sets a new password', async () => {
        await openThreeTimes(page, resetLink)
        await expect(page.getByText(plain(words, 'newPassword.lead', { account: newName }))).toBeVisible()
        await field(page, words('fields.newPassword')).fill(thirdPassword)
        await button(page, words('newPassword.send')).click()
        await expect(page.getByRole('status')).toHaveText(words('notices.password_changed'))
      })

      await test.step('the old password, session and link are invalid', async () => {
        expect(await people.canSignIn(newName, secondPassword)).toBe(false)
        expect(await people.isSignedIn(secondSecret)).toBe(false)
        await page.goto(resetLink)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('tickets.spentTitle'))
      })

      await test.step('a browser with the old session is told why it was signed out', async () => {
        await addSessionCookie(context, page.url(), secondSecret)
        await page.goto('/edit-profile')
        await expect(page).toHaveURL('/login')
        await expect(page.getByRole('status')).toContainText(words('ended.password_reset'))
      })

      await test.step('the new password signs in, and all saved details are still there', async () => {
        await signIn(page, words, address, thirdPassword)
        await expect(page).toHaveURL('/edit-profile')
        await expect(
          field(section(page, words('profile.usernameTitle')), words('fields.username')),
        ).toHaveValue(newName)
        await expect(field(page, words('fields.region'))).toHaveValue('Нижний Новгород')
      })
    })
  })
}

async function signIn(page: Page, words: Words, login: string, password: string): Promise<void> {
  await page.goto('/login')
  await fill(page, { [words('fields.login')]: login, [words('fields.password')]: password })
  await button(page, words('login.send')).click()
}

/** Opens the link as a mail scanner does, before the reader. */
async function openThreeTimes(page: Page, ticketLink: string): Promise<void> {
  for (let round = 0; round < 3; round += 1) expect((await page.request.get(ticketLink)).status()).toBe(200)
  await page.goto(ticketLink)
}

async function changeDetails(page: Page, words: Words): Promise<void> {
  const about = section(page, words('profile.detailsTitle'))
  await fill(about, {
    [words('fields.firstName')]: 'Ада',
    [words('fields.lastName')]: "O'Neill-Лавлейс",
    [words('fields.phone')]: '+44 20 7946 0958',
    [words('fields.region')]: 'Нижний Новгород',
  })
  await field(about, words('fields.gender')).selectOption({ label: words('fields.genderFemale') })
  await button(about, words('profile.detailsSend')).click()
  await expect(about.getByRole('status')).toHaveText(words('done.details_saved'))
  await page.reload()
  await expect(field(about, words('fields.firstName'))).toHaveValue('Ада')
  await expect(field(about, words('fields.lastName'))).toHaveValue("O'Neill-Лавлейс")
  await expect(field(about, words('fields.phone'))).toHaveValue('+442079460958')
  await expect(field(about, words('fields.gender'))).toHaveValue('female')
}

async function changeUsername(page: Page, words: Words, username: string): Promise<void> {
  const part = section(page, words('profile.usernameTitle'))
  await fill(part, {
    [words('fields.username')]: username,
    [words('fields.currentPassword')]: goodPassword,
  })
  await button(part, words('profile.usernameSend')).click()
  await expect(part.getByRole('status')).toHaveText(words('done.username_changed'))
  await page.reload()
  await expect(page.getByText(plain(words, 'profile.lead', { account: username }))).toBeVisible()
}

async function changePassword(page: Page, words: Words): Promise<void> {
  const part = section(page, words('profile.passwordTitle'))
  await fill(part, {
    [words('fields.currentPassword')]: goodPassword,
    [words('fields.newPassword')]: secondPassword,
  })
  await button(part, words('profile.passwordSend')).click()
  await expect(part.getByRole('status')).toHaveText(words('done.password_changed'))
}

async function sessionSecret(context: BrowserContext): Promise<string> {
  const cookie = (await context.cookies()).find(({ name }) => name === sessionName)
  if (!cookie) throw new Error('this browser is not signed in')
  return cookie.value
}

/** Puts an old secret back into the browser, as a thief would. */
async function addSessionCookie(context: BrowserContext, url: string, secret: string): Promise<void> {
  await context.addCookies([{ name: sessionName, value: secret, url: new URL('/', url).href }])
}
