import type { Page } from '@playwright/test'

/**
 * Colours change with a transition, and half-way their contrast differs. While a page is rendered again after an
 * answer, it has no title for a moment.
 */
export async function waitUntilStill(page: Page): Promise<void> {
  await page.waitForFunction(() => document.title !== '')
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
}
