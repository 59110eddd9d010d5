import sharp from 'sharp'
import { expect, test } from 'vitest'
import { backgroundColors } from './background-colors'
import { drawDefaultPicture } from './draw-default-picture'

async function inkOf(png: Uint8Array) {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true })
  const ground = data[0] ?? 0
  const inked = [...data].flatMap((value, at) => (value > ground + 40 ? [at] : []))
  const columns = inked.map((at) => at % info.width)
  const rows = inked.map((at) => Math.floor(at / info.width))
  return {
    thousandths: (1_000 * inked.length) / data.length,
    sides: Math.min(...columns, info.width - 1 - Math.max(...columns)),
    top: Math.min(...rows),
    bottom: info.height - 1 - Math.max(...rows),
  }
}

test.each(['AL', 'ИП', 'Щ', 'Ё', 'ΔΩ', 'Ấ', 'WW', '7', 'ǄѾ', ''])(
  '«%s» fits completely into a circle',
  async (letters) => {
    const png = await drawDefaultPicture(letters, 2)
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 256, height: 256 })
    const { thousandths, sides, top, bottom } = await inkOf(png)
    expect(thousandths).toBeGreaterThan(20)
    expect(thousandths).toBeLessThan(400)
    expect(Math.min(sides, top, letters === '' ? top : bottom)).toBeGreaterThan(30)
  },
)

test('the font has each letter: none is drawn as an empty box', async () => {
  const drawn = await Promise.all([...'AЖЩΨ7'].map((letter) => drawDefaultPicture(letter, 0)))
  expect(new Set(drawn.map((png) => Buffer.from(png).toString('base64'))).size).toBe(5)
})

test('every background colour is different and gives the letters AA contrast', async () => {
  const ink = await luminanceOf(await drawDefaultPicture('', 0), { left: 128, top: 100 })
  const seen = new Set<number>()
  for (const [index, colour] of backgroundColors.entries()) {
    const ground = await luminanceOf(await drawDefaultPicture('', index), { left: 2, top: 2 })
    expect((ink + 0.05) / (ground + 0.05), colour).toBeGreaterThan(4.5)
    seen.add(ground)
  }
  expect(seen.size).toBe(backgroundColors.length)
})

async function luminanceOf(png: Uint8Array, place: { left: number; top: number }): Promise<number> {
  const pixel = sharp(png).extract({ ...place, width: 1, height: 1 })
  const [r = 0, g = 0, b = 0] = await pixel.removeAlpha().raw().toBuffer()
  const linear = (value: number) =>
    value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}
