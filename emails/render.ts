import { compile, type SelectorDefinition } from 'html-to-text'
import type { ReactElement } from 'react'
import { oneLine } from './untrusted-text'

/** A mail component with its subject. */
export interface Mail<Props> {
  (props: Props): ReactElement
  subject(props: Props): string
}

export interface RenderedMail {
  subject: string
  html: string
  text: string
}

const maxSubjectLength = 150

const textSelectors: SelectorDefinition[] = [
  { selector: 'img', format: 'skip' },
  { selector: '[data-skip-in-text=true]', format: 'skip' },
  { selector: 'a', options: { linkBrackets: false, hideLinkHrefIfSameAsText: true } },
  { selector: 'td', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
  { selector: 'h1', options: { uppercase: false, leadingLineBreaks: 2 } },
  {
    selector: 'p[data-text=fact]',
    format: 'paragraph',
    options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
  },
  { selector: 'hr', options: { length: 20 } },
  { selector: 'a[data-text=label]', format: 'inlineSurround', options: { suffix: ':' } },
  { selector: 'p[data-text=label]', format: 'paragraph', options: { trailingLineBreaks: 1 } },
  {
    selector: 'p[data-text=link]',
    format: 'paragraph',
    options: { leadingLineBreaks: 1, trailingLineBreaks: 2 },
  },
]

// Compiled once: React Email's `toPlainText` compiles its selectors for every mail.
const toPlainText = compile({ wordwrap: false, selectors: textSelectors })

/**
 * The subject is one line of at most 150 characters. The html loads nothing. The text has each link on its
 * own line.
 */
export async function renderMail<Props>(Mail: Mail<Props>, props: Props): Promise<RenderedMail> {
  // React Email's `render` is six times slower. Next's bundle for server components lacks this module.
  const { renderToStaticMarkup } = await import(/* turbopackIgnore: true */ 'react-dom/server')
  const html = `<!DOCTYPE html>${renderToStaticMarkup(Mail(props))}`
  const subject = Array.from(oneLine(Mail.subject(props)))
    .slice(0, maxSubjectLength)
    .join('')
  return { subject, html, text: toPlainText(html) }
}
