import { knownLocale } from '@/lib/i18n/locale'
import type { Locale } from '@/lib/policy'

export const themes = ['light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The window widths; gallery.css has their sizes. */
export const widths = ['phone', 'desktop'] as const
export type Width = (typeof widths)[number]

export interface Look {
  readonly locale: Locale
  readonly theme: Theme
}

export interface Place {
  readonly subject: { readonly kind: 'page' | 'mail'; readonly name: string }
  readonly entry: string
}

/** The look with these names, or null. */
export function findLook({ locale, theme }: { locale: string; theme: string }): Look | null {
  const known = { locale: knownLocale(locale), theme: themes.find((each) => each === theme) }
  return known.locale && known.theme ? { locale: known.locale, theme: known.theme } : null
}

/** URL of an entry alone, as wide as the window. */
export function bareAddress({ locale, theme }: Look, { subject, entry }: Place): string {
  return `/gallery/${locale}/${theme}/${subject.kind}/${subject.name}/${entry}`
}

/** URL of an entry in a phone or desktop window, with the gallery around it. */
export function framedAddress({ locale, theme }: Look, width: Width, { subject, entry }: Place): string {
  return `/gallery/${locale}/${theme}/${width}/${subject.name}/${entry}`
}
