import type { ReactNode } from 'react'

interface TextLinkProps {
  href: string
  /** It stands on a line of its own: as tall for a finger as a button, without taking more room. */
  alone?: boolean
  children: ReactNode
}

/** A link of words. A plain one: pages here are small, and a full load needs no script. */
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
