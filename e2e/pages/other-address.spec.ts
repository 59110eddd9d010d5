import { expect } from '@playwright/test'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { findChromium } from '@/e2e/support/pages/find-chromium'
import { alertOf, button, expectFault, field, fill, link } from '@/e2e/support/pages/page-form'
import { launchServer } from '@/e2e/support/servers/server'

/** A site opened under another address than APP_URL tells its users and its operator what to do. */

// An address of the local network: browsers send `Sec-Fetch-Site` over http only for this machine.
test.use({
  launchOptions: {
    ...findChromium(),
    args: ['--no-sandbox', '--host-resolver-rules=MAP latchkey.test 127.0.0.1'],
  },
})

for (const locale of ['en', 'ru'] as const)
  for (const javaScriptEnabled of [true, false])
    test.describe(`${locale}, ${javaScriptEnabled ? 'with' : 'without'} script`, () => {
      test.use({ locale, javaScriptEnabled })
      const words = wordsOf(locale)

      test('a form is rejected with a link to the address where it works', async ({ page, server }) => {
        const otherUrl = server.url.replace('localhost', 'latchkey.test')
        await page.goto(`${otherUrl}/login`)
        const typed = { [words('fields.login')]: 'ada', [words('fields.password')]: 'a horse of mine' }
        await fill(page, typed)
        await button(page, words('login.send')).click()
        await expect(alertOf(page)).toContainText(words('faults.cross_site'))
        await link(alertOf(page), server.url).click()
        await expect(page).toHaveURL(`${server.url}/login`)
        await fill(page, typed)
        await button(page, words('login.send')).click()
        await expectFault(field(page, words('fields.password')), words('faults.wrong_credentials'))
        expect(server.output()).toMatch(
          new RegExp(
            `"event":"cross_site_refused","origin":"${otherUrl}","appUrl":"${server.url}",[^\\n]*APP_URL`,
          ),
        )
      })
    })

test("the log contains only the origin that an app or another site's form sent", async ({ server }) => {
  const referer = 'https://shop.example.com/basket?token=hush'
  for (const target of ['/login', '/api/rest/auth/login', '/api/auth', '/edit-profile/picture'])
    await fetch(server.url + target, {
      method: 'POST',
      body: '{}',
      headers: { referer, 'x-foreign-origin': 'https://no.example' },
    })
  const logged = server.output().match(/^.*"origin":"https:\/\/shop\.example\.com".*$/gm) ?? []
  expect(logged.length).toBeGreaterThanOrEqual(2)
  expect(server.output()).not.toMatch(/hush|no\.example/)
})

test('ignored or unusable settings are reported at start, all at once', async () => {
  const env = {
    APP_URL: 'https://id.example.com/accounts',
    ALLOWED_ORIGINS: 'https://app.example.com/path',
    TRUSTED_PROXIES: 'one',
    WORK: 'no',
    SMTP_URL: 'smtp://mail.example?requiretls=true',
    MAIL_FROM: 'Acme, Inc. <accounts@example.com>',
  }
  const server = await launchServer({ env })
  expect(await server.ended()).toBe(1)
  for (const name of Object.keys(env))
    expect(server.output()).toMatch(new RegExp(`^ +${name} (?:must|has) `, 'm'))
  expect(server.output()).toContain('Latchkey cannot start. The configuration is invalid:')
})
