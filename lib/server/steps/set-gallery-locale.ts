import type { IncomingMessage } from 'node:http'

const localePath = /^\/gallery\/(en|ru)\//

/** In the gallery the URL sets the language. It replaces all cookies, so that an entry looks the same for everyone. */
export function setGalleryLocale({ url = '/', headers }: IncomingMessage): void {
  const [, locale] = localePath.exec(url) ?? []
  if (locale) headers.cookie = `NEXT_LOCALE=${locale}`
}
