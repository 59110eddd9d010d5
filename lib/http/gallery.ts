import { config } from '@/lib/config'

export function isGalleryOpen(): boolean {
  return config().isGalleryOpen
}
