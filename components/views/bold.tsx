import type { ReactNode } from 'react'

/** Words inside a sentence that must catch the eye: whose account, which address. */
export function bold(words: ReactNode) {
  return <b className="font-medium text-ink">{words}</b>
}
