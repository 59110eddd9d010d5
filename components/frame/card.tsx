import type { ReactNode } from 'react'

/** The card that holds a form: a paper tag with a punched hole. */
export function Card({ children }: { children: ReactNode }) {
  return (
    <div className="relative rounded-card border border-line bg-card px-5 pt-9 pb-6 shadow-card md:px-9 md:pt-11 md:pb-9">
      <div
        aria-hidden="true"
        className="absolute top-3 left-1/2 size-3.5 -translate-x-1/2 rounded-round border border-line bg-paper"
      />
      {children}
    </div>
  )
}
