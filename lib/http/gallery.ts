import { config } from '@/lib/config'

/** Whether the gallery answers: while the pages are worked on, and where the operator asks for it (`GALLERY`). */
export function isGalleryOpen(): boolean {
  return config().isGalleryOpen
}
