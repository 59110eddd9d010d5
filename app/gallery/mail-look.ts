import { withTopTarget } from '@/components/inbox/top-target'
import type { Theme } from './address'

// Browsers request an icon if a page names none.
const icon = '<link rel="icon" href="/icon.svg">'

/** A mail as programs show it in this theme, regardless of the system. Its links open in the whole window. */
export function mailInTheme(html: string, theme: Theme): string {
  const themed = html
    .replaceAll('@media (prefers-color-scheme: dark)', theme === 'dark' ? '@media all' : '@media not all')
    .replaceAll('color-scheme: light dark', `color-scheme: ${theme}`)
    .replaceAll('content="light dark"', `content="${theme}"`)
  return withTopTarget(themed.replace('</head>', `${icon}</head>`))
}

/** A mail without any styles: no style sheet, style attributes or presentational HTML. */
export function mailWithoutStyles(html: string): string {
  return html
    .replace(/<style\b.*?<\/style>/gis, '')
    .replace(/ (style|class|bgcolor|align|width|height)="[^"]*"/gi, '')
}
