import type { ReactNode } from 'react'

const tones = {
  good: 'border-accent text-accent',
  warning: 'border-sand-edge bg-sand-wash text-ink',
}

export function Badge({ tone, children }: { tone: keyof typeof tones; children: ReactNode }) {
  return <span className={`rounded-round border px-2.5 text-small ${tones[tone]}`}>{children}</span>
}
