import { magicByteCount, pictureFormatOf, pictureLimits, pictureSizeFault } from '@/lib/picture-rules'

/** The failures of `lib/account/failure.ts` that the browser can detect before upload. */
export type ChosenPictureFault =
  | 'picture_too_large'
  | 'picture_unreadable'
  | 'picture_too_small'
  | 'picture_too_many_pixels'

/** Why the server would reject the file, as far as the browser can tell; null when it may be sent. */
export async function checkPicture(file: File): Promise<ChosenPictureFault | null> {
  if (file.size > pictureLimits.pictureMaxBytes) return 'picture_too_large'
  if (!pictureFormatOf(new Uint8Array(await file.slice(0, magicByteCount).arrayBuffer())))
    return 'picture_unreadable'
  const size = await sizeOf(file)
  const fault = size && pictureSizeFault(size)
  return fault && `picture_${fault}`
}

/** Null when this browser cannot decode the file: then the server decides. */
async function sizeOf(file: File): Promise<{ width: number; height: number } | null> {
  const url = URL.createObjectURL(file)
  const image = new Image()
  const isDecoded = new Promise<boolean>((resolve) => {
    image.onload = () => resolve(true)
    image.onerror = () => resolve(false)
  })
  image.src = url
  const size = (await isDecoded) ? { width: image.naturalWidth, height: image.naturalHeight } : null
  URL.revokeObjectURL(url)
  return size
}
