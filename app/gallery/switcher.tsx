import { getTranslations } from 'next-intl/server'
import { bareAddress, framedAddress, type Look, type Place, themes, type Width, widths } from './address'
import { subjects } from './samples/subjects'

const languages = [
  { locale: 'en', name: 'English' },
  { locale: 'ru', name: 'Русский' },
] as const

interface SwitcherProps {
  look: Look
  width: Width
  place: Place
}

/** Links to the same entry in another language, theme or window, and to its neighbours. */
export async function Switcher({ look, width, place }: SwitcherProps) {
  const t = await getTranslations('gallery')
  return (
    <div className="gallery-switcher">
      <h1>
        {place.subject.name} <span>{place.entry}</span>
      </h1>
      <Choice
        label={t('language')}
        options={languages.map(({ locale, name }) => ({
          name,
          language: locale,
          href: framedAddress({ ...look, locale }, width, place),
          isChosen: locale === look.locale,
        }))}
      />
      <Choice
        label={t('theme')}
        options={themes.map((theme) => ({
          name: t(theme),
          href: framedAddress({ ...look, theme }, width, place),
          isChosen: theme === look.theme,
        }))}
      />
      <Choice
        label={t('window')}
        options={widths.map((each) => ({
          name: t(each),
          href: framedAddress(look, each, place),
          isChosen: each === width,
        }))}
      />
      <Neighbours look={look} width={width} place={place} />
    </div>
  )
}

interface ChoiceProps {
  label: string
  options: readonly { name: string; href: string; isChosen: boolean; language?: string }[]
}

function Choice({ label, options }: ChoiceProps) {
  return (
    <nav aria-label={label}>
      {options.map(({ name, href, isChosen, language }) => (
        <a key={name} href={href} lang={language} aria-current={isChosen ? 'true' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  )
}

async function Neighbours({ look, width, place }: SwitcherProps) {
  const t = await getTranslations('gallery')
  const all = subjects.flatMap((subject) => subject.entries.map((entry) => ({ subject, entry })))
  const at = all.findIndex(
    ({ subject, entry }) => subject.name === place.subject.name && entry === place.entry,
  )
  const [previous, next] = [all[at - 1], all[at + 1]]
  return (
    <nav aria-label={t('all')}>
      {previous && <a href={framedAddress(look, width, previous)}>← {t('previous')}</a>}
      {next && <a href={framedAddress(look, width, next)}>{t('next')} →</a>}
      <a href={bareAddress(look, place)}>{t('alone')}</a>
      <a href="/gallery">{t('all')}</a>
    </nav>
  )
}
