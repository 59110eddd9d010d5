import sharp, { type Metadata } from 'sharp'
import { pictureFormatOf, pictureLimits, pictureSizeFault } from '@/lib/picture-rules'
import { policy } from '@/lib/policy'
import { inTurn } from './in-turn'

// Nothing decoded stays in memory, and a picture keeps one core busy at most.
sharp.cache(false)
sharp.concurrency(1)

/** Why a file is no picture of ours. */
export type PictureFault = 'unreadable' | 'too_small' | 'too_many_pixels'

const decodeSeconds = 10

/**
 * Draws somebody's file anew: decoded, turned as its camera says, cut to the square in its middle, without
 * anything else that it held (place, camera, profile, further frames, what stood behind its end). What comes out is
 * our own JPEG, which every app can show.
 *
 * @param bytes a file of any kind and origin; neither its name nor its declared type counts
 * @returns the JPEG; or why there is none
 * @throws TooBusy at once when too many wait.
 */
export async function encodePicture(
  bytes: Uint8Array,
): Promise<{ jpeg: Uint8Array<ArrayBuffer> } | { fault: PictureFault }> {
  // Other decoders never see a stranger's bytes.
  const format = pictureFormatOf(bytes)
  if (!format) return { fault: 'unreadable' }
  return await inTurn('chosen', async () => {
    const facts = await readFacts(bytes)
    if (facts?.format !== format) return { fault: 'unreadable' }
    const fault = pictureSizeFault(facts)
    if (fault) return { fault }
    const jpeg = await draw(bytes, Math.min(facts.width, facts.height, policy.pictureSidePixels))
    return jpeg ? { jpeg } : { fault: 'unreadable' }
  })
}

/** Reads the head only, so that also of a giant we can say what is wrong with it. */
async function readFacts(bytes: Uint8Array): Promise<Metadata | null> {
  return await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null)
}

/** Null when it breaks off, is damaged or takes too long. */
async function draw(bytes: Uint8Array, side: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const drawing = sharp(bytes, { failOn: 'error', limitInputPixels: pictureLimits.pictureMaxPixels })
    .timeout({ seconds: decodeSeconds })
    .autoOrient()
    .resize(side, side, { fit: 'cover' })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 85 })
  return await drawing.toBuffer().then(
    (jpeg) => Uint8Array.from(jpeg),
    () => null,
  )
}
