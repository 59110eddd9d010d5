'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { TextLink } from './text-link'

/** Reloads the page without its query. */
export function ReloadLink({ children }: { children: ReactNode }) {
  return <TextLink href={usePathname()}>{children}</TextLink>
}
