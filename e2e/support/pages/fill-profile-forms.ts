import { expect, type Locator } from '@playwright/test'
import type { Person } from '@/e2e/support/channels/people'
import { DeviceApp } from '@/e2e/support/clients/device-api'
import {
  newProviderUser,
  providerName as provider,
  signOutAtProvider,
} from '@/e2e/support/fixtures/oidc-test'
import { unique } from '@/lib/testing/accounts'
import { redAndBlue } from '@/lib/testing/pictures'
import type { BrowserUser } from './fill-entry-forms'
import { button, field, fill, link, section } from './page-form'

const horses = 'nine patient blue horses'

/** Every form of the profile of a signed-in user; the last one signs out. */
export async function fillProfileForms(user: BrowserUser, person: Person): Promise<void> {
  await changeDetails(user)
  await changePicture(user)
  await changeAddress(user, person)
  const renamed = await changeUsername(user, person)
  await connectAndDisconnect(user, renamed)
  await forgetDevice(user, renamed)
  await endSessions(user, renamed)
  await changePassword(user, renamed)
  await user.page.goto('/edit-profile')
  await button(user.page, user.words('profile.signOut')).click()
  await expect(user.page.getByRole('status')).toHaveText(user.words('notices.signed_out'))
}

async function open(
  { page, words }: BrowserUser,
  title: Parameters<BrowserUser['words']>[0],
): Promise<Locator> {
  await page.goto('/edit-profile')
  return section(page, words(title))
}

async function changeDetails(user: BrowserUser): Promise<void> {
  const { words } = user
  const part = await open(user, 'profile.detailsTitle')
  await fill(part, { [words('fields.firstName')]: 'Ада', [words('fields.region')]: 'Нижний Новгород' })
  await button(part, words('profile.detailsSend')).click()
  await expect(part.getByRole('status')).toHaveText(words('done.details_saved'))
}

async function changePicture(user: BrowserUser): Promise<void> {
  const { words } = user
  const part = await open(user, 'profile.pictureTitle')
  const buffer = await redAndBlue().jpeg().toBuffer()
  await field(part, words('profile.pictureNew')).setInputFiles({
    name: 'me.jpg',
    mimeType: 'image/jpeg',
    buffer,
  })
  await button(part, words('profile.pictureSend')).click()
  await expect(part.getByRole('status').first()).toHaveText(words('done.picture_saved'))
  await button(part, words('profile.pictureRemove')).click()
  await expect(part.getByText(words('done.picture_removed'))).toBeVisible()
}

async function changeAddress(user: BrowserUser, { username, password }: Person): Promise<void> {
  const { words } = user
  const part = await open(user, 'profile.emailTitle')
  const email = `new.${username}@example.com`
  await fill(part, { [words('profile.emailNew')]: email, [words('fields.currentPassword')]: password })
  await button(part, words('profile.emailSend')).click()
  await expect(part.getByText(words('done.email_change_asked', { email }))).toBeVisible()
  await button(part, words('profile.pendingCancel')).click()
  await expect(part.getByText(words('done.email_change_cancelled'))).toBeVisible()
}

async function changeUsername(user: BrowserUser, person: Person): Promise<Person> {
  const { words } = user
  const part = await open(user, 'profile.usernameTitle')
  const username = unique('lovelace')
  await fill(part, {
    [words('fields.username')]: username,
    [words('fields.currentPassword')]: person.password,
  })
  await button(part, words('profile.usernameSend')).click()
  await expect(part.getByRole('status')).toHaveText(words('done.username_changed'))
  return { ...person, username }
}

async function connectAndDisconnect(user: BrowserUser, { password }: Person): Promise<void> {
  const { page, words } = user
  await signOutAtProvider(page.context())
  user.provider.person = newProviderUser()
  const part = await open(user, 'provider.sectionTitle')
  await field(part, words('fields.currentPassword')).fill(password)
  await button(part, words('provider.connect', { provider })).click()
  await link(part, words('provider.go', { provider })).click()
  await expect(part).toContainText(String(user.provider.person.email))
  await field(part, words('fields.currentPassword')).fill(password)
  await button(part, words('provider.disconnect')).click()
  await expect(part.getByRole('status')).toHaveText(words('done.provider_disconnected'))
}

/** After an app on another device has signed in. */
async function forgetDevice(user: BrowserUser, { username, password }: Person): Promise<void> {
  const { page, words } = user
  const app = new DeviceApp(new URL(page.url()).origin)
  expect((await app.auth({ login: username, password, device_id: `of ${username}` })).status).toBe(200)
  const part = await open(user, 'profile.devicesTitle')
  await part.getByRole('listitem').getByRole('button').click()
  await expect(part.getByRole('status')).toHaveText(words('done.device_forgotten'))
}

async function endSessions(user: BrowserUser, person: Person): Promise<void> {
  const { words, people } = user
  const secrets = [await people.newSession(person), await people.newSession(person)]
  const part = await open(user, 'profile.sessionsTitle')
  await part.getByRole('listitem').nth(1).getByRole('button').click()
  await expect(part.getByRole('status')).toHaveText(words('done.session_ended'))
  await button(part, words('profile.othersEnd')).click()
  await expect(part.getByText(words('done.sessions_ended'))).toBeVisible()
  for (const secret of secrets) expect(await people.isSignedIn(secret)).toBe(false)
}

async function changePassword(user: BrowserUser, { password }: Person): Promise<void> {
  const { words } = user
  const part = await open(user, 'profile.passwordTitle')
  await fill(part, { [words('fields.currentPassword')]: password, [words('fields.newPassword')]: horses })
  await button(part, words('profile.passwordSend')).click()
  await expect(part.getByRole('status')).toHaveText(words('done.password_changed'))
}
