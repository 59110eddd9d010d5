import en from '@/lib/i18n/messages/en.json' with { type: 'json' }
import ru from '@/lib/i18n/messages/ru.json' with { type: 'json' }

export interface GalleryEntry {
  readonly subject: string
  readonly name: string
  /** Where it stands alone, in a language and a theme. */
  address(locale: string, theme: string): string
}

const sayings = {
  en: { ...en.faults, ...en.done } as Readonly<Record<string, string>>,
  ru: { ...ru.faults, ...ru.done } as Readonly<Record<string, string>>,
}

/** All entries, as the gallery's own index lists them. */
export async function listGalleryEntries(serverUrl: string): Promise<GalleryEntry[]> {
  const index = await fetch(`${serverUrl}/gallery`, { headers: { 'accept-language': 'en' } })
  const links = (await index.text()).matchAll(/href="\/gallery\/en\/light\/desktop\/([\w-]+)\/([\w-]+)"/g)
  const entries = [...links].map(([, subject = '', name = '']) => galleryEntry(subject, name))
  if (entries.length === 0) throw new Error(`The gallery lists no entries (${index.status})`)
  return entries
}

/** How the sentence begins that an entry must show: a form that was refused, or has done its work, says so. */
export function sayingOf({ name }: GalleryEntry, locale: 'en' | 'ru'): string {
  return sayings[locale][name]?.split('{')[0] ?? ''
}

/** An entry's page as the server sends it, without its scripts, which hold all of its words again. */
export async function bareMarkup(address: string): Promise<string> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return (await answer.text()).replace(/<head>.*?<\/head>|<script\b.*?<\/script>|<!--.*?-->/gs, '')
}

/**
 * What axe judges of an entry's markup, the same for two that differ only in a sentence: a notice and another notice,
 * a form refused for one reason and for another. Two of different kinds, long names and short ones say, are never the
 * same: they may differ in what the page's script makes of them.
 */
export function shapeOf({ subject, name }: GalleryEntry, markup: string): string {
  const kind = name in sayings.en ? 'said' : name.split('-')[0]
  const shape = markup
    .replace(/>[^<]+</g, '>…<')
    .replace(/ (action|alt|aria-label|href|lang|name|placeholder|src|title|value)="[^"]+"/g, ' $1="…"')
  return `${subject} ${kind} ${shape}`
}

function galleryEntry(subject: string, name: string): GalleryEntry {
  const kind = subject.startsWith('mail-') ? 'mail' : 'page'
  return {
    subject,
    name,
    address: (locale, theme) => `/gallery/${locale}/${theme}/${kind}/${subject}/${name}`,
  }
}
