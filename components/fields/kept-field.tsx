'use client'

import type { ReactNode } from 'react'
import { useFormState } from '@/components/form/form-state-context'

/** After success, resubmits the sent value as a hidden field. Shows the visible field if there is no value. */
export function KeptField({ name, children }: { name: string; children: ReactNode }) {
  const { values, status } = useFormState()
  const kept = values[name]
  return status === 'done' && kept ? <input type="hidden" name={name} value={kept} /> : children
}
