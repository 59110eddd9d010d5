import { lexer, type Token, type Tokens } from 'marked'
import { isGuideName } from './guide-names'

export interface Guide {
  /** Its first heading. */
  title: string
  sections: readonly { id: string; title: string }[]
  /** Everything below the title. */
  blocks: readonly Token[]
}

/** @throws Error when the text does not begin with a heading. */
export function readGuide(markdown: string): Guide {
  const [title, ...blocks] = lexer(markdown)
  if (title?.type !== 'heading' || title.depth !== 1) throw new Error('A guide begins with its title')
  const headings = blocks.filter((block): block is Tokens.Heading => block.type === 'heading')
  const sections = headings
    .filter(({ depth }) => depth === 2)
    .map(({ text }) => ({ id: headingId(text), title: text.replaceAll('`', '') }))
  return { title: title.text, sections, blocks }
}

/** The id that GitHub gives a heading, so that `guide.md#heading` leads to it in both places. */
export function headingId(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
}

/**
 * Where a guide's link leads on this server. Guides link to each other as files, for GitHub.
 *
 * @returns null for a file of the repository that the server does not show
 */
export function servedAddress(href: string): string | null {
  if (/^(#|https?:)/.test(href)) return href
  const [, name = '', anchor = ''] = /^(\w+)\.md(#.*)?$/.exec(href) ?? []
  return isGuideName(name) ? `/docs/guides/${name}${anchor}` : null
}
