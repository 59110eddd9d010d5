import { expect, type Locator } from '@playwright/test'
import type { Person } from '@/e2e/support/channels/people'
import { DeviceApp } from '@/e2e/support/clients/device-api'
import { forgetAtProvider, providerName as provider, somebody } from '@/e2e/support/fixtures/oidc-test'
import { unique } from '@/lib/testing/accounts'
import { redAndBlue } from '@/lib/testing/pictures'
import type { Visitor } from './fill-entry-forms'
import { button, field, fill, link, section } from './page-form'

const horses = 'nine patient blue horses'

/** Every form of the profile of a signed-in user; the last one signs out. */
export async function fillProfileForms(visitor: Visitor, person: Person): Promise<void> {
  await changeDetails(visitor)
  await changePicture(visitor)
  await changeAddress(visitor, person)
  const renamed = await changeUsername(visitor, person)
  await connectAndDisconnect(visitor, renamed)
  await forgetDevice(visitor, renamed)
  await endSessions(visitor, renamed)
  await changePassword(visitor, renamed)
  await visitor.page.goto('/edit-profile')
  await button(visitor.page, visitor.words('profile.signOut')).click()
  await expect(visitor.page.getByRole('status')).toHaveText(visitor.words('notices.signed_out'))
}

async function open({ page, words }: Visitor, title: Parameters<Visitor['words']>[0]): Promise<Locator> {
  await page.goto('/edit-profile')
  return section(page, words(title))
}

async function changeDetails(visitor: Visitor): Promise<void> {
  const { words } = visitor
  const part = await open(visitor, 'profile.detailsTitle')
  await fill(part, { [words('fields.firstName')]: 'Ада', [words('fields.region')]: 'Нижний Новгород' })
  await button(part, words('profile.detailsSend')).click()
  await expect(part.getByRole('status')).toHaveText(words('done.details_saved'))
}

async function changePicture(visitor: Visitor): Promise<void> {
  const { words } = visitor
  const part = await open(visitor, 'profile.pictureTitle')
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

async function changeAddress(visitor: Visitor, { username, password }: Person): Promise<void> {
  const { words } = visitor
  const part = await open(visitor, 'profile.emailTitle')
  const email = `new.${username}@example.com`
  await fill(part, { [words('profile.emailNew')]: email, [words('fields.currentPassword')]: password })
  await button(part, words('profile.emailSend')).click()
  await expect(part.getByText(words('done.email_change_asked', { email }))).toBeVisible()
  await button(part, words('profile.pendingCancel')).click()
  await expect(part.getByText(words('done.email_change_cancelled'))).toBeVisible()
}

async function changeUsername(visitor: Visitor, person: Person): Promise<Person> {
  const { words } = visitor
  const part = await open(visitor, 'profile.usernameTitle')
  const username = unique('lovelace')
  await fill(part, {
    [words('fields.username')]: username,
    [words('fields.currentPassword')]: person.password,
  })
  await button(part, words('profile.usernameSend')).click()
  await expect(part.getByRole('status')).toHaveText(words('done.username_changed'))
  return { ...person, username }
}

async function connectAndDisconnect(visitor: Visitor, { password }: Person): Promise<void> {
  const { page, words } = visitor
  await forgetAtProvider(page.context())
  visitor.provider.person = somebody()
  const part = await open(visitor, 'provider.sectionTitle')
  await field(part, words('fields.currentPassword')).fill(password)
  await button(part, words('provider.connect', { provider })).click()
  await link(part, words('provider.go', { provider })).click()
  await expect(part).toContainText(String(visitor.provider.person.email))
  await field(part, words('fields.currentPassword')).fill(password)
  await button(part, words('provider.disconnect')).click()
  await expect(part.getByRole('status')).toHaveText(words('done.provider_disconnected'))
}

/** After an app on another device has signed in. */
async function forgetDevice(visitor: Visitor, { username, password }: Person): Promise<void> {
  const { page, words } = visitor
  const app = new DeviceApp(new URL(page.url()).origin)
  expect((await app.auth({ login: username, password, device_id: `of ${username}` })).status).toBe(200)
  const part = await open(visitor, 'profile.devicesTitle')
  await part.getByRole('listitem').getByRole('button').click()
  await expect(part.getByRole('status')).toHaveText(words('done.device_forgotten'))
}

async function endSessions(visitor: Visitor, person: Person): Promise<void> {
  const { words, people } = visitor
  const secrets = [await people.newSession(person), await people.newSession(person)]
  const part = await open(visitor, 'profile.sessionsTitle')
  await part.getByRole('listitem').nth(1).getByRole('button').click()
  await expect(part.getByRole('status')).toHaveText(words('done.session_ended'))
  await button(part, words('profile.othersEnd')).click()
  await expect(part.getByText(words('done.sessions_ended'))).toBeVisible()
  for (const secret of secrets) expect(await people.isSignedIn(secret)).toBe(false)
}

async function changePassword(visitor: Visitor, { password }: Person): Promise<void> {
  const { words } = visitor
  const part = await open(visitor, 'profile.passwordTitle')
  await fill(part, { [words('fields.currentPassword')]: password, [words('fields.newPassword')]: horses })
  await button(part, words('profile.passwordSend')).click()
  await expect(part.getByRole('status')).toHaveText(words('done.password_changed'))
}
