'use client'

import type { KeyboardEvent, ReactNode } from 'react'

const targets: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
}

interface InboxKeysProps {
  label: string
  className: string
  children: ReactNode
}

/** A list of links with arrow-key navigation. Without JavaScript, Tab works. */
export function InboxKeys({ label, className, children }: InboxKeysProps) {
  return (
    <nav aria-label={label} className={className} onKeyDown={moveFocus}>
      {children}
    </nav>
  )
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll('a')]
  const at = links.findIndex((link) => link.matches(':focus'))
  const next = targets[event.key]?.(at, links.length - 1)
  if (at < 0 || next === undefined) return
  event.preventDefault()
  links[next]?.focus()
}
