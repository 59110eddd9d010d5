'use client'

import { createContext, type ReactNode, use } from 'react'
import { useFormState } from './form-state-context'

/** The ways out of a form's faults, by their codes. */
export const OffersContext = createContext<Readonly<Record<string, ReactNode>>>({})

/** The way out of the fault that the form has now, if the page offers one. */
export function useOffer(): ReactNode {
  const { code } = useFormState()
  const offers = use(OffersContext)
  return code ? offers[code] : undefined
}
