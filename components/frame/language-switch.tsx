import { getLocale, getTranslations } from 'next-intl/server'
import { PathField } from './path-field'

const languages = [
  { locale: 'en', name: 'English' },
  { locale: 'ru', name: 'Русский' },
] as const

/** A form with a button for each language. The action stores the choice and returns to the page. */
export async function LanguageSwitch({ choose }: { choose: (data: FormData) => Promise<void> }) {
  const current = await getLocale()
  const t = await getTranslations('site')
  return (
    <form action={choose} aria-label={t('language')} className="-mx-3 flex gap-1">
      <PathField />
      {languages.map(({ locale, name }) => (
        <button
          key={locale}
          type="submit"
          name="locale"
          value={locale}
          lang={locale}
          aria-current={locale === current ? 'true' : undefined}
          className="min-h-11 cursor-pointer rounded-round px-3 text-soft transition-colors hover:text-accent aria-current:font-medium aria-current:text-ink aria-current:underline aria-current:underline-offset-4"
        >
          {name}
        </button>
      ))}
    </form>
  )
}
