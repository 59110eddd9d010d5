import { type Locale, locales } from '@/lib/policy'

const defaultLocale: Locale = 'en'

// Browsers send a few dozen characters; longer headers are ignored.
const acceptLanguageMaxLength = 500

/** The language of the response: the user's choice, else the browser's preference, else the fallback. */
export function negotiateLocale(
  cookie: string | undefined,
  acceptLanguage: string | null,
  fallback: Locale = defaultLocale,
): Locale {
  return knownLocale(cookie) ?? preferredLocale(acceptLanguage ?? '', fallback) ?? fallback
}

/** The locale with this name, or null. */
export function knownLocale(name: unknown): Locale | null {
  return locales.find((locale) => locale === name) ?? null
}

/** Our language with the highest weight. A refused one (`q=0`) is not used as the fallback either. */
function preferredLocale(acceptLanguage: string, fallback: Locale): Locale | null {
  if (acceptLanguage.length > acceptLanguageMaxLength) return null
  const ranges = acceptLanguage.split(',').map(parseRange)
  const named = (locale: Locale) => ranges.some(({ language }) => language === locale)
  const refused = (locale: Locale) =>
    named(locale) && ranges.every(({ language, weight }) => language !== locale || weight === 0)
  const unnamed = [fallback, ...locales].find((locale) => !refused(locale)) ?? fallback
  const wanted = ranges.filter((range) => range.weight > 0).sort((a, b) => b.weight - a.weight)
  for (const { language } of wanted) {
    const locale = language === '*' ? unnamed : knownLocale(language)
    if (locale) return locale
  }
  return unnamed
}

/** Parses `en-US` and spellings of operating systems such as `en_US.UTF-8`. */
function parseRange(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range.replace(/\s/g, '').toLowerCase().split(';')
  const [language = ''] = tag.split(/[-_.@]/)
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  const weight = quality === undefined ? 1 : Number(quality.slice('q='.length))
  return { language, weight: weight >= 0 && weight <= 1 ? weight : 0 }
}
