/** Rules for uploaded pictures, for the file picker, the check before upload, and the server. Safe in the browser. */

export const pictureLimits = {
  pictureMaxBytes: 10 * 1024 * 1024,
  pictureMinSide: 64,
  /** More than phones use by default (24 megapixels). Limits memory: decoding takes up to 8 bytes per pixel. */
  pictureMaxPixels: 32_000_000,
} as const

export const pictureSizes = {
  megabytes: pictureLimits.pictureMaxBytes / 1024 ** 2,
  megapixels: pictureLimits.pictureMaxPixels / 1e6,
  side: pictureLimits.pictureMinSide,
}

/** In hex. */
const magicBytes = {
  jpeg: /^ffd8ff/,
  png: /^89504e470d0a1a0a/,
  webp: /^52494646.{8}57454250/,
  gif: /^47494638(37|39)61/,
}

type PictureFormat = keyof typeof magicBytes

const formats = Object.keys(magicBytes) as PictureFormat[]
export const magicByteCount = 16

export const pictureTypes = formats.map((format) => `image/${format}`).join(',')

/** The format by a file's first bytes, not by its name or type; null if it is not supported. */
export function pictureFormatOf(bytes: Uint8Array): PictureFormat | null {
  const hex = Array.from(bytes.subarray(0, magicByteCount), (byte) => byte.toString(16).padStart(2, '0'))
  return formats.find((format) => magicBytes[format].test(hex.join(''))) ?? null
}

export function pictureSizeFault(size: {
  readonly width: number
  readonly height: number
}): 'too_small' | 'too_many_pixels' | null {
  if (Math.min(size.width, size.height) < pictureLimits.pictureMinSide) return 'too_small'
  return size.width * size.height > pictureLimits.pictureMaxPixels ? 'too_many_pixels' : null
}
