import type { Page } from '@playwright/test'

/**
 * Contrast differs during a transition, and a page that is rendered again has no title for a moment. Both are awaited in
 * one call: `waitForFunction` needs several.
 */
export async function waitUntilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    while (document.title === '') await new Promise((resolve) => requestAnimationFrame(resolve))
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
  })
}
