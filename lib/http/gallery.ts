import type { IncomingMessage } from 'node:http'
import { config } from '@/lib/config'
import { onRequest } from './on-request'

const localePath = /^\/gallery\/(en|ru)\//

/** Whether the gallery answers: while the pages are worked on, and where the operator asks for it (`GALLERY`). */
export function isGalleryOpen(): boolean {
  return config().isGalleryOpen
}

/**
 * In the gallery the address names the language, so that an entry looks the same to whoever it is sent to. It
 * replaces all cookies: what they say of the reader is not for samples.
 */
export function speakAsGalleryAddressed(): void {
  onRequest('request.start', ({ request }) => speakAsAddressed(request))
}

function speakAsAddressed({ url = '/', headers }: IncomingMessage): void {
  const [, locale] = localePath.exec(url) ?? []
  if (locale) headers.cookie = `NEXT_LOCALE=${locale}`
}
