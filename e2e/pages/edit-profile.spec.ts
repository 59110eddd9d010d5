import { expect, type Page } from '@playwright/test'
import { plain, wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { alertOf, button, expectFault, field, fill, section } from '@/e2e/support/pages/page-form'
import { unique } from '@/lib/testing/accounts'

const words = wordsOf('en')
const currentPassword = words('fields.currentPassword')
const newPassword = words('fields.newPassword')
const username = words('fields.username')
const lizards = 'four calm brown lizards'

const details = (page: Page) => section(page, words('profile.detailsTitle'))
const nameSection = (page: Page) => section(page, words('profile.usernameTitle'))
const passwordSection = (page: Page) => section(page, words('profile.passwordTitle'))

async function changeUsername(page: Page, name: string, password: string): Promise<void> {
  await fill(nameSection(page), { [username]: name, [currentPassword]: password })
  await button(nameSection(page), words('profile.usernameSend')).click()
}

async function changePassword(page: Page, current: string, next: string): Promise<void> {
  await fill(passwordSection(page), { [currentPassword]: current, [newPassword]: next })
  await button(passwordSection(page), words('profile.passwordSend')).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('invalid details are marked at their fields, and all input is kept', async ({
      page,
      context,
      people,
    }) => {
      await people.signedIn(context)
      await page.goto('/edit-profile')
      const about = details(page)
      await fill(about, {
        [words('fields.firstName')]: 'Ada',
        [words('fields.lastName')]: 'https://example.com',
        [words('fields.phone')]: 'none',
        [words('fields.region')]: 'www.example.com',
      })
      await field(about, words('fields.gender')).selectOption('male')
      await button(about, words('profile.detailsSend')).click()
      await expectFault(field(about, words('fields.lastName')), words('faults.last_name_invalid'))
      await expectFault(field(about, words('fields.phone')), words('faults.phone_invalid'))
      await expectFault(field(about, words('fields.region')), words('faults.region_invalid'))
      await expect(field(about, words('fields.lastName'))).toBeFocused()
      await expect(field(about, words('fields.firstName'))).toHaveValue('Ada')
      await expect(field(about, words('fields.lastName'))).toHaveValue('https://example.com')
      await expect(field(about, words('fields.gender'))).toHaveValue('male')
      await page.goto('/edit-profile')
      await expect(field(about, words('fields.firstName'))).toHaveValue('')
    })

    test('a wrong current password is cleared, marked and focused; the typed name stays', async ({
      page,
      context,
      people,
    }) => {
      const person = await people.signedIn(context)
      await page.goto('/edit-profile')
      await changeUsername(page, 'lovelace', 'not the password')
      const current = field(nameSection(page), currentPassword)
      await expectFault(current, words('faults.wrong_password'))
      await expect(current).toBeFocused()
      await expect(current).toHaveValue('')
      await expect(field(nameSection(page), username)).toHaveValue('lovelace')
      expect(await people.canSignIn(person.username, person.password)).toBe(true)
    })
  })
}

test('saved details can be removed again', async ({ page, context, people }) => {
  await people.signedIn(context)
  await page.goto('/edit-profile')
  for (const value of ['Ada', '']) {
    await field(details(page), words('fields.firstName')).fill(value)
    await button(details(page), words('profile.detailsSend')).click()
    await expect(details(page).getByRole('status')).toHaveText(words('done.details_saved'))
    await expect(details(page).getByRole('status')).toBeFocused()
    await page.reload()
    await expect(field(details(page), words('fields.firstName'))).toHaveValue(value)
  }
})

test('the language of the mails also becomes that of the page', async ({
  page,
  context,
  people,
  mailbox,
}) => {
  const person = await people.signedIn(context)
  const russian = wordsOf('ru')
  await page.goto('/edit-profile')
  await field(details(page), words('fields.locale')).selectOption('ru')
  await button(details(page), words('profile.detailsSend')).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(russian('profile.title'))
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(russian('profile.title'))
  const part = section(page, russian('profile.passwordTitle'))
  await fill(part, {
    [russian('fields.currentPassword')]: person.password,
    [russian('fields.newPassword')]: lizards,
  })
  await button(part, russian('profile.passwordSend')).click()
  await expect(part.getByRole('status')).toHaveText(russian('done.password_changed'))
  expect((await mailbox.next(person.address, /Пароль/)).html).toContain('lang="ru"')
})

test('a taken or reserved name is rejected at the field', async ({ page, context, people }) => {
  const person = await people.signedIn(context)
  const other = await people.registered()
  const rejected = [
    ['', words('faults.username_missing')],
    ['no spaces', words('faults.username_characters')],
    ['Administrator', words('faults.username_reserved')],
    [other.username, words('faults.username_taken')],
  ] as const
  await page.goto('/edit-profile')
  for (const [name, fault] of rejected) {
    await changeUsername(page, name, person.password)
    await expectFault(field(nameSection(page), username), fault)
    await expect(field(nameSection(page), username)).toBeFocused()
    await expect(field(nameSection(page), username)).toHaveValue(name)
  }
})

test('a new name signs in, and the old one is free', async ({ page, context, people }) => {
  const person = await people.signedIn(context)
  const name = unique('lovelace')
  await page.goto('/edit-profile')
  await changeUsername(page, name, person.password)
  await expect(nameSection(page).getByRole('status')).toHaveText(words('done.username_changed'))
  await expect(page.getByText(plain(words, 'profile.lead', { account: name }))).toBeVisible()
  expect(await people.canSignIn(person.username, person.password)).toBe(false)
  expect(await people.canSignIn(name, person.password)).toBe(true)
  await people.registered({ username: person.username, address: `${name}@example.com` })
})

test('a new password must be valid and needs the old one', async ({ page, context, people }) => {
  const person = await people.signedIn(context)
  await page.goto('/edit-profile')
  const rejected = [
    [person.password, 'short', newPassword, words('faults.password_short', { min: 8 })],
    [person.password, 'password123', newPassword, words('faults.password_common')],
    [person.password, person.address, newPassword, words('faults.password_is_login')],
    ['not the password', lizards, currentPassword, words('faults.wrong_password')],
  ] as const
  for (const [current, next, label, fault] of rejected) {
    await changePassword(page, current, next)
    await expectFault(field(passwordSection(page), label), fault)
    await expect(field(passwordSection(page), label)).toBeFocused()
    await expect(field(passwordSection(page), currentPassword)).toHaveValue('')
    await expect(field(passwordSection(page), newPassword)).toHaveValue('')
  }
  expect(await people.canSignIn(person.username, person.password)).toBe(true)
})

test('a new password ends every other session, keeps this one, and the owner gets a mail', async ({
  page,
  context,
  people,
  mailbox,
}) => {
  const person = await people.signedIn(context)
  const otherSession = await people.newSession(person)
  await page.goto('/edit-profile')
  await changePassword(page, person.password, lizards)
  await expect(passwordSection(page).getByRole('status')).toHaveText(words('done.password_changed'))
  expect(await people.isSignedIn(otherSession)).toBe(false)
  await page.reload()
  await expect(page).toHaveURL('/edit-profile')
  await mailbox.next(person.address, /password was changed/)
})

test('a page left open after its session ended changes nothing and gives the reason', async ({
  page,
  context,
  people,
}) => {
  const person = await people.signedIn(context)
  await page.goto('/edit-profile')
  const [{ value } = { value: '' }] = await context.cookies()
  await context.clearCookies()
  await changePassword(page, person.password, lizards)
  await expect(alertOf(page)).toContainText(words('faults.signed_out'))
  await expect(alertOf(page)).toBeFocused()
  expect(await people.isSignedIn(value)).toBe(true)
  expect(await people.canSignIn(person.username, person.password)).toBe(true)
})
