'use client'

import { createContext, type ReactNode, use } from 'react'
import { drawnForField } from '@/lib/form-state'
import { useStartValue } from './form-state-context'

const DrawnForContext = createContext<string | null>(null)

/** Wraps a page whose forms send the account they were rendered for; null for guests. */
export function DrawnFor({ accountId, children }: { accountId: string | null; children: ReactNode }) {
  return <DrawnForContext value={accountId}>{children}</DrawnForContext>
}

export function useDrawnFor(): string | null {
  return use(DrawnForContext)
}

/**
 * Keeps its first value after a failure: without JavaScript the page is rendered again, perhaps for another
 * account.
 */
export function DrawnForField() {
  const value = useStartValue(drawnForField, useDrawnFor() ?? '')
  return value && <input type="hidden" name={drawnForField} value={value} />
}
