import path from 'node:path'
import sharp from 'sharp'
import { backgroundColors } from './background-colors'
import { runInPictureQueue } from './picture-queue'

const ink = '#fbf6ec'
const side = 256
const letterPoints = 104
// Fits into the circle that most apps crop pictures to.
const maxWidth = 190

const person = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 64 64" fill="${ink}">
    <circle cx="32" cy="25" r="11"/><path d="M10 64c0-14 10-23 22-23s22 9 22 23z"/></svg>`,
)

/** @param letters at most two that the bundled font has (`picture-file.ts`); none: a figure */
export async function drawDefaultPicture(
  letters: string,
  backgroundIndex: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return await runInPictureQueue('default', async () => {
    const input = letters === '' ? person : await drawLetters(letters)
    const background = backgroundColors[backgroundIndex] ?? backgroundColors[0]
    const png = await sharp({ create: { width: side, height: side, channels: 3, background } })
      .composite([{ input }])
      .png({ palette: true })
      .toBuffer()
    return Uint8Array.from(png)
  })
}

async function drawLetters(letters: string): Promise<Buffer> {
  const text = `<span foreground="${ink}">${letters}</span>`
  const font = `Noto Sans Bold ${letterPoints}`
  const fontfile = path.resolve('lib/pictures/initials.ttf')
  return await sharp({ text: { text, font, fontfile, rgba: true, dpi: 72 } })
    .resize(maxWidth, maxWidth, { fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer()
}
