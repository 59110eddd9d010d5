import { parsePictureFileName } from '@/lib/account/records/picture-file'
import { prisma } from '@/lib/db/client'
import { drawDefaultPicture } from '@/lib/pictures/draw-default-picture'

interface FoundPicture {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly contentType: 'image/jpeg' | 'image/png'
}

/**
 * Finds an uploaded or default picture by its file name. Needs no session: an app shows it by its URL.
 * @returns null if there is none, or it was replaced
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
