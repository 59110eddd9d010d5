'use client'

import type { ReactNode } from 'react'
import { useFormState } from './form-state-context'

/** Shows `before` until the form has succeeded, then `after`. */
export function WhenDone({ before, after }: { before?: ReactNode; after?: ReactNode }) {
  return useFormState().status === 'done' ? after : before
}
