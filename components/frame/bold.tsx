import type { ReactNode } from 'react'

/** Emphasised values in a sentence, such as an account or an address. `dir="auto"` suits names in any script. */
export function bold(words: ReactNode) {
  return (
    <b dir="auto" className="font-medium text-ink">
      {words}
    </b>
  )
}
