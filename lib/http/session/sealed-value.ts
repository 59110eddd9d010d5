import type { z } from 'zod'
import { seal, unseal } from '@/lib/sealing/seal'

/** Seals a value for the browser: it cannot be read or forged, and opens only for the same purpose. */
export function sealValue(purpose: string, value: unknown): string {
  return seal(JSON.stringify({ purpose, value }))
}

/** Returns null for anything that was not sealed for this purpose. */
export function openValue<Value>(purpose: string, shape: z.ZodType<Value>, sealed: unknown): Value | null {
  if (typeof sealed !== 'string' || sealed === '') return null
  try {
    const opened = JSON.parse(unseal(sealed))
    return opened.purpose === purpose ? shape.parse(opened.value) : null
  } catch {
    return null
  }
}
