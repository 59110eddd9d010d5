import path from 'node:path'
import sharp from 'sharp'
import { grounds } from './grounds'
import { inTurn } from './in-turn'

const ink = '#fbf6ec'
const side = 256
const letterPoints = 104
// So much fits into the circle that most apps cut pictures to.
const mostWidth = 190

const person = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 64 64" fill="${ink}">
    <circle cx="32" cy="25" r="11"/><path d="M10 64c0-14 10-23 22-23s22 9 22 23z"/></svg>`,
)

/**
 * Draws the picture of somebody who has none: letters in warm white on one of our colours, or a figure where
 * there is no letter. The letters come from the font beside this file, so that no font need be installed.
 *
 * @param letters none, or one or two of those that the font has (`lib/account/records/picture-file.ts`)
 * @returns a PNG
 * @throws TooBusy at once when too many wait.
 */
export async function drawDefaultPicture(letters: string, ground: number): Promise<Uint8Array<ArrayBuffer>> {
  return await inTurn('default', async () => {
    const input = letters === '' ? person : await drawLetters(letters)
    const background = grounds[ground] ?? grounds[0]
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
    .resize(mostWidth, mostWidth, { fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer()
}
