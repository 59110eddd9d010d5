import type { Page } from '@playwright/test'

/** Colours change with a transition, however short, and half-way they have another contrast. */
export async function untilStill(page: Page): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
}
