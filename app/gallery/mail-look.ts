import { withTopTarget } from '@/components/inbox/top-target'
import type { Theme } from './address'

// A browser asks for an icon where a page names none.
const icon = '<link rel="icon" href="/icon.svg">'

/** A mail as a program in that theme shows it, whatever the reader's system says. Its links open outside of frames. */
export function mailInTheme(html: string, theme: Theme): string {
  const themed = html
    .replaceAll('@media (prefers-color-scheme: dark)', theme === 'dark' ? '@media all' : '@media not all')
    .replaceAll('color-scheme: light dark', `color-scheme: ${theme}`)
    .replaceAll('content="light dark"', `content="${theme}"`)
  return withTopTarget(themed.replace('</head>', `${icon}</head>`))
}

/** A mail in a program that drops every style: the sheet, the attributes, and what HTML itself has of them. */
export function mailWithoutStyles(html: string): string {
  return html
    .replace(/<style\b.*?<\/style>/gis, '')
    .replace(/ (style|class|bgcolor|align|width|height)="[^"]*"/gi, '')
}
