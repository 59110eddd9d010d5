import type { ReactNode } from 'react'

/** A list of items, each with an optional button. */
export function Rows({ children }: { children: ReactNode }) {
  return <ul className="grid gap-px overflow-hidden rounded-card border border-line bg-line">{children}</ul>
}

interface RowProps {
  title: string
  badge?: ReactNode
  /** Details in one line of small text. */
  facts: string
  children?: ReactNode
}

export function Row({ title, badge, facts, children }: RowProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-5 gap-y-3 bg-card px-5 py-4 md:flex-nowrap">
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-center gap-x-3 font-medium">
          {title}
          {badge}
        </p>
        <p className="text-small text-pretty text-soft">{facts}</p>
      </div>
      {children}
    </li>
  )
}
