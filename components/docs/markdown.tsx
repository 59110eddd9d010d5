import type { MarkedToken, Token, Tokens } from 'marked'
import { createElement, Fragment, type ReactNode } from 'react'
import { TextLink } from '@/components/frame/text-link'
import { headingId, servedAddress } from './read-guide'

/** A guide's text in our own look. @throws Error for Markdown that guides do not use, such as HTML. */
export function Markdown({ blocks }: { blocks: readonly Token[] }): ReactNode {
  return each(blocks)
}

/** Tokens never change their order, so a place is a key. */
function each(tokens: readonly Token[] = []): ReactNode {
  return tokens.map((token, place) => createElement(Fragment, { key: place }, show(token as MarkedToken)))
}

function show(token: MarkedToken): ReactNode {
  switch (token.type) {
    case 'heading':
      return <Heading {...token} />
    case 'paragraph':
      return <p className="max-w-text">{each(token.tokens)}</p>
    case 'list':
      return <List {...token} />
    case 'table':
      return <Table {...token} />
    case 'code':
      return <CodeBlock>{token.text}</CodeBlock>
    case 'space':
    case 'def':
      return null
    default:
      return showInline(token)
  }
}

function showInline(token: MarkedToken): ReactNode {
  switch (token.type) {
    case 'text':
      return token.tokens ? each(token.tokens) : token.text
    case 'escape':
      return token.text
    case 'codespan':
      return (
        <code className="rounded-field bg-field px-1 font-mono text-small wrap-anywhere in-[table]:wrap-normal">
          {token.text}
        </code>
      )
    case 'strong':
      return <strong className="font-bold">{each(token.tokens)}</strong>
    case 'em':
      return <em>{each(token.tokens)}</em>
    case 'link':
      return <GuideLink {...token} />
    default:
      throw new Error(`Guides have no ${token.type}: ${token.raw}`)
  }
}

function Heading({ depth, text, tokens }: Tokens.Heading) {
  const id = headingId(text)
  const look = depth === 2 ? 'mt-6 border-t border-line pt-6 text-section' : 'mt-2 text-lead'
  return createElement(
    `h${depth}`,
    { id, className: `scroll-mt-6 font-display font-bold tracking-tight ${look}` },
    <a href={`#${id}`} className="rounded-field underline-offset-4 hover:underline">
      {each(tokens)}
    </a>,
  )
}

function List({ ordered, items }: Tokens.List) {
  const look = `grid max-w-text gap-2 pl-6 ${ordered ? 'list-decimal' : 'list-disc'}`
  return createElement(
    ordered ? 'ol' : 'ul',
    { className: look },
    items.map(({ raw, tokens }) => (
      <li key={raw} className="marker:text-soft">
        {each(tokens)}
      </li>
    )),
  )
}

/** As wide as it needs: it scrolls in a box of its own, by keyboard too. */
function Table({ header, rows }: Tokens.Table) {
  const edge = 'border-b border-line py-2 pr-6 text-left align-top'
  return (
    <figure
      aria-label={header.map(({ text }) => text).join(', ')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
      className="overflow-x-auto"
    >
      <table className="min-w-full border-collapse text-small wrap-normal">
        <thead>
          <tr>
            {header.map(({ text, tokens }) => (
              <th key={text} scope="col" className={`${edge} font-medium text-soft`}>
                {each(tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.map(({ text }) => text).join()}>
              {cells.map(({ tokens }, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never change their order.
                <td key={column} className={`${edge} min-w-32`}>
                  {each(tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}

function CodeBlock({ children }: { children: string }) {
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
      className="overflow-x-auto rounded-field bg-field p-3 font-mono text-small"
    >
      <code>{children}</code>
    </pre>
  )
}

/** A file of the repository is named, not linked: the server does not show it. */
function GuideLink({ href, tokens }: Tokens.Link) {
  const address = servedAddress(href)
  return address === null ? each(tokens) : <TextLink href={address}>{each(tokens)}</TextLink>
}
