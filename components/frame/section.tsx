import { type ReactNode, useId } from 'react'

interface SectionProps {
  title: string
  lead: string
  /** Its `id`, for links on the same page. */
  anchor?: string
  /** Empty: shown only while one of its forms has a message. */
  isEmpty?: boolean
  children: ReactNode
}

/** A section of a longer page: heading on the left, content on the right. */
export function Section({ title, lead, anchor, isEmpty = false, children }: SectionProps) {
  const id = useId()
  return (
    <section
      id={anchor}
      aria-labelledby={id}
      className={`gap-x-16 gap-y-5 border-t border-line py-8 md:py-10 lg:grid-cols-[minmax(0,5fr)_minmax(0,9fr)] ${isEmpty ? 'hidden has-data-form-message:grid' : 'grid'}`}
    >
      <div className="grid content-start gap-2">
        <h2 id={id} className="font-display text-section font-bold tracking-tight">
          {title}
        </h2>
        <p className="max-w-text text-soft">{lead}</p>
      </div>
      <div className="grid content-start gap-6">{children}</div>
    </section>
  )
}
