import { expect, type FrameLocator, type Page } from '@playwright/test'
import { wordsOf } from '@/e2e/support/channels/words'
import { test as base } from '@/e2e/support/fixtures/page-test'
import { contrast, findFaults, type Rules } from '@/e2e/support/pages/find-faults'
import { listGalleryEntries } from '@/e2e/support/pages/gallery-entries'
import { type GalleryLayout, type LoadedEntry, listGalleryLayouts } from '@/e2e/support/pages/gallery-layouts'
import { faultSize } from '@/e2e/support/servers/fault-size'
import en from '@/lib/i18n/messages/en.json' with { type: 'json' }
import ru from '@/lib/i18n/messages/ru.json' with { type: 'json' }

const words = wordsOf('en')
const standards: Rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const messageKeys: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: { ...en.faults, ...en.done },
  ru: { ...ru.faults, ...ru.done },
}

const test = base.extend<object, { layouts: GalleryLayout[] }>({
  layouts: [
    async ({ server }, use) => {
      const entries = await listGalleryEntries(server.url)
      const inHtml = entries.filter(({ name }) => name !== 'text')
      await use(await listGalleryLayouts(server.url, inHtml))
    },
    { scope: 'worker' },
  ],
})

test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** Axe finds nothing. The dark theme of an entry has other colours and the same markup. */
async function expectNoFindings(page: Page, { entry: { subject, name, address }, locale }: LoadedEntry) {
  await page.goto(address(locale, 'light'))
  expect.soft(await findFaults(page, standards), `${subject} ${name}, light`).toEqual([])
  const start = messageStart(name, locale)
  if (start) await expect.soft(page.getByText(start).first(), page.url()).toBeVisible()
  // A mail without styles has the colours of the program that shows it.
  if (name === 'without-styles') return
  await darken(page, address(locale, 'dark'))
  expect.soft(await findFaults(page, contrast), `${subject} ${name}, dark`).toEqual([])
}

/** Switches in place where only colours differ: a mail's theme is in its styles. */
async function darken(page: Page, darkAddress: string): Promise<void> {
  if (darkAddress.includes('/mail/')) {
    await page.goto(darkAddress)
    return
  }
  await page.locator('[data-shown-in]').evaluate((element) => element.setAttribute('data-shown-in', 'dark'))
  await expect(page.locator('body')).toHaveCSS('color-scheme', 'dark')
}

/**
 * The start of the message that a failed or completed form must show: an error of a field that the page lacks would stay
 * invisible.
 */
function messageStart(name: string, locale: string): string | undefined {
  return messageKeys[locale]?.[name]?.split('{')[0]
}

const parts = 8
for (let part = 0; part < parts; part += 1) {
  test(`axe and the console report nothing for the gallery's entries, part ${part + 1} of ${parts}`, async ({
    page,
    layouts,
  }) => {
    test.setTimeout(600_000)
    const errors: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error')
        errors.push(`${page.url()}: ${message.text()} ${message.location().url}`)
    })
    for (const [first, ...same] of layouts.filter((_, at) => at % parts === part)) {
      await expectNoFindings(page, first)
      for (const loaded of same) {
        const { entry, locale, text } = loaded
        // Markup in which the first entry's message is visible: the others' are where theirs is.
        expect.soft(text, `${entry.subject} ${entry.name}`).toContain(messageStart(entry.name, locale) ?? '')
        if (faultSize.opensEveryEntry) await expectNoFindings(page, loaded)
      }
    }
    expect(errors).toEqual([])
  })
}

test('the index opens an entry, which is shown in another language, theme and window', async ({ page }) => {
  await page.goto('/gallery')
  const login = page.getByRole('region', { name: 'login', exact: true })
  await login.getByRole('link', { name: 'notice-verified' }).click()
  const entry = page.frameLocator('iframe')
  await expect(entry.getByText(words('notices.verified'))).toBeVisible()
  await expect.poll(() => lookOf(entry)).toEqual({ width: 1440, paper: 'light' })
  await page.getByRole('link', { name: words('gallery.phone') }).click()
  await expect(page).toHaveURL('/gallery/en/light/phone/login/notice-verified')
  await expect.poll(() => lookOf(entry)).toEqual({ width: 390, paper: 'light' })
  await page.getByRole('link', { name: words('gallery.dark') }).click()
  await expect(page).toHaveURL('/gallery/en/dark/phone/login/notice-verified')
  await expect.poll(() => lookOf(entry)).toEqual({ width: 390, paper: 'dark' })
  await page.getByRole('link', { name: 'Русский' }).click()
  await expect(entry.getByText(wordsOf('ru')('notices.verified'))).toBeVisible()
  expect(await findFaults(page, standards)).toEqual([])
  await page.getByRole('link', { name: wordsOf('ru')('gallery.next') }).click()
  await expect(page).toHaveURL('/gallery/ru/dark/phone/login/notice-password_changed')
})

/** The width of the entry's window and whether its background is bright. A frame that is still empty has no background. */
async function lookOf(entry: FrameLocator): Promise<{ width: number; paper: 'light' | 'dark' }> {
  await expect(entry.getByText(words('notices.verified'))).toBeVisible()
  const { width, paper } = await entry
    .locator('body')
    .evaluate((body) => ({ width: innerWidth, paper: getComputedStyle(body).backgroundColor }))
  const [red = 0] = paper.match(/\d+/g)?.map(Number) ?? []
  return { width, paper: red > 127 ? 'light' : 'dark' }
}

test('an entry only shows: its forms change nothing and reveal nobody', async ({ page }) => {
  await page.goto('/gallery/en/light/page/login/usual')
  await page.getByLabel(words('fields.login')).fill('marina')
  await page.getByLabel(words('fields.password'), { exact: true }).fill('correct horse')
  const sent = page.waitForResponse((answer) => answer.request().method() === 'POST')
  await page.getByRole('button', { name: words('login.send') }).click()
  expect((await sent).status()).toBe(200)
  await expect(page).toHaveURL('/gallery/en/light/page/login/usual')
  expect((await page.context().cookies()).filter(({ name }) => name.includes('session'))).toEqual([])
})
