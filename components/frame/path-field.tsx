'use client'

import { usePathname } from 'next/navigation'

/** Sends the path of the current page, so that the action can return to it. A layout does not know it. */
export function PathField() {
  return <input type="hidden" name="path" value={usePathname()} />
}
