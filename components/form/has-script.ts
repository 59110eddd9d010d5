'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False in the server's markup, true once JavaScript runs. For controls that need it. */
export function useHasScript(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
