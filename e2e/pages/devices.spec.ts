import { type BrowserContext, expect, type Page } from '@playwright/test'
import { wordsOf } from '@/e2e/support/channels/words'
import { DeviceApp, newLogin } from '@/e2e/support/clients/device-api'
import { test } from '@/e2e/support/fixtures/page-test'
import { section } from '@/e2e/support/pages/page-form'

const words = wordsOf('en')
const password = 'correct horse battery'
const devices = (page: Page) => section(page, words('profile.devicesTitle'))
const rows = (page: Page) => devices(page).getByRole('listitem')

/** A user of an app on two devices, in a browser with the second one's cookie. */
async function withTwoDevices(context: BrowserContext, url: string, login: string): Promise<void> {
  const app = new DeviceApp(url)
  for (const device_id of ['one', 'two']) await app.auth({ login, password, device_id })
  const [name = '', value = ''] = app.cookie?.split('=') ?? []
  await context.addCookies([{ name, value, url }])
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('the profile lists the apps of an account, and one can be forgotten', async ({
      page,
      context,
      server,
    }) => {
      await withTwoDevices(context, server.url, newLogin())
      await page.goto('/edit-profile')
      await expect(rows(page)).toHaveCount(2)
      await expect(rows(page).first()).toContainText(words('profile.devicePrimary'))
      await rows(page).nth(1).getByRole('button').click()
      await expect(devices(page).getByRole('status')).toHaveText(words('done.device_forgotten'))
      await expect(rows(page)).toHaveCount(1)
      await rows(page).getByRole('button').click()
      await expect(devices(page).getByRole('status')).toHaveText(words('done.device_forgotten'))
      await expect(rows(page)).toHaveCount(0)
      await page.goto('/edit-profile')
      await expect(devices(page)).toHaveCount(0)
    })
  })
}

test('forgetting a device that another tab has already forgotten reports that it is gone', async ({
  page,
  context,
  server,
}) => {
  await withTwoDevices(context, server.url, newLogin())
  await page.goto('/edit-profile')
  const same = await context.newPage()
  await same.goto('/edit-profile')
  await rows(page).nth(1).getByRole('button').click()
  await expect(devices(page).getByRole('status')).toHaveText(words('done.device_forgotten'))
  await rows(same).nth(1).getByRole('button').click()
  await expect(devices(same).getByRole('alert')).toHaveText(words('faults.not_found'))
})

test('an account without apps does not show this section', async ({ page, context, people }) => {
  await people.signedIn(context)
  await page.goto('/edit-profile')
  await expect(devices(page)).toHaveCount(0)
})
