import type { ReactNode } from 'react'

/** Words inside a sentence that must catch the eye: whose account, which address. A name is written in its own direction. */
export function bold(words: ReactNode) {
  return (
    <b dir="auto" className="font-medium text-ink">
      {words}
    </b>
  )
}
