import { type Locale, locales } from '@/lib/policy'

export const defaultLocale: Locale = 'en'

// A browser's own list has a few dozen characters; anything longer is not worth parsing.
const acceptLanguageMaxLength = 500

/** The language to answer in: the reader's own choice, else what the browser prefers, else the fallback. */
export function negotiateLocale(
  cookie: string | undefined,
  acceptLanguage: string | null,
  fallback: Locale = defaultLocale,
): Locale {
  return knownLocale(cookie) ?? preferredLocale(acceptLanguage ?? '', fallback) ?? fallback
}

/** The locale a word from outside names, or null. */
export function knownLocale(word: unknown): Locale | null {
  return locales.find((locale) => locale === word) ?? null
}

function preferredLocale(acceptLanguage: string, fallback: Locale): Locale | null {
  if (acceptLanguage.length > acceptLanguageMaxLength) return null
  const ranges = acceptLanguage.split(',').map(parseRange)
  const wanted = ranges.filter((range) => range.weight > 0).sort((a, b) => b.weight - a.weight)
  for (const { language } of wanted) {
    const locale = language === '*' ? fallback : knownLocale(language)
    if (locale) return locale
  }
  return null
}

function parseRange(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/)
  const [language = ''] = tag.split('-')
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  const weight = quality === undefined ? 1 : Number(quality.slice('q='.length))
  return { language, weight: weight >= 0 && weight <= 1 ? weight : 0 }
}
