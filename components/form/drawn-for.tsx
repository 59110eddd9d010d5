'use client'

import { createContext, type ReactNode, use } from 'react'
import { drawnForField } from '@/lib/form-state'
import { useStartValue } from './form-state-context'

const DrawnForContext = createContext<string | null>(null)

/** Wraps a page: its forms send the account that they were rendered for; null for guests. */
export function DrawnFor({ accountId, children }: { accountId: string | null; children: ReactNode }) {
  return <DrawnForContext value={accountId}>{children}</DrawnForContext>
}

export function useDrawnFor(): string | null {
  return use(DrawnForContext)
}

/**
 * Sends the account that the form was rendered for. After a failure it keeps the first value: without
 * JavaScript the page is rendered again by then, perhaps for another account.
 */
export function DrawnForField() {
  const value = useStartValue(drawnForField, useDrawnFor() ?? '')
  return value && <input type="hidden" name={drawnForField} value={value} />
}
