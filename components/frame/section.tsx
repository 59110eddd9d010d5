import { type ReactNode, useId } from 'react'

interface SectionProps {
  title: string
  lead: string
  /** What a link on the same page calls it. */
  anchor?: string
  /** Nothing is in it but what a form of it has just answered: it is seen only while there is that. */
  isOver?: boolean
  children: ReactNode
}

/** One part of a longer page: its heading on the left, what can be done on the right. */
export function Section({ title, lead, anchor, isOver = false, children }: SectionProps) {
  const id = useId()
  return (
    <section
      id={anchor}
      aria-labelledby={id}
      className={`gap-x-16 gap-y-5 border-t border-line py-8 md:py-10 lg:grid-cols-[minmax(0,5fr)_minmax(0,9fr)] ${isOver ? 'hidden has-data-form-message:grid' : 'grid'}`}
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
