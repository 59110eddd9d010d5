import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/frame/button-link'
import { Card } from '@/components/frame/card'
import { Page } from '@/components/frame/page'

interface WrongLinkViewProps {
  title: string
  children: ReactNode
  /** The page that this link belongs to. */
  right: { href: string; label: string }
}

/** A valid link opened on the wrong page. */
export function WrongLinkView({ title, children, right }: WrongLinkViewProps) {
  return (
    <Page title={title}>
      <Card>
        <div className="grid justify-items-start gap-6">
          <p>{children}</p>
          <ButtonLink href={right.href}>{right.label}</ButtonLink>
        </div>
      </Card>
    </Page>
  )
}
