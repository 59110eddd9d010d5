import type { ReactNode } from 'react'

const tones = {
  done: 'border-accent bg-accent-wash',
  warning: 'border-sand-edge bg-sand-wash',
}

interface NoticeProps {
  tone: keyof typeof tones
  title?: string
  children: ReactNode
}

/** A message that is there when the page loads. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div role="status" className={`grid gap-1 rounded-field border-l-4 px-4 py-3 ${tones[tone]}`}>
      {title && <p className="font-bold">{title}</p>}
      {children}
    </div>
  )
}
