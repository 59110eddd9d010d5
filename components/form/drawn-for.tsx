'use client'

import { createContext, type ReactNode, use } from 'react'
import { drawnForField } from '@/lib/form-state'
import { useStartValue } from './form-state-context'

const DrawnForContext = createContext<string | null>(null)

/** Around a page: whose account is signed in where it is drawn; null when nobody's is. Its forms say so. */
export function DrawnFor({ accountId, children }: { accountId: string | null; children: ReactNode }) {
  return <DrawnForContext value={accountId}>{children}</DrawnForContext>
}

export function useDrawnFor(): string | null {
  return use(DrawnForContext)
}

/**
 * Tells the server for whom a form was drawn. After a failure still the same, although without script the page around it
 * is drawn anew by then, perhaps for somebody else.
 */
export function DrawnForField() {
  const value = useStartValue(drawnForField, useDrawnFor() ?? '')
  return value && <input type="hidden" name={drawnForField} value={value} />
}
