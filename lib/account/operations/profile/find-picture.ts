import { parsePictureFileName } from '@/lib/account/records/picture-file'
import { prisma } from '@/lib/db/client'
import { drawDefaultPicture } from '@/lib/pictures/draw-default-picture'

interface FoundPicture {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly contentType: 'image/jpeg' | 'image/png'
}

/**
 * The picture of that name, chosen or drawn. Whoever knows the name may see it: an app shows it by its address.
 *
 * @returns null when there is none, or not any more
 */
export async function findPicture(name: string): Promise<FoundPicture | null> {
  const file = parsePictureFileName(name)
  if (!file) return null
  if (file.kind === 'default') {
    const bytes = await drawDefaultPicture(file.letters, file.ground)
    return { bytes, contentType: 'image/png' }
  }
  const row = await prisma().picture.findUnique({ where: { id: file.id }, select: { jpeg: true } })
  return row && { bytes: row.jpeg, contentType: 'image/jpeg' }
}
