import type { ReactNode } from 'react'
import { Mark } from './mark'

interface PageProps {
  title: string
  lead?: ReactNode
  /** Links to other pages: below the lead, or below the card on a phone. */
  aside?: ReactNode
  children: ReactNode
}

/** A page with one task: title and lead on the left, the card with the form on the right. */
export function Page({ title, lead, aside, children }: PageProps) {
  return (
    <main
      id="content"
      className="mx-auto grid w-full max-w-page grow content-start gap-x-16 gap-y-7 px-5 py-8 md:px-8 md:py-12 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:grid-rows-[auto_1fr] lg:py-20"
    >
      <div className="grid content-start gap-4 lg:pt-6">
        <h1 className="font-display text-title font-bold tracking-tight text-balance">{title}</h1>
        {lead && <p className="max-w-text text-lead text-soft">{lead}</p>}
      </div>
      <div className="grid content-start gap-6 lg:row-span-2">{children}</div>
      <div className="flex flex-col items-start gap-6">
        {aside}
        <Mark className="mt-auto -ml-3 hidden h-44 w-55 -rotate-12 text-line lg:block" />
      </div>
    </main>
  )
}
