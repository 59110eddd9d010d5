import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { policy } from '@/lib/policy'
import { TooBusy } from '@/lib/process/too-busy'
import { fieldLimits } from '@/lib/rules'
import { cpuMillis } from '@/lib/testing/cpu-millis'
import { colourAt, phonePhoto, pngBomb, redAndBlue } from '@/lib/testing/pictures'
import { encodePicture } from './encode-picture'

async function encoded(file: Uint8Array): Promise<Uint8Array> {
  const result = await encodePicture(file)
  if ('fault' in result) throw new Error(`refused: ${result.fault}`)
  return result.jpeg
}

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="9" height="9"/></svg>'

describe.each([
  ['JPEG', () => redAndBlue().jpeg()],
  ['progressive JPEG', () => redAndBlue().jpeg({ progressive: true })],
  ['JPEG for print', () => redAndBlue().toColourspace('cmyk').jpeg()],
  ['PNG', () => redAndBlue().png()],
  ['interlaced PNG of 16 bits', () => redAndBlue().toColourspace('rgb16').png({ progressive: true })],
  ['WebP', () => redAndBlue().webp()],
  ['GIF', () => redAndBlue().gif()],
] as const)('a %s', (_name, make) => {
  test('becomes a JPEG of its central square', async () => {
    const jpeg = await encoded(await make().toBuffer())
    const { format, width, height, space } = await sharp(jpeg).metadata()
    expect({ format, width, height, space }).toEqual({
      format: 'jpeg',
      width: 400,
      height: 400,
      space: 'srgb',
    })
    expect([await colourAt(jpeg, 0, 0.5), await colourAt(jpeg, 1, 0.5)]).toEqual(['red', 'blue'])
  })
})

test('a large picture is scaled down, and a small one is not enlarged', async () => {
  for (const [width, side] of [
    [3000, policy.pictureSidePixels],
    [100, 100],
    [fieldLimits.pictureMinSide, fieldLimits.pictureMinSide],
  ] as const) {
    const jpeg = await encoded(await redAndBlue(width, width).png().toBuffer())
    expect(await sharp(jpeg).metadata()).toMatchObject({ width: side, height: side })
  }
})

test('a photo is rotated as its EXIF data says, and all metadata is removed', async () => {
  const photo = await phonePhoto()
  expect(await sharp(photo).metadata()).toMatchObject({ orientation: 6, exif: expect.any(Buffer) })
  expect(photo.toString('latin1')).toContain('Latchcam')
  const jpeg = await encoded(photo)
  expect([await colourAt(jpeg, 0.5, 0), await colourAt(jpeg, 0.5, 1)]).toEqual(['red', 'blue'])
  const { exif, orientation, icc, xmp, iptc, comments } = await sharp(jpeg).metadata()
  expect([exif, orientation, icc, xmp, iptc, comments].filter(Boolean)).toEqual([])
  expect(Buffer.from(jpeg).toString('latin1')).not.toMatch(/Exif|GPS|Latchcam/)
})

test('data after the end of a picture is removed', async () => {
  const script = '<script>alert(1)</script><?php system($_GET[0]); ?>'
  const jpeg = await redAndBlue().jpeg().toBuffer()
  const out = await encoded(Buffer.concat([jpeg, Buffer.from(script)]))
  expect(Buffer.from(out).toString('latin1')).not.toContain('script')
})

test('an animation keeps its first frame', async () => {
  const frames = await Promise.all(
    ['#c81e1e', '#1428be'].map((background) =>
      sharp({ create: { width: 90, height: 90, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  )
  for (const format of ['gif', 'webp'] as const) {
    const animation = await sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer()
    expect((await sharp(animation).metadata()).pages).toBe(2)
    const jpeg = await encoded(animation)
    expect(await sharp(jpeg).metadata()).toMatchObject({ width: 90, height: 90 })
    expect(await colourAt(jpeg, 0.5, 0.9)).toBe('red')
  }
})

test('transparency becomes white', async () => {
  const background = { r: 0, g: 0, b: 0, alpha: 0 }
  const clear = sharp({ create: { width: 80, height: 80, channels: 4, background } })
  expect(await colourAt(await encoded(await clear.png().toBuffer()), 0.5, 0.5)).toBe('white')
})

test('a file of another format, or a damaged one, is refused', async () => {
  const jpeg = await redAndBlue().jpeg().toBuffer()
  const png = await redAndBlue().png().toBuffer()
  const files = {
    nothing: Buffer.alloc(0),
    text: Buffer.from('a picture, honestly'),
    svg: Buffer.from(svg),
    'an svg after an xml declaration': Buffer.from(`<?xml version="1.0"?>${svg}`),
    'a page': Buffer.from('<!doctype html><script>alert(1)</script>'),
    'a TIFF': await redAndBlue().tiff().toBuffer(),
    'an AVIF': await redAndBlue(100, 100).avif({ effort: 0 }).toBuffer(),
    'a PDF': Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'),
    'a JPEG by its beginning only': Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(2_000, 7)]),
    'a PNG by its beginning only': Buffer.concat([png.subarray(0, 8), Buffer.from(svg)]),
    'half a JPEG': jpeg.subarray(0, jpeg.length >> 1),
    'half a PNG': png.subarray(0, png.length >> 1),
    'half a WebP': (await redAndBlue().webp().toBuffer()).subarray(0, 200),
    'a PNG with a damaged middle': Buffer.from(png).fill(0xaa, png.length >> 1, (png.length >> 1) + 40),
  }
  for (const [name, file] of Object.entries(files))
    expect(await encodePicture(file), name).toEqual({ fault: 'unreadable' })
})

test('a picture that is too small on one side is refused', async () => {
  for (const [width, height] of [
    [fieldLimits.pictureMinSide - 1, 500],
    [500, fieldLimits.pictureMinSide - 1],
    [1, 1],
  ] as const) {
    const file = await redAndBlue(Math.max(width, 2), height).resize(width, height).png().toBuffer()
    expect(await encodePicture(file), `${width} × ${height}`).toEqual({ fault: 'too_small' })
  }
})

test('a decompression bomb is refused before it is unpacked', async () => {
  const bomb = pngBomb(20_000)
  expect(bomb.length).toBeLessThan(100_000)
  const before = process.memoryUsage().rss
  const millis = await cpuMillis(async () =>
    expect(await encodePicture(bomb)).toEqual({ fault: 'too_many_pixels' }),
  )
  expect(millis).toBeLessThan(1_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(30_000_000)
})

test('when too many jobs wait, one more is refused at once and the others finish', async () => {
  const file = await redAndBlue(100, 100).png().toBuffer()
  const more = 3
  const jobs = Array.from({ length: policy.waitingPictures + 1 + more }, () => encodePicture(file))
  const outcomes = await Promise.allSettled(jobs)
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused.map(({ reason }) => reason instanceof TooBusy)).toEqual(Array(more).fill(true))
  expect(await encoded(file)).toBeInstanceOf(Uint8Array)
})
