import { expect, type FrameLocator, type Page } from '@playwright/test'
import { contrast, findFaults, type Rules } from '@/e2e/support/find-faults'
import {
  bareMarkup,
  type GalleryEntry,
  listGalleryEntries,
  sayingOf,
  shapeOf,
} from '@/e2e/support/gallery-entries'
import { test } from '@/e2e/support/page-test'
import { unescapeHtml } from '@/e2e/support/raw-form'
import { wordsOf } from '@/e2e/support/words'

const words = wordsOf('en')
const standards: Rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** Nothing that axe finds. The dark look of an entry has other colours, and no other markup. */
async function expectSound(page: Page, entry: GalleryEntry, locale: 'en' | 'ru'): Promise<void> {
  const { subject, name, address } = entry
  await page.goto(address(locale, 'light'))
  expect.soft(await findFaults(page, standards), `${subject} ${name}, light`).toEqual([])
  const said = sayingOf(entry, locale)
  if (said) await expect.soft(page.getByText(said).first(), page.url()).toBeVisible()
  // A mail without styles has the colours of the program that shows it.
  if (name === 'without-styles') return
  await darken(page, address(locale, 'dark'))
  expect.soft(await findFaults(page, contrast), `${subject} ${name}, dark`).toEqual([])
}

/** In place where that is all the difference: a mail's theme stands in its styles. */
async function darken(page: Page, darkAddress: string): Promise<void> {
  if (darkAddress.includes('/mail/')) {
    await page.goto(darkAddress)
    return
  }
  await page.locator('[data-shown-in]').evaluate((element) => element.setAttribute('data-shown-in', 'dark'))
  await expect(page.locator('body')).toHaveCSS('color-scheme', 'dark')
}

interface Sample {
  readonly entry: GalleryEntry
  readonly markup: string
  /** Nothing before it looks the same but for its words. */
  readonly isFirst: boolean
}

let samples: Promise<Sample[]> | undefined

/** Every entry with its English page; told once a worker. A mail's text is no page. */
function allSamples(serverUrl: string): Promise<Sample[]> {
  samples ??= readSamples(serverUrl)
  return samples
}

async function readSamples(serverUrl: string): Promise<Sample[]> {
  const entries = (await listGalleryEntries(serverUrl)).filter(({ name }) => name !== 'text')
  const seen = new Set<string>()
  const read: Sample[] = []
  for (const entry of entries) {
    const markup = await bareMarkup(serverUrl + entry.address('en', 'light'))
    const shape = shapeOf(entry, markup)
    read.push({ entry, markup, isFirst: !seen.has(shape) })
    seen.add(shape)
  }
  return read
}

const parts = 8
for (let part = 0; part < parts; part += 1) {
  test(`axe and the console say nothing to the gallery's entries, part ${part + 1} of ${parts}`, async ({
    page,
    server,
  }) => {
    test.setTimeout(240_000)
    const errors: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error')
        errors.push(`${page.url()}: ${message.text()} ${message.location().url}`)
    })
    const firsts = (await allSamples(server.url)).filter(({ isFirst }) => isFirst)
    for (const [at, { entry }] of firsts.entries()) {
      if (at % parts === part) await expectSound(page, entry, part % 2 === 0 ? 'en' : 'ru')
    }
    expect(errors).toEqual([])
  })
}

test('an entry that is like another but for its words has its own', async ({ server }) => {
  test.setTimeout(120_000)
  const others = (await allSamples(server.url)).filter(({ isFirst }) => !isFirst)
  expect(others.length).toBeGreaterThan(50)
  for (const { entry, markup } of others)
    expect.soft(unescapeHtml(markup), `${entry.subject} ${entry.name}`).toContain(sayingOf(entry, 'en'))
})

test('the index leads to an entry, which is looked at in another language, theme and window', async ({
  page,
}) => {
  await page.goto('/gallery')
  const login = page.getByRole('region', { name: 'login', exact: true })
  await login.getByRole('link', { name: 'notice-verified' }).click()
  const entry = page.frameLocator('iframe')
  await expect(entry.getByText(words('notices.verified'))).toBeVisible()
  expect(await lookOf(entry)).toEqual({ width: 1440, paper: 'light' })
  await page.getByRole('link', { name: words('gallery.phone') }).click()
  await expect(page).toHaveURL('/gallery/en/light/phone/login/notice-verified')
  expect(await lookOf(entry)).toEqual({ width: 390, paper: 'light' })
  await page.getByRole('link', { name: words('gallery.dark') }).click()
  await expect(page).toHaveURL('/gallery/en/dark/phone/login/notice-verified')
  expect(await lookOf(entry)).toEqual({ width: 390, paper: 'dark' })
  await page.getByRole('link', { name: 'Русский' }).click()
  await expect(entry.getByText(wordsOf('ru')('notices.verified'))).toBeVisible()
  expect(await findFaults(page, standards)).toEqual([])
  await page.getByRole('link', { name: wordsOf('ru')('gallery.next') }).click()
  await expect(page).toHaveURL('/gallery/ru/dark/phone/login/notice-password_changed')
})

/** How wide the entry's window is, and whether its paper is bright. */
async function lookOf(entry: FrameLocator): Promise<{ width: number; paper: 'light' | 'dark' }> {
  const { width, paper } = await entry
    .locator('body')
    .evaluate((body) => ({ width: innerWidth, paper: getComputedStyle(body).backgroundColor }))
  const [red = 0] = paper.match(/\d+/g)?.map(Number) ?? []
  return { width, paper: red > 127 ? 'light' : 'dark' }
}

test('an entry does what it shows nowhere: its forms change nothing and tell of no one', async ({ page }) => {
  await page.goto('/gallery/en/light/page/login/usual')
  await page.getByLabel(words('fields.login')).fill('marina')
  await page.getByLabel(words('fields.password'), { exact: true }).fill('correct horse')
  const sent = page.waitForResponse((answer) => answer.request().method() === 'POST')
  await page.getByRole('button', { name: words('login.send') }).click()
  expect((await sent).status()).toBe(200)
  await expect(page).toHaveURL('/gallery/en/light/page/login/usual')
  expect((await page.context().cookies()).filter(({ name }) => name.includes('session'))).toEqual([])
})
