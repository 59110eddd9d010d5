import type { IncomingMessage } from 'node:http'

const localePath = /^\/gallery\/(en|ru)\//

/**
 * In the gallery the address names the language, so that an entry looks the same to whoever it is sent to. It
 * replaces all cookies: what they say of the reader is not for samples.
 */
export function speakAsAddressed({ url = '/', headers }: IncomingMessage): void {
  const [, locale] = localePath.exec(url) ?? []
  if (locale) headers.cookie = `NEXT_LOCALE=${locale}`
}
