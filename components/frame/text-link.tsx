import type { ReactNode } from 'react'

/** A link inside text. A plain one: pages here are small, and a full load needs no script. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      className="font-medium text-accent underline decoration-1 underline-offset-4 transition-colors hover:text-accent-deep hover:decoration-2"
    >
      {children}
    </a>
  )
}
