import { writeFile } from 'node:fs/promises'
import { type Browser, test } from '@playwright/test'
import sharp from 'sharp'

const serverUrl = process.env.LATCHKEY_GALLERY ?? ''
const phone = { width: 390, height: 760 }
const desktop = { width: 1100, height: 760 }

const shown = [
  { address: '/gallery/en/light/page/login/usual', ...desktop },
  { address: '/gallery/ru/dark/page/reset-ticket/password_common', ...phone },
  { address: '/gallery/en/light/mail/mail-reset-password/usual', ...phone },
]

/** The picture at the top of the README: sign-in, a new password, the mail with its link; light and dark. */
test('the README shows pages as they are', async ({ browser }) => {
  const shots = await Promise.all(shown.map((entry) => shoot(browser, entry)))
  const lefts = shown.map((_entry, at) => widthOf(shown.slice(0, at)))
  const canvas = { width: widthOf(shown), height: desktop.height, channels: 3, background: '#fff' } as const
  const parts = shots.map((input, at) => ({ input, left: lefts[at] ?? 0, top: 0 }))
  const picture = await sharp({ create: canvas }).composite(parts).png().toBuffer()
  await writeFile(
    '.github/latchkey.png',
    await sharp(picture).resize({ width: 1500 }).png({ palette: true, effort: 10 }).toBuffer(),
  )
})

function widthOf(entries: readonly { width: number }[]): number {
  return entries.reduce((sum, { width }) => sum + width, 0)
}

async function shoot(browser: Browser, entry: { address: string; width: number; height: number }) {
  const { address, ...viewport } = entry
  const page = await browser.newPage({ baseURL: serverUrl, viewport, reducedMotion: 'reduce' })
  await page.goto(address)
  const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  await page.close()
  return shot
}
