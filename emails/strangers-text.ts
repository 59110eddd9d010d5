import type { MailLocale } from './locale'

const notShown: Record<MailLocale, string> = { en: '(name not shown)', ru: '(имя не показано)' }

const longestName = 64
const longestAddress = 254

/** One line whatever came in: control characters and Unicode line ends become one space, direction overrides go. */
export function oneLine(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
}

/**
 * A name or address chosen by a stranger, fit to stand in our mail: one line, and never something a mail
 * program would turn into a link to a foreign site, or long enough to carry a message of its own.
 */
export function shownName(name: string, locale: MailLocale): string {
  const line = oneLine(name)
  if (isAddress(line)) return line
  if (line.length > longestName || /:\/\/|www\./iu.test(line)) return notShown[locale]
  return line
}

function isAddress(line: string): boolean {
  return line.length <= longestAddress && /^[^\s@:/]+@[^\s@:/]+$/u.test(line)
}
