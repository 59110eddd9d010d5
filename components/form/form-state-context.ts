'use client'

import { createContext, use } from 'react'
import { type FormState, initialFormState } from '@/lib/form-state'

/** The answer to the form around; a field outside of any form sees a form at rest. */
export const FormStateContext = createContext<FormState>(initialFormState)

export function useFormState(): FormState {
  return use(FormStateContext)
}
