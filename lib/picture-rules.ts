/** Which pictures are accepted: one rule for the file picker, the check before upload, and the server. Safe in the browser. */

export const pictureLimits = {
  pictureMaxBytes: 10 * 1024 * 1024,
  pictureMinSide: 64,
  /** Above what phones take by default (24 megapixels); some formats are decoded whole, at up to 8 bytes each. */
  pictureMaxPixels: 32_000_000,
} as const

/** The same for sentences, in their units. */
export const pictureSizes = {
  megabytes: pictureLimits.pictureMaxBytes / 1024 ** 2,
  megapixels: pictureLimits.pictureMaxPixels / 1e6,
  side: pictureLimits.pictureMinSide,
}

/** What each format starts with, in hex. */
const beginnings = {
  jpeg: /^ffd8ff/,
  png: /^89504e470d0a1a0a/,
  webp: /^52494646.{8}57454250/,
  gif: /^47494638(37|39)61/,
}

type PictureFormat = keyof typeof beginnings

const formats = Object.keys(beginnings) as PictureFormat[]
/** How many of a file's first bytes show its format. */
export const beginningBytes = 16

/** For the `accept` attribute of a file field. */
export const pictureTypes = formats.map((format) => `image/${format}`).join(',')

/** The format by a file's first bytes, whatever its name or type say; null when it is none of ours. */
export function pictureFormatOf(bytes: Uint8Array): PictureFormat | null {
  const hex = Array.from(bytes.subarray(0, beginningBytes), (byte) => byte.toString(16).padStart(2, '0'))
  return formats.find((format) => beginnings[format].test(hex.join(''))) ?? null
}

/** Why a picture of this size is refused; null when it is accepted. */
export function pictureSizeFault(size: {
  readonly width: number
  readonly height: number
}): 'too_small' | 'too_many_pixels' | null {
  if (Math.min(size.width, size.height) < pictureLimits.pictureMinSide) return 'too_small'
  return size.width * size.height > pictureLimits.pictureMaxPixels ? 'too_many_pixels' : null
}
