import { expect, test } from '@playwright/test'
import { listGalleryEntries } from '@/e2e/support/pages/gallery-entries'
import { waitUntilStill } from '@/e2e/support/pages/wait-until-still'

const serverUrl = process.env.LATCHKEY_GALLERY ?? ''
const subjects = process.env.LATCHKEY_GALLERY_SUBJECTS?.split(',') ?? []
const windows = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desktop', width: 1440, height: 900 },
]

for (const { name: window, width, height } of windows) {
  for (const theme of ['light', 'dark'] as const) {
    test.describe(() => {
      test.use({
        baseURL: serverUrl,
        viewport: { width, height },
        colorScheme: theme,
        contextOptions: { reducedMotion: 'reduce' },
      })
      for (const locale of ['en', 'ru']) {
        for (const subject of subjects) {
          test(`${subject} ${locale} ${theme} ${window}`, async ({ page }) => {
            // A countdown stays at its start.
            await page.clock.setFixedTime(new Date('2026-11-14T18:05:00Z'))
            const entries = (await listGalleryEntries(serverUrl)).filter((entry) => entry.subject === subject)
            for (const entry of entries) {
              await page.goto(entry.address(locale, theme))
              await waitUntilStill(page)
              const shot = await page.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide' })
              expect.soft(shot).toMatchSnapshot([subject, `${entry.name}-${locale}-${theme}-${window}.png`])
            }
          })
        }
      }
    })
  }
}
