import { type BrowserContext, expect, type Page } from '@playwright/test'
import type { Person } from '@/e2e/support/channels/people'
import { postForm, type RawForm, readForm, readForms } from '@/e2e/support/channels/raw-form'
import { plain, wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/oidc-test'
import { alertOf, button, field, fill, link, section } from '@/e2e/support/pages/page-form'
import { drawnForField } from '@/lib/form-state'
import { redAndBlue } from '@/lib/testing/pictures'

/** A tab stayed open with one account's page while another account signed in: its forms change neither. */

const words = wordsOf('en')
const otherAccountMessage = words('faults.other_account')
const lizards = 'four calm brown lizards'

const details = (page: Page) => section(page, words('profile.detailsTitle'))
const cookieOf = (secret: string) => ({ cookie: `authjs.session-token=${secret}` })

interface Account {
  readonly id: string
  readonly picture: string
}

/** The current state of an account, as its own session sees it. */
async function accountOf(url: string, secret: string): Promise<Account> {
  const answer = await fetch(`${url}/api/account`, { headers: cookieOf(secret) })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { account: Account }).account
}

async function secretOf(context: BrowserContext): Promise<string> {
  const cookie = (await context.cookies()).find(({ name }) => name === 'authjs.session-token')
  return cookie?.value ?? ''
}

/** Gives the account something for every form: a device, a picture, another session, a pending address. */
async function fillAccount(url: string, { username, password }: Person, secret: string): Promise<void> {
  const body = JSON.stringify({ login: username, password, device_id: `device of ${username}` })
  expect((await fetch(`${url}/api/auth`, { method: 'POST', body })).status).toBe(200)
  const picture = new FormData()
  picture.append('picture', new Blob([new Uint8Array(await redAndBlue().jpeg().toBuffer())]), 'me.jpg')
  const headers = { ...cookieOf(secret), origin: url, accept: 'application/json' }
  const sent = await fetch(`${url}/edit-profile/picture`, { method: 'POST', body: picture, headers })
  expect(await sent.json()).toMatchObject({ status: 'done' })
  const page = { url: `${url}/edit-profile`, headers: cookieOf(secret) }
  const change = await readForm(page, words('profile.emailSend'))
  const response = await postForm(
    change,
    { email: `new.${username}@example.com`, currentPassword: password },
    cookieOf(secret),
  )
  expect(response.status).toBe(200)
}

/** In another tab one user signs out and another signs in. */
async function switchAccounts(tab: Page, { username, password }: Person): Promise<void> {
  await tab.goto('/edit-profile')
  await button(tab, words('profile.signOut')).click()
  await expect(tab.getByRole('status')).toHaveText(words('notices.signed_out'))
  await fill(tab, { [words('fields.login')]: username, [words('fields.password')]: password })
  await button(tab, words('login.send')).click()
  await expect(tab).toHaveURL('/edit-profile')
}

/** All forms of a page except the language switch, which changes no account. */
async function accountForms(url: string, headers: Record<string, string>): Promise<RawForm[]> {
  const forms = await readForms({ url, headers })
  const isSwitch = ({ hidden }: RawForm) => hidden.some(([name]) => name === 'path')
  expect(forms.filter(isSwitch)).toHaveLength(1)
  return forms.filter((form) => !isSwitch(form))
}

test('no form of a profile changes an account that signed in since', async ({ server, people }) => {
  const [ada, eve] = [await people.verified(), await people.verified()]
  const [adas, eves] = [await people.newSession(ada), await people.newSession(eve)]
  await fillAccount(server.url, ada, adas)
  await fillAccount(server.url, eve, eves)
  const before = [await accountOf(server.url, adas), await accountOf(server.url, eves)]
  const eveElsewhere = await people.newSession(eve)
  const forms = await accountForms(`${server.url}/edit-profile`, cookieOf(adas))
  const actions = forms.filter(({ hidden }) => hidden.length > 0)
  // The profile has at least twelve forms.
  expect(actions.length).toBeGreaterThanOrEqual(12)
  // All fields that any of them reads, with values valid for the account that is signed in now.
  const fields = {
    firstName: 'Ada',
    username: `${eve.username}x`,
    email: `other.${eve.username}@example.com`,
    currentPassword: eve.password,
    newPassword: lizards,
    device: '00000000-0000-4000-8000-000000000000',
    session: '00000000-0000-4000-8000-000000000000',
    issuer: 'https://id.example',
  }
  for (const form of actions) {
    expect(form.hidden).toContainEqual([drawnForField, before[0]?.id])
    const answer = await postForm(form, fields, cookieOf(eves))
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie()).toEqual([])
    const page = await answer.text()
    expect(page).toContain(otherAccountMessage)
    // Sent once more, the form still names the account it was rendered for, although the page now belongs to another.
    expect(page).toContain(`name="${drawnForField}" value="${before[0]?.id}"`)
  }
  expect([await accountOf(server.url, adas), await accountOf(server.url, eves)]).toEqual(before)
  expect(await people.isSignedIn(eveElsewhere)).toBe(true)
  expect(await people.canSignIn(eve.username, eve.password)).toBe(true)
  // Without a session the answer is "signed out", not "another account".
  const [any] = actions
  if (any) expect(await (await postForm(any, fields)).text()).not.toContain(otherAccountMessage)
})

test('no picture is accepted for an account that signed in since, and none is read', async ({
  server,
  people,
}) => {
  const [ada, eve] = [await people.verified(), await people.verified()]
  const [adas, eves] = [await people.newSession(ada), await people.newSession(eve)]
  const before = await accountOf(server.url, eves)
  const page = await (await fetch(`${server.url}/edit-profile`, { headers: cookieOf(adas) })).text()
  const { id } = await accountOf(server.url, adas)
  const address = `/edit-profile/picture?${drawnForField}=${id}`
  expect(page).toContain(`action="${address}"`)
  const body = new FormData()
  body.append('picture', new Blob([new Uint8Array(await redAndBlue().jpeg().toBuffer())]), 'me.jpg')
  const post = (headers: Record<string, string>) =>
    fetch(server.url + address, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { ...cookieOf(eves), origin: server.url, ...headers },
    })
  expect(await (await post({ accept: 'application/json' })).json()).toMatchObject({ code: 'other_account' })
  const plain = await post({})
  expect(plain.status).toBe(303)
  expect(plain.headers.get('location')).toContain('picture=other_account')
  expect(await accountOf(server.url, eves)).toEqual(before)
})

test('every form of every page that a signed-in user may see names the account it was rendered for', async ({
  server,
  people,
  mailbox,
}) => {
  const ada = await people.registered()
  const verify = await mailbox.nextTicket(ada.address, '/verify-email/')
  const eve = await people.verified()
  const eves = await people.newSession(eve)
  const { id } = await accountOf(server.url, eves)
  const paths = [
    '/reset',
    '/verify-email',
    '/verify-email?other',
    `/verify-email/${verify}`,
    `/reset/${verify}`,
  ]
  for (const path of paths) {
    const forms = await accountForms(server.url + path, cookieOf(eves))
    expect(forms.length, path).toBeGreaterThan(0)
    for (const { hidden } of forms) expect(hidden, path).toContainEqual([drawnForField, id])
    for (const { hidden } of await accountForms(server.url + path, {}))
      expect(
        hidden.map(([name]) => name),
        path,
      ).not.toContain(drawnForField)
  }
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('a stale profile says so, keeps its input, stays rejected, and links to the account that is signed in', async ({
      page,
      context,
      people,
    }) => {
      await people.signedIn(context)
      const eve = await people.verified()
      await page.goto('/edit-profile')
      await switchAccounts(await context.newPage(), eve)
      for (const once of [1, 2]) {
        await field(details(page), words('fields.firstName')).fill(`Ada ${once}`)
        await button(details(page), words('profile.detailsSend')).click()
        await expect(alertOf(page)).toContainText(otherAccountMessage)
        await expect(alertOf(page)).toBeFocused()
        await expect(field(details(page), words('fields.firstName'))).toHaveValue(`Ada ${once}`)
      }
      await link(page, words('unanswered.reload')).click()
      await expect(alertOf(page)).toHaveCount(0)
      await expect(page.getByText(plain(words, 'profile.lead', { account: eve.username }))).toBeVisible()
      await expect(field(details(page), words('fields.firstName'))).toHaveValue('')
      await field(details(page), words('fields.firstName')).fill('Eve')
      await button(details(page), words('profile.detailsSend')).click()
      await expect(details(page).getByRole('status')).toHaveText(words('done.details_saved'))
    })

    test('a stale page signs nobody out', async ({ page, context, people }) => {
      await people.signedIn(context)
      await page.goto('/edit-profile')
      await people.signedIn(context)
      const eves = await secretOf(context)
      await button(page, words('profile.signOut')).click()
      await expect(alertOf(page)).toContainText(otherAccountMessage)
      expect(await people.isSignedIn(eves)).toBe(true)
      expect(await secretOf(context)).toBe(eves)
    })

    test('a stale page sets no picture, and a fresh page does', async ({ page, context, people, server }) => {
      await people.signedIn(context)
      await page.goto('/edit-profile')
      await people.signedIn(context)
      const eves = await secretOf(context)
      const before = await accountOf(server.url, eves)
      const pictures = section(page, words('profile.pictureTitle'))
      const buffer = await redAndBlue().jpeg().toBuffer()
      const choose = async () => {
        const file = { name: 'me.jpg', mimeType: 'image/jpeg', buffer }
        await field(pictures, words('profile.pictureNew')).setInputFiles(file)
        await button(pictures, words('profile.pictureSend')).click()
      }
      await choose()
      await expect(alertOf(page)).toContainText(otherAccountMessage)
      expect(await accountOf(server.url, eves)).toEqual(before)
      await link(page, words('unanswered.reload')).click()
      await expect(alertOf(page)).toHaveCount(0)
      await choose()
      await expect(pictures.getByText(words('done.picture_saved'))).toBeVisible()
      expect((await accountOf(server.url, eves)).picture).not.toBe(before.picture)
    })

    test('a stale page of a link spends nothing, and names the signed-in user when it is reloaded', async ({
      page,
      context,
      people,
      mailbox,
      server,
    }) => {
      const ada = await people.registered()
      const ticket = await mailbox.nextTicket(ada.address, '/verify-email/')
      const classic = await fetch(`${server.url}/api/classic/auth/login`, {
        method: 'POST',
        body: JSON.stringify({ username: ada.username, password: ada.password }),
      })
      const value = /session-token=([^;]+)/.exec(classic.headers.get('set-cookie') ?? '')?.[1] ?? ''
      await context.addCookies([{ name: 'authjs.session-token', value, url: server.url, httpOnly: true }])
      await page.goto(`/verify-email/${ticket}`)
      const eve = await people.signedIn(context)
      await button(page, words('confirm.send')).click()
      await expect(alertOf(page)).toContainText(otherAccountMessage)
      expect(await people.canSignIn(ada.username, ada.password)).toBe(false)
      await link(page, words('unanswered.reload')).click()
      await expect(page.getByRole('status').getByText(eve.username)).toBeVisible()
      await expect(field(page, words('fields.password'))).toBeVisible()
    })
  })
}
