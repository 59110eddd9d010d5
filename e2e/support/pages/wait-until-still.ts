import type { Page } from '@playwright/test'

/** Contrast differs during a transition, and a page that is rendered again has no title for a moment. */
export async function waitUntilStill(page: Page): Promise<void> {
  await page.waitForFunction(() => document.title !== '')
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
}
