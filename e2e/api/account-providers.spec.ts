import type { BrowserContext } from '@playwright/test'
import { Channels } from '@/e2e/support/channels/channels'
import { wordsOf } from '@/e2e/support/channels/words'
import { AccountApi } from '@/e2e/support/clients/account-api'
import { problem } from '@/e2e/support/clients/expected-problem'
import { newProviderUser, providerName, test } from '@/e2e/support/fixtures/oidc-test'
import { expect } from '@/e2e/support/fixtures/test'
import { button, field, link, section } from '@/e2e/support/pages/page-form'

const words = wordsOf('en')
const named = { provider: providerName }

async function cookieOf(context: BrowserContext): Promise<string> {
  const cookies = await context.cookies()
  return cookies.find(({ name }) => name === 'authjs.session-token')?.value ?? ''
}

const connection = (issuer: string, email: string | undefined) => ({
  issuer,
  name: providerName,
  email,
  connectedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
})

test('a provider is listed, and disconnected with the password', async ({
  page,
  context,
  people,
  server,
  mailbox,
  provider,
}) => {
  const api = new AccountApi(server.url, new Channels(server.url, mailbox))
  const owner = await people.signedIn(context)
  provider.person = newProviderUser()
  await page.goto('/edit-profile')
  const connected = section(page, words('provider.sectionTitle'))
  await field(connected, words('fields.currentPassword')).fill(owner.password)
  await button(connected, words('provider.connect', named)).click()
  await link(connected, words('provider.go', named)).click()
  await expect(connected).toContainText(String(provider.person.email))

  const { issuer } = provider
  const by = { cookie: await cookieOf(context) }
  const providers = [connection(issuer, provider.person.email)]
  expect(await api.get('/providers', by)).toEqual({ providers })
  const disconnect = (currentPassword?: string) =>
    api.sendJson('POST', '/providers/disconnect', { issuer, currentPassword }, by)
  expect(await disconnect('not the password')).toMatchObject(problem('wrong_password'))
  expect(await disconnect()).toMatchObject(problem('wrong_password'))
  expect(await api.get('/providers', by)).toEqual({ providers })
  expect(await disconnect(owner.password)).toMatchObject({ status: 204, text: '' })
  expect(await disconnect(owner.password)).toMatchObject(problem('not_found'))
  expect(await api.get('/providers', by)).toEqual({ providers: [] })
})

test('the last way to sign in stays, and the session alone sets no password next to it', async ({
  page,
  context,
  server,
  mailbox,
  provider,
}) => {
  const api = new AccountApi(server.url, new Channels(server.url, mailbox))
  const { issuer } = provider
  provider.person = newProviderUser()
  await page.goto('/register')
  await link(page, words('provider.continue', named)).click()
  await expect(page).toHaveURL('/edit-profile')
  const by = { cookie: await cookieOf(context) }
  const last = await api.sendJson('POST', '/providers/disconnect', { issuer }, by)
  expect(last).toMatchObject(problem('last_way_in'))
  const set = await api.sendJson('PUT', '/password', { newPassword: 'chosen with a borrowed browser' }, by)
  expect(set).toMatchObject(problem('wrong_password'))
  const providers = [connection(issuer, provider.person.email)]
  expect(await api.get('/providers', by)).toEqual({ providers })
})
