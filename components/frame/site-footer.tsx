import type { ReactNode } from 'react'
import { TextLink } from './text-link'

interface SiteFooterProps {
  children: ReactNode
  support: string
  supportEmail: string | null
}

export function SiteFooter({ children, support, supportEmail }: SiteFooterProps) {
  return (
    <footer className="mx-auto flex w-full max-w-page flex-wrap items-center justify-between gap-x-6 px-5 pt-6 pb-6 text-small md:px-8">
      {children}
      {supportEmail && (
        <TextLink href={`mailto:${supportEmail}`} alone>
          {support}
        </TextLink>
      )}
    </footer>
  )
}
