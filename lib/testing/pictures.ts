import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

const red = '#c81e1e'
const blue = '#1428be'

export function redAndBlue(width = 600, height = 400): Sharp {
  const right = { create: { width: width >> 1, height, channels: 3 as const, background: blue } }
  return sharp({ create: { width, height, channels: 3, background: red } }).composite([
    { input: right, gravity: 'east' },
  ])
}

/** An upright phone photo: rotated by EXIF orientation, with location and camera. */
export async function phonePhoto(): Promise<Buffer> {
  const place = { GPSLatitudeRef: 'N', GPSLatitude: '55/1 45/1 0/1', GPSLongitudeRef: 'E' }
  return await redAndBlue()
    .jpeg()
    .withExif({ IFD0: { Make: 'Latchcam', Orientation: '6' }, IFD3: place })
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

/** Noise does not compress: about three bytes per pixel. */
export async function noisyPng(width: number, height: number): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  const create = { width, height, channels: 3 as const, noise, background: red }
  return await sharp({ create }).png({ compressionLevel: 0 }).toBuffer()
}

/** A small PNG that decompresses to a very large picture. */
export function pngBomb(side: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head[8] = 1
  const lines = Buffer.alloc((Math.ceil(side / 8) + 1) * side)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([signature, ...parts])
}

/** `across` and `down` go from 0 to 1. */
export async function colourAt(
  picture: Uint8Array,
  across: number,
  down: number,
): Promise<'red' | 'blue' | 'white' | 'other'> {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true })
  const column = Math.min(info.width - 1, Math.floor(across * info.width))
  const row = Math.min(info.height - 1, Math.floor(down * info.height))
  const at = (row * info.width + column) * info.channels
  const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3)
  if (r > 230 && g > 230 && b > 230) return 'white'
  if (r > b + 60) return 'red'
  return b > r + 60 ? 'blue' : 'other'
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(data.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}
