'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { TextLink } from './text-link'

/** Loads the page that it stands on anew, with none of what its address was told. */
export function ReloadLink({ children }: { children: ReactNode }) {
  return <TextLink href={usePathname()}>{children}</TextLink>
}
