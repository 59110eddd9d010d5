export type MailLocale = 'en' | 'ru'

const hourForms = { en: { one: 'hour', other: 'hours' }, ru: { one: 'час', few: 'часа', other: 'часов' } }
const minuteForms = {
  en: { one: 'minute', other: 'minutes' },
  ru: { one: 'минуту', few: 'минуты', other: 'минут' },
}

type PluralForms = Record<MailLocale, { one: string; few?: string; other: string }>

/** "24 hours", «24 часа». Russian: accusative («действует …»). */
export function formatHours(locale: MailLocale, count: number): string {
  return formatCount(locale, count, hourForms)
}

/** "60 minutes", «60 минут». Russian: accusative. */
export function formatMinutes(locale: MailLocale, count: number): string {
  return formatCount(locale, count, minuteForms)
}

function formatCount(locale: MailLocale, count: number, forms: PluralForms): string {
  const { one, few, other } = forms[locale]
  const category = new Intl.PluralRules(locale).select(count)
  if (category === 'one') return `${count} ${one}`
  if (category === 'few') return `${count} ${few ?? other}`
  return `${count} ${other}`
}
