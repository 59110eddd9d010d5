'use client'

import { createContext, use } from 'react'
import { type FormState, initialFormState } from '@/lib/form-state'

/** State of the surrounding form; the initial state outside a form. */
export const FormStateContext = createContext<FormState>(initialFormState)

export function useFormState(): FormState {
  return use(FormStateContext)
}

/** Initial value of a field: what was typed if the form failed, otherwise the known value. */
export function useStartValue(name: string, known: string): string {
  const { status, values } = useFormState()
  return status === 'fault' ? (values[name] ?? known) : known
}
