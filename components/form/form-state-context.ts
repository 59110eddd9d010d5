'use client'

import { createContext, use } from 'react'
import { type FormState, initialFormState } from '@/lib/form-state'

/** The answer to the form around; a field outside of any form sees a form at rest. */
export const FormStateContext = createContext<FormState>(initialFormState)

export function useFormState(): FormState {
  return use(FormStateContext)
}

/** What a field starts with: after a fault what was typed, else what is known. */
export function useStartValue(name: string, known: string): string {
  const { status, values } = useFormState()
  return status === 'fault' ? (values[name] ?? known) : known
}
