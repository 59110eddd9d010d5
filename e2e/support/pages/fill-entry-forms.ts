import { expect, type Page } from '@playwright/test'
import type { People, Person } from '@/e2e/support/channels/people'
import type { Words } from '@/e2e/support/channels/words'
import { newProviderUser, providerName, signOutAtProvider } from '@/e2e/support/fixtures/oidc-test'
import type { IdentityProvider } from '@/e2e/support/servers/identity-provider'
import { linkIn, type Mailbox } from '@/e2e/support/servers/mailbox'
import { goodPassword, unique } from '@/lib/testing/accounts'
import { button, field, fill } from './page-form'

/** A user at a browser, and what they need to complete all forms. */
export interface BrowserUser {
  readonly page: Page
  readonly words: Words
  readonly mailbox: Mailbox
  readonly people: People
  readonly provider: IdentityProvider
}

const lizards = 'four calm brown lizards'

/** Changes the language in the footer of every page, and changes it back. */
export async function chooseLanguages({ page, words }: BrowserUser): Promise<void> {
  await page.goto('/login')
  const title = page.getByRole('heading', { level: 1 })
  const own = (await title.textContent()) ?? ''
  const current = (await page.locator('footer [aria-current="true"]').textContent()) ?? ''
  const other = current === 'English' ? 'Русский' : 'English'
  await button(page, other).click()
  await expect(title).not.toHaveText(own)
  await button(page, current).click()
  await expect(title).toHaveText(words('login.title'))
}

/** Registers, has the mail sent once more, confirms the address, and signs in. */
export async function registerAndSignIn(user: BrowserUser): Promise<Person> {
  const { page, words, mailbox } = user
  const username = unique('ada')
  const person = { username, address: `${username}@example.com`, password: goodPassword }
  await page.goto('/register')
  await fill(page, {
    [words('fields.email')]: person.address,
    [words('fields.username')]: username,
    [words('fields.password')]: person.password,
  })
  await button(page, words('register.send')).click()
  await expect(page).toHaveURL('/verify-email')
  await page.goto('/verify-email?other')
  await field(page, words('fields.email')).fill(person.address)
  await button(page, words('verify.send')).click()
  await expect(page.getByRole('status').last()).toHaveText(words('done.verification_sent'))
  await page.goto(linkIn(await mailbox.nextWithLink(person.address, '/verify-email/')))
  await button(page, words('confirm.send')).click()
  await expect(page.getByRole('status')).toHaveText(words('notices.verified'))
  await signIn(user, { login: username, password: goodPassword })
  return person
}

async function signIn(
  { page, words }: BrowserUser,
  { login, password }: { login: string; password: string },
): Promise<void> {
  await page.goto('/login')
  await fill(page, { [words('fields.login')]: login, [words('fields.password')]: password })
  await button(page, words('login.send')).click()
  await expect(page).toHaveURL('/edit-profile')
}

/** Rejects a registration of the address by another user. */
export async function rejectRegistration({ page, words, mailbox, people }: BrowserUser): Promise<void> {
  const { address } = await people.registered()
  await page.goto(linkIn(await mailbox.nextWithLink(address, '/verify-email/')))
  await button(page, words('confirm.disownSend')).click()
  await expect(page.getByRole('status')).toHaveText(words('notices.disowned'))
}

/** Requests a reset, sets a new password by the mailed link, and signs in with it. */
export async function resetPassword(user: BrowserUser, person: Person): Promise<Person> {
  const { page, words, mailbox } = user
  await page.goto('/reset')
  await field(page, words('fields.email')).fill(person.address)
  await button(page, words('reset.send')).click()
  await expect(page.getByRole('status')).toHaveText(words('done.reset_sent'))
  await page.goto(linkIn(await mailbox.nextWithLink(person.address, '/reset/')))
  await field(page, words('fields.newPassword')).fill(lizards)
  await button(page, words('newPassword.send')).click()
  await expect(page.getByRole('status')).toHaveText(words('notices.password_changed'))
  await signIn(user, { login: person.address, password: lizards })
  return { ...person, password: lizards }
}

/** Signs in with a provider that knows the address of an existing account, and proves ownership. */
export async function connectProvider(user: BrowserUser): Promise<void> {
  const { page, words, people, provider } = user
  const owner = await people.verified()
  await page.context().clearCookies({ name: 'authjs.session-token' })
  await signOutAtProvider(page.context())
  provider.person = newProviderUser({ email: owner.address })
  await page.goto('/login')
  await page.getByRole('link', { name: words('provider.continue', { provider: providerName }) }).click()
  await expect(page).toHaveURL('/link')
  await field(page, words('fields.password')).fill(owner.password)
  await button(page, words('provider.linkSend')).click()
  await expect(page).toHaveURL('/edit-profile')
}
