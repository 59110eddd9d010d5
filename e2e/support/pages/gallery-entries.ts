export interface GalleryEntry {
  readonly subject: string
  readonly name: string
  /** Its own address, in a language and a theme. */
  address(locale: string, theme: string): string
}

export async function listGalleryEntries(serverUrl: string): Promise<GalleryEntry[]> {
  const index = await fetch(`${serverUrl}/gallery`, { headers: { 'accept-language': 'en' } })
  const links = (await index.text()).matchAll(/href="\/gallery\/en\/light\/desktop\/([\w-]+)\/([\w-]+)"/g)
  const entries = [...links].map(([, subject = '', name = '']) => galleryEntry(subject, name))
  if (entries.length === 0) throw new Error(`The gallery lists no entries (${index.status})`)
  return entries
}

function galleryEntry(subject: string, name: string): GalleryEntry {
  const kind = subject.startsWith('mail-') ? 'mail' : 'page'
  return {
    subject,
    name,
    address: (locale, theme) => `/gallery/${locale}/${theme}/${kind}/${subject}/${name}`,
  }
}
