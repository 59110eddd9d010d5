import type { GalleryEntry } from './gallery-entries'

/** An entry in one language, as the server sends it. */
export interface LoadedEntry {
  readonly entry: GalleryEntry
  readonly locale: 'en' | 'ru'
  /** Its visible and hidden texts, without markup and scripts. */
  readonly text: string
}

/** Entries with the same markup, which differ only in their texts. */
export type GalleryLayout = readonly [LoadedEntry, ...LoadedEntry[]]

/** Entries that exist for the length or the letters of their texts have a layout each. */
const unusualTexts = /^long-|script/

/** Loads every entry without a browser, the languages in turn, and puts those with the same markup together. */
export async function listGalleryLayouts(
  serverUrl: string,
  entries: readonly GalleryEntry[],
): Promise<GalleryLayout[]> {
  const layouts = new Map<string, [LoadedEntry, ...LoadedEntry[]]>()
  for (const [at, entry] of entries.entries()) {
    const locale = at % 2 === 0 ? 'en' : 'ru'
    const markup = await loadMarkup(serverUrl + entry.address(locale, 'light'))
    const loaded = { entry, locale, text: textOf(markup) } as const
    const key = unusualTexts.test(entry.name) ? `${entry.subject} ${entry.name}` : skeletonOf(markup)
    const layout = layouts.get(key)
    if (layout) layout.push(loaded)
    else layouts.set(key, [loaded])
  }
  return [...layouts.values()]
}

async function loadMarkup(address: string): Promise<string> {
  const answer = await fetch(address)
  const html = await answer.text()
  return html.replace(/<script\b.*?<\/script>|<!--.*?-->/gs, '')
}

/** The markup with every text, address, value and generated id replaced by a placeholder. */
function skeletonOf(markup: string): string {
  return markup
    .replace(/>[^<]*[^<\s][^<]*</g, '>…<')
    .replace(/_R_\w+?_(?=["_ ])/g, 'id')
    .replace(/\s(nonce|value|href|src|content|datetime|lang|title|alt|aria-label)="[^"]+"/gi, ' $1')
}

function textOf(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
}
