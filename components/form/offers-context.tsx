'use client'

import { createContext, type ReactNode, use } from 'react'
import { useFormState } from './form-state-context'

/** Links that help after a failure, by failure code. */
export const OffersContext = createContext<Readonly<Record<string, ReactNode>>>({})

/** The link for the form's current failure, if the page offers one. */
export function useOffer(): ReactNode {
  const { code } = useFormState()
  const offers = use(OffersContext)
  return code ? offers[code] : undefined
}
