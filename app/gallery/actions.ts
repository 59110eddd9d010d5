'use server'

import type { FormState } from '@/lib/form-state'

/** Stands in for every action in the gallery: whatever is sent, the form stays as it is. */
export async function stay(state: FormState): Promise<FormState> {
  return state
}
