import type { ReactNode } from 'react'

interface TextLinkProps {
  href: string
  /** The link is on its own line: its touch area is as tall as a button. */
  alone?: boolean
  children: ReactNode
}

/** A plain `<a>`: pages are small, and a full load needs no JavaScript. */
export function TextLink({ href, alone = false, children }: TextLinkProps) {
  return (
    <a
      href={href}
      className={`rounded-field font-medium text-accent underline decoration-1 underline-offset-4 transition-colors hover:text-accent-deep hover:decoration-2 ${alone ? '-my-3 inline-block py-3' : ''}`}
    >
      {children}
    </a>
  )
}
