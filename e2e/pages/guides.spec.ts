import { expect, type Page } from '@playwright/test'
import { guideNames } from '@/components/docs/guide-names'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { contrast, findFaults } from '@/e2e/support/pages/find-faults'

const phone = { width: 390, height: 844 }
const desktop = { width: 1280, height: 900 }

test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** An id may begin with a digit, so `#2026-11-28` is not a selector. */
const byId = (page: Page, hash: string) => page.locator(`[id="${hash.slice(1)}"]`)

const targetsOf = (page: Page) =>
  page.locator('main a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))

const overflowOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

for (const name of guideNames) {
  test(`the guide ${name} opens, fits a phone, and axe finds nothing`, async ({ page }) => {
    await page.setViewportSize(phone)
    expect((await page.goto(`/docs/guides/${name}`))?.status()).toBe(200)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await overflowOf(page)).toBeLessThanOrEqual(0)
    expect(await findFaults(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await findFaults(page, contrast)).toEqual([])
    await page.setViewportSize(desktop)
    expect(await findFaults(page)).toEqual([])
  })
}

test('every link of every guide leads somewhere on this server', async ({ page }) => {
  const paths = new Set<string>()
  for (const name of guideNames) {
    await page.goto(`/docs/guides/${name}`)
    for (const target of await targetsOf(page)) {
      if (target.startsWith('#')) await expect(byId(page, target)).toHaveCount(1)
      else if (target.startsWith('/')) paths.add(target)
    }
  }
  expect(paths.size).toBeGreaterThan(guideNames.length)
  for (const path of paths) {
    expect((await page.request.get(path)).status(), path).toBe(200)
    await page.goto(path)
    const { hash } = new URL(path, 'http://localhost')
    if (hash) await expect(byId(page, hash), path).toHaveCount(1)
  }
})

test('guides are listed next to the API reference, and a link between guides leads to the heading', async ({
  page,
}) => {
  const words = wordsOf('en')
  await page.goto('/docs/rest')
  const guides = page.getByRole('navigation', { name: words('docs.guides') })
  await guides.getByRole('link', { name: words('docs.guideNames.security') }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Security')
  await expect(guides.getByRole('link', { name: words('docs.guideNames.security') })).toHaveAttribute(
    'aria-current',
    'page',
  )
  await page.getByRole('link', { name: 'Restore drills' }).click()
  await expect(page).toHaveURL('/docs/guides/operate#restore-drills')
})

test('a wide table scrolls by keyboard', async ({ page }) => {
  await page.setViewportSize(phone)
  await page.goto('/docs/guides/operate')
  const table = page.getByRole('figure').first()
  await table.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => table.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0)
})

test('a guide that does not exist is not found, and /docs/guides leads to the first', async ({ page }) => {
  expect((await page.goto('/docs/guides/nothing'))?.status()).toBe(404)
  await page.goto('/docs/guides')
  await expect(page).toHaveURL(`/docs/guides/${guideNames[0]}`)
})
