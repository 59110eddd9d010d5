'use client'

import { usePathname } from 'next/navigation'

/** The page that a form stands on, for coming back to it. A layout cannot know; this is in its markup too. */
export function PathField() {
  return <input type="hidden" name="path" value={usePathname()} />
}
