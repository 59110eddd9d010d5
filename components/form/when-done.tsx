'use client'

import type { ReactNode } from 'react'
import { useFormState } from './form-state-context'

/** One thing until the form has done its work, another after that. */
export function WhenDone({ before, after }: { before?: ReactNode; after?: ReactNode }) {
  return useFormState().status === 'done' ? after : before
}
