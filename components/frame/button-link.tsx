import type { ReactNode } from 'react'
import { type ButtonLook, buttonLooks } from '@/components/form/button-look'

/** A link that looks like a button. */
export function ButtonLink({
  href,
  look = 'primary',
  children,
}: {
  href: string
  look?: ButtonLook
  children: ReactNode
}) {
  return (
    <a href={href} className={buttonLooks[look]}>
      {children}
    </a>
  )
}
