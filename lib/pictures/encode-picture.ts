import sharp, { type Metadata } from 'sharp'
import { pictureFormatOf, pictureLimits, pictureSizeFault } from '@/lib/picture-rules'
import { policy } from '@/lib/policy'
import { runInPictureQueue } from './picture-queue'

// Keeps no decoded pictures in memory, and uses at most one core per picture.
sharp.cache(false)
sharp.concurrency(1)

export type PictureFault = 'unreadable' | 'too_small' | 'too_many_pixels'

const decodeSeconds = 10

/** Re-encodes a picture as a square JPEG without metadata. @throws TooBusy at once when too many jobs wait */
export async function encodePicture(
  bytes: Uint8Array,
): Promise<{ jpeg: Uint8Array<ArrayBuffer> } | { fault: PictureFault }> {
  // Untrusted bytes reach only the decoders of these formats.
  const format = pictureFormatOf(bytes)
  if (!format) return { fault: 'unreadable' }
  return await runInPictureQueue('chosen', async () => {
    const metadata = await readMetadata(bytes)
    if (metadata?.format !== format) return { fault: 'unreadable' }
    const fault = pictureSizeFault(metadata)
    if (fault) return { fault }
    const jpeg = await encodeJpeg(bytes, Math.min(metadata.width, metadata.height, policy.pictureSidePixels))
    return jpeg ? { jpeg } : { fault: 'unreadable' }
  })
}

async function readMetadata(bytes: Uint8Array): Promise<Metadata | null> {
  return await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null)
}

async function encodeJpeg(bytes: Uint8Array, side: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const pipeline = sharp(bytes, { failOn: 'error', limitInputPixels: pictureLimits.pictureMaxPixels })
    .timeout({ seconds: decodeSeconds })
    .autoOrient()
    .resize(side, side, { fit: 'cover' })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 85 })
  return await pipeline.toBuffer().then(
    (jpeg) => Uint8Array.from(jpeg),
    () => null,
  )
}
