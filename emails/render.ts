import { compile, type SelectorDefinition } from 'html-to-text'
import type { ReactElement } from 'react'
import { oneLine } from './strangers-text'

/** A mail as the files beside this one export it: what it shows, and its subject. */
export interface Mail<Props> {
  (props: Props): ReactElement
  subject(props: Props): string
}

export interface RenderedMail {
  subject: string
  html: string
  text: string
}

const longestSubject = 150

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

// Compiled once: React Email's own `toPlainText` works its selectors out anew for every mail, which takes longer than
// to word it.
const toPlainText = compile({ wordwrap: false, selectors: textSelectors })

/**
 * The subject, html and text of one mail. The subject is one line of at most 150 characters, nothing in the
 * html loads from anywhere, and the text has each link once, alone on its line.
 */
export async function renderMail<Props>(Mail: Mail<Props>, props: Props): Promise<RenderedMail> {
  // React Email's own `render` streams what is there at once, for six times the work, and its doctype names an
  // address that is not ours. Node's own copy: in Next's bundle for server components this module is not to be had.
  const { renderToStaticMarkup } = await import(/* turbopackIgnore: true */ 'react-dom/server')
  const html = `<!DOCTYPE html>${renderToStaticMarkup(Mail(props))}`
  const subject = Array.from(oneLine(Mail.subject(props)))
    .slice(0, longestSubject)
    .join('')
  return { subject, html, text: toPlainText(html) }
}
