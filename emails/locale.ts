/** The languages every mail is written in. */
export type MailLocale = 'en' | 'ru'

const hourForms = { en: { one: 'hour', other: 'hours' }, ru: { one: 'час', few: 'часа', other: 'часов' } }
const minuteForms = {
  en: { one: 'minute', other: 'minutes' },
  ru: { one: 'минуту', few: 'минуты', other: 'минут' },
}

type Forms = Record<MailLocale, { one: string; few?: string; other: string }>

/** "24 hours", «24 часа»: agrees in number, and stands in the accusative in Russian («действует …»). */
export function inHours(locale: MailLocale, count: number): string {
  return counted(locale, count, hourForms)
}

/** "60 minutes", «60 минут»: agrees in number, and stands in the accusative in Russian («действует …»). */
export function inMinutes(locale: MailLocale, count: number): string {
  return counted(locale, count, minuteForms)
}

function counted(locale: MailLocale, count: number, forms: Forms): string {
  const { one, few, other } = forms[locale]
  const category = new Intl.PluralRules(locale).select(count)
  if (category === 'one') return `${count} ${one}`
  if (category === 'few') return `${count} ${few ?? other}`
  return `${count} ${other}`
}
