'use client'

import { createContext, type ReactNode, use } from 'react'
import { useFormState } from './form-state-context'

/** Links that help after a failure, by failure code. */
export const OffersContext = createContext<Readonly<Record<string, ReactNode>>>({})

export function useOffer(): ReactNode {
  const { code } = useFormState()
  const offers = use(OffersContext)
  return code ? offers[code] : undefined
}
