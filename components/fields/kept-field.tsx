'use client'

import type { ReactNode } from 'react'
import { useFormState } from '@/components/form/form-state-context'

/** Sends again what was sent before, unseen; where the answer did not give it back, shows the field. */
export function KeptField({ name, children }: { name: string; children: ReactNode }) {
  const { values, status } = useFormState()
  const kept = values[name]
  return status === 'done' && kept ? <input type="hidden" name={name} value={kept} /> : children
}
