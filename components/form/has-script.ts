'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False in the server's markup and true once script runs: for controls that are useless without it. */
export function useHasScript(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
